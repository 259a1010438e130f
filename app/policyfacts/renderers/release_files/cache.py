"""The files of the current release, made at the first request for them."""

import os
import stat
from threading import Lock

from policyfacts.errors import FilesNotReady
from policyfacts.queries.releases import ReleaseInfo
from policyfacts.renderers.release_files.errors import translate_file_errors
from policyfacts.renderers.release_files.manifest import ExportedFile, Manifest
from policyfacts.renderers.release_files.writer import write_files
from policyfacts.scratch_folders import ScratchFolder
from policyfacts.search.snapshot import ReadSession, Snapshot

# Seconds for which a request waits while another one makes the files.
_TIMEOUT = 2.0


class ReleaseFiles:
    """The files of one release in a private folder, which is removed with this object.

    A response keeps the object until its last byte, whatever is loaded meanwhile.
    """

    def __init__(self, session: ReadSession) -> None:
        self.release: ReleaseInfo = session.snapshot.release
        with translate_file_errors("a temporary folder"):
            self._scratch = ScratchFolder()
            self.folder = self._scratch.path
            self.manifest: Manifest = write_files(session, self.folder)
            self._states = {file.name: self._state(file.name) for file in self.manifest.files}

    @property
    def is_intact(self) -> bool:
        """Whether all files are still there, as they were written: cleaners know no releases."""
        try:
            return all(self._state(name) == state for name, state in self._states.items())
        except OSError:
            return False

    def _state(self, name: str) -> tuple[int, ...]:
        """Return what changes with a file; OSError where there is none, or a link in its place."""
        status = os.lstat(self.folder / name)
        if not stat.S_ISREG(status.st_mode):
            raise FileNotFoundError(name)
        return status.st_ino, status.st_size, status.st_mtime_ns

    def find(self, name: str) -> ExportedFile:
        """Return the manifest's entry of a file, one of NAMES."""
        return next(file for file in self.manifest.files if file.name == name)


class ReleaseCache:
    """Keeps the files of the newest release that was requested; one per application."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._newest: ReleaseFiles | None = None

    def files(self, session: ReadSession) -> ReleaseFiles:
        """Return the files of the session's release, or of a newer one.

        One request makes them, anew where something has removed or changed them. Others wait for a
        moment, then raise FilesNotReady, lest they block threads that all requests need. Raises
        FilesUnwritable where they cannot be written.
        """
        cached = self._current(session)
        if cached is not None:
            return cached
        if not self._lock.acquire(timeout=_TIMEOUT):
            raise FilesNotReady("The files of the release are being made: ask again soon.")
        try:
            cached = self._current(session)
            if cached is None:
                cached = self._newest = ReleaseFiles(session)
            return cached
        finally:
            self._lock.release()

    def has_files(self, snapshot: Snapshot | None) -> bool:
        """Tell whether the files of this release, or of a newer one, are made and still there."""
        newest = self._newest
        if newest is None or snapshot is None:
            return False
        return newest.release.sequence >= snapshot.release.sequence and newest.is_intact

    def _current(self, session: ReadSession) -> ReleaseFiles | None:
        return self._newest if self.has_files(session.snapshot) else None

    def close(self) -> None:
        """Drop the files once no response sends them; a later request makes them again.

        Without this call, a process ended by a signal would leave them to the next start.
        """
        with self._lock:
            self._newest = None
