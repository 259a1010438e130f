"""The engines that a database is used through, the same three on SQLite and on PostgreSQL."""

from dataclasses import dataclass

from sqlalchemy import Engine


@dataclass(frozen=True)
class Engines:
    """Three engines of one database; the first two share their connections.

    `reading` begins a transaction that sees one state of the data. `autocommit` begins none: each
    statement sees a state of its own. `writing` opens a connection each time, since few write.
    """

    reading: Engine
    autocommit: Engine
    writing: Engine

    def dispose(self) -> None:
        """Close all connections that are not in use."""
        self.reading.dispose()
        self.writing.dispose()
