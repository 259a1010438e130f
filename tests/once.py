"""What one process of a run makes and all of them use."""

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest

# Where the processes of a run keep what they share.
FOLDER = pytest.StashKey[Path]()


def once_per_run(folder: Path, name: str, make: Callable[[], str]) -> str:
    """Return what the first process that needs it has made; the others wait for it."""
    value = folder / f"{name}.txt"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not value.is_file():
            value.write_text(make(), encoding="utf-8")
        return value.read_text(encoding="utf-8")
