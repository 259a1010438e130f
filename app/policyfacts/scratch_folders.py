"""Temporary folders of a process: locked while it lives, and removed when it ends, even if killed.

The lock is on the folder itself, so it also tells cleaners such as systemd-tmpfiles to let it be.
A process that is killed loses its lock and leaves its folder, which the next start removes.
"""

import os
import shutil
import stat
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from types import TracebackType
from typing import Self

# Windows has no such locks: there nothing is swept.
if sys.platform != "win32":
    import fcntl

_PREFIX = "policyfacts-run-"
# Before it is locked a folder has another name, so that nobody takes it for abandoned.
_UNLOCKED = ".new-"


class ScratchFolder:
    """A private folder at `path`, removed with this object, or at the end of its `with` block."""

    def __init__(self, parent: Path | None = None, prefix: str = _PREFIX) -> None:
        unlocked = Path(mkdtemp(prefix=_UNLOCKED + prefix, dir=parent))
        self.path = unlocked.with_name(unlocked.name.removeprefix(_UNLOCKED))
        lock = _lock(unlocked)
        try:
            unlocked.rename(self.path)
        except OSError:
            _remove(unlocked, lock)
            raise
        self.remove = weakref.finalize(self, _remove, self.path, lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _: type[BaseException] | None,
        __: BaseException | None,
        ___: TracebackType | None,
    ) -> None:
        self.remove()


def remove_abandoned(parent: Path | None = None, prefix: str = _PREFIX) -> None:
    """Remove the folders that killed processes of this user left; those of others stay.

    A folder that is no private one of this user, or a link, is none of ours.
    """
    with suppress(OSError), os.scandir(parent or gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(prefix):
                _remove_if_abandoned(Path(entry.path))


def _remove_if_abandoned(folder: Path) -> None:
    with suppress(OSError), _opened(folder) as descriptor:
        status = os.fstat(descriptor)
        is_private = not stat.S_IMODE(status.st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
        if is_private and status.st_uid == os.geteuid() and _try_lock(descriptor):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    """Lock an open folder; False where a living process has, or where nothing can be locked."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _lock(folder: Path) -> int | None:
    """Lock a folder until the descriptor is closed, which the system does when the process ends."""
    if sys.platform == "win32":
        return None
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    _try_lock(descriptor)
    return descriptor


def _remove(folder: Path, lock: int | None) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if lock is not None:
        os.close(lock)
