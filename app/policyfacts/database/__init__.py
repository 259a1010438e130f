"""The database: reading and writing; differences of SQLite and PostgreSQL end here."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import Connection, QueuePool, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from policyfacts.database.bulk import refresh_statistics, write_rows
from policyfacts.database.driver_errors import translate_driver_errors
from policyfacts.database.engines import Engines
from policyfacts.database.postgresql import SCHEMA, make_postgresql_engines
from policyfacts.database.sqlite import make_sqlite_engines, refuse_missing
from policyfacts.errors import DatabaseUnusable
from policyfacts.settings import Settings

__all__ = ["SCHEMA", "Database", "PoolUse", "refresh_statistics", "write_rows"]


@dataclass(frozen=True)
class PoolUse:
    """Connections that may be open, those at work, and how often none became free in time."""

    size: int
    in_use: int
    timeouts: int


class Database:
    """Engines of its own for each application; nothing is global."""

    def __init__(self, settings: Settings) -> None:
        self.engines = _make_engines(settings)
        self.engine = self.engines.reading
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._timeouts = 0
        self._counting = Lock()

    @contextmanager
    def read_transaction(self) -> Iterator[Connection]:
        """A connection that sees one state of the data throughout, and cannot write."""
        with translate_driver_errors(self._count_timeout), self._begin() as connection:
            try:
                yield connection
            finally:
                # A rollback would make the driver forget its prepared statements, also after a 304
                # or 404. Where the server went away meanwhile, nothing that was read is wrong.
                with suppress(SQLAlchemyError):
                    connection.commit()

    @contextmanager
    def autocommit(self) -> Iterator[Connection]:
        """A connection for single statements, each of which sees a state of its own; no writing.

        It spares the transaction that `reading` begins and ends.
        """
        with (
            translate_driver_errors(self._count_timeout),
            self.engines.autocommit.connect() as connection,
        ):
            yield connection

    @contextmanager
    def write_transaction(self, *, create: bool = False) -> Iterator[Connection]:
        """A connection whose work is kept whole if the block ends well, otherwise not at all."""
        if self.is_sqlite and not create:
            refuse_missing(self.engine.url.database)
        with (
            translate_driver_errors(self._count_timeout),
            self.engines.writing.begin() as connection,
        ):
            yield connection

    def enable_wal(self) -> None:
        """Set SQLite's write-ahead log, so that readers need not wait for a writer."""
        raw = self.engines.writing.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()

    def pool_use(self) -> PoolUse:
        """How busy the connections of readers are."""
        pool = self.engine.pool
        assert isinstance(pool, QueuePool)
        return PoolUse(pool.size(), pool.checkedout(), self._timeouts)

    def dispose(self) -> None:
        """Close all connections."""
        self.engines.dispose()

    def _count_timeout(self) -> None:
        with self._counting:
            self._timeouts += 1

    def _begin(self) -> Connection:
        """A connection in a transaction; a fresh one where the server has ended the first."""
        connection = self.engine.connect()
        try:
            connection.begin()
        except DBAPIError as error:
            connection.close()
            if not error.connection_invalidated:
                raise
            connection = self.engine.connect()
            connection.begin()
        return connection


def _make_engines(settings: Settings) -> Engines:
    try:
        url = make_url(settings.database_url)
        make = _MAKERS.get(url.get_backend_name())
        if make is None:
            raise DatabaseUnusable(
                "POLICYFACTS_DATABASE_URL cannot be used: it is neither SQLite nor PostgreSQL."
            )
        return make(url, settings)
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        # The address may hold a password: it is not repeated.
        reason = "" if isinstance(error, ArgumentError) else str(error)
        raise DatabaseUnusable("POLICYFACTS_DATABASE_URL cannot be used.", reason) from error


_MAKERS = {"sqlite": make_sqlite_engines, "postgresql": make_postgresql_engines}
