"""The file that connections have open, held against the one that its path names now.

Connections to a file that was deleted or replaced go on reading what it held: nobody would notice.
"""

import os
from pathlib import Path

from sqlalchemy import Engine, event

from policyfacts.errors import DatabaseUnusable


class DatabaseReplaced(DatabaseUnusable):
    """Another file stands where the one stood that connections have open."""


class ServedFile:
    """The SQLite file of an engine whose connections stay open."""

    def __init__(self, engine: Engine) -> None:
        self._path = Path(engine.url.database or "")
        # Device and number of the file that the first connection opened.
        self._opened: tuple[int, int] | None = None
        event.listen(engine, "connect", self._note_opened)

    def check(self) -> None:
        """Raise DatabaseUnusable where connections have open what is there no longer.

        After DatabaseReplaced, which is raised once, connections must be opened anew.
        """
        if self._opened is None:
            return
        try:
            status = self._path.stat()
        except FileNotFoundError:
            raise DatabaseUnusable("The database file was deleted.", str(self._path)) from None
        except OSError as error:
            raise DatabaseUnusable("The database file cannot be reached.", str(error)) from error
        if _identity(status) != self._opened:
            self._opened = None
            message = "The database file was replaced: it is opened anew."
            raise DatabaseReplaced(message, str(self._path))
        if not status.st_size:
            raise DatabaseUnusable("The database file was emptied.", str(self._path))

    def _note_opened(self, *_: object) -> None:
        if self._opened is None and self._path.exists():
            self._opened = _identity(self._path.stat())


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
