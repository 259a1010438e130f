"""Errors of files, in plain words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from policyfacts.errors import FilesUnwritable


@contextmanager
def translate_file_errors(where: str) -> Iterator[None]:
    """Raise FilesUnwritable for any error of a file or of SQLite in the block."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise FilesUnwritable(
            f"The files cannot be written to {where}: {(reason or str(error)).lower()}."
        ) from error
