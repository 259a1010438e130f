"""The engines that a database is used through, the same four on SQLite and on PostgreSQL."""

from dataclasses import dataclass

from sqlalchemy import Engine


@dataclass(frozen=True)
class Engines:
    """Four engines of one database; the first two share their connections.

    `reading` begins a transaction that sees one state of the data. `autocommit` begins none: each
    statement sees a state of its own. `writing` opens a connection each time, since few write, and
    so does `probing`, which begins as `reading` does, and gives up within a second or two.
    """

    reading: Engine
    autocommit: Engine
    writing: Engine
    probing: Engine

    def dispose(self) -> None:
        """Close all connections that are not in use."""
        self.reading.dispose()
        self.writing.dispose()
        self.probing.dispose()
