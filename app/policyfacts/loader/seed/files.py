"""Open what a seed folder holds: regular files alone, whatever else a file system may have."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from policyfacts.errors import visible
from policyfacts.loader.seed.documents import Unreadable

MAX_BYTES = 64 * 2**20
_NOT_UTF_8 = "the file is not UTF-8: save it with that encoding"
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe (FIFO)",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFREG: "a file",
}


def file_fault(path: Path) -> str | None:
    """Say why there is no regular file at a path; nothing is opened."""
    return _fault(path, stat.S_IFREG)


def folder_fault(path: Path) -> str | None:
    """Say why there is no folder at a path that can be listed."""
    fault = _fault(path, stat.S_IFDIR)
    if fault is not None:
        return fault
    try:
        next(path.iterdir(), None)
        # One that may be listed and not entered would be one whose files are all missing.
        (path / "..").stat()
    except OSError as error:
        return f"the folder cannot be read: {error.strerror}"
    return None


def open_file(path: Path, file: str) -> BinaryIO:
    """Open a regular file; raise Unreadable for anything else, which is not opened at all."""
    fault = file_fault(path)
    if fault is not None:
        raise Unreadable(file, 1, fault)
    try:
        # What has become a pipe meanwhile does not block either.
        opened = os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb")
    except OSError as error:
        raise Unreadable(file, 1, f"the file cannot be read: {error.strerror}") from None
    if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
        opened.close()
        raise Unreadable(file, 1, "the file was replaced while it was read")
    return opened


def read_bytes(path: Path, file: str) -> bytes:
    """Read a file as a whole; raise Unreadable where it cannot be read or is too large."""
    with open_file(path, file) as opened:
        try:
            data = opened.read(MAX_BYTES + 1)
        except OSError as error:
            raise Unreadable(file, 1, f"the file cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 2**20} MiB: part it"
        raise Unreadable(file, 1, f"{message}, or write facts as NDJSON, one a line")
    return data


def decode(data: bytes, file: str) -> str:
    """Decode UTF-8 without its byte-order mark; raise Unreadable where it is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_utf_8(file, data[: error.start].count(b"\n") + 1) from None


def not_utf_8(file: str, line: int) -> Unreadable:
    """Return the exception for a line that is not UTF-8."""
    return Unreadable(file, line, _NOT_UTF_8)


def read_text(path: Path, file: str) -> str:
    """Read a UTF-8 file without its byte-order mark."""
    return decode(read_bytes(path, file), file)


def size_of(path: Path) -> int:
    """Return the size of a regular file; 0 for what is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def _fault(path: Path, expected: int) -> str | None:
    noun = _KINDS[expected].removeprefix("a ")
    try:
        kind = stat.S_IFMT(path.stat().st_mode)
    except FileNotFoundError:
        return _missing(path, noun)
    except OSError as error:
        return f"the {noun} cannot be read: {error.strerror}"
    except ValueError:
        return "the name holds a character that no name may hold"
    if kind == expected:
        return None
    return f"{_KINDS.get(kind, 'something else')} stands where a {noun} is meant"


def _missing(path: Path, noun: str) -> str:
    if path.is_symlink():
        target = visible(str(path.readlink()))
        return f"the link leads to '{target}', where nothing is: link to a {noun} or delete it"
    return f"the {noun} is missing"
