"""The database: its transactions for reading and writing, alike on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from time import monotonic

from sqlalchemy import Connection, QueuePool, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InvalidRequestError,
    NoSuchModuleError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from policyfacts.database.bulk import refresh_statistics, write_rows
from policyfacts.database.driver_errors import DatabaseDamaged, explain
from policyfacts.database.engines import Engines
from policyfacts.database.file_access import explain_access
from policyfacts.database.postgresql import SCHEMA, make_postgresql_engines
from policyfacts.database.served_file import DatabaseReplaced, ServedFile
from policyfacts.database.sqlite import make_sqlite_engines, refuse_missing
from policyfacts.database.urls import explain_unusable, has_sign_in_password
from policyfacts.errors import DatabaseUnusable
from policyfacts.settings import Settings

__all__ = [
    "SCHEMA",
    "Database",
    "DatabaseDamaged",
    "DatabaseReplaced",
    "PoolUse",
    "refresh_statistics",
    "write_rows",
]


# For so long a database counts as damaged after a request met the damage.
_DAMAGE_SECONDS = 60


@dataclass(frozen=True)
class PoolUse:
    """Connections that may be open, those in use, and how often none became free in time."""

    size: int
    in_use: int
    timeouts: int


class Database:
    """The engines of one application; nothing is global."""

    def __init__(self, settings: Settings) -> None:
        self.engines = _make_engines(settings)
        self.engine = self.engines.reading
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._served_file = ServedFile(self.engines.autocommit) if self.is_sqlite else None
        self._damage: DatabaseDamaged | None = None
        self._damaged_at = 0.0
        self._timeouts = 0
        self._timeouts_lock = Lock()

    @contextmanager
    def read_transaction(self) -> Iterator[Connection]:
        """Open a connection that sees one state of the data throughout, and cannot write.

        Raises DatabaseUnusable, as all of these do.
        """
        with self._translate_driver_errors(), self._begin() as connection:
            try:
                yield connection
            finally:
                # A rollback would make the driver forget its prepared statements, also after a 304
                # or 404. Where the server went away meanwhile, nothing that was read is wrong.
                with suppress(SQLAlchemyError):
                    connection.commit()

    @contextmanager
    def autocommit(self) -> Iterator[Connection]:
        """Open a connection for single statements, which cannot write.

        Each sees a state of its own, and a transaction is spared.
        """
        with self._translate_driver_errors(), self.engines.autocommit.connect() as connection:
            yield connection

    @contextmanager
    def write_transaction(self, *, create: bool = False) -> Iterator[Connection]:
        """Open a connection whose work is kept if the block ends well, otherwise not at all."""
        if self.is_sqlite and not create:
            refuse_missing(self.engine.url.database)
        with self._translate_driver_errors(), self.engines.writing.begin() as connection:
            yield connection

    @contextmanager
    def probe(self) -> Iterator[Connection]:
        """Open a connection as a process would that has just started, beside those in use.

        Raises DatabaseUnusable where those in use read a file that is no longer there, or found it
        damaged a moment ago.
        """
        try:
            if self._served_file is not None:
                self._served_file.check()
        except DatabaseReplaced:
            self._damage = None
            self.engine.dispose()
            raise
        if self._damage is not None and monotonic() - self._damaged_at < _DAMAGE_SECONDS:
            raise DatabaseDamaged(self._damage.detail, self._damage.reason)
        with self._translate_driver_errors(), self.engines.probing.begin() as connection:
            yield connection

    def enable_wal(self) -> None:
        """Set SQLite's write-ahead log, so that readers need not wait for a writer."""
        raw = self.engines.writing.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()

    def pool_use(self) -> PoolUse:
        """Return how busy the connections of readers are."""
        pool = self.engine.pool
        assert isinstance(pool, QueuePool)
        return PoolUse(pool.size(), pool.checkedout(), self._timeouts)

    def dispose(self) -> None:
        """Close all connections."""
        self.engines.dispose()

    @contextmanager
    def _translate_driver_errors(self) -> Iterator[None]:
        """Turn what drivers and the pool raise into DatabaseUnusable."""
        try:
            yield
        except PoolTimeout as error:
            with self._timeouts_lock:
                self._timeouts += 1
            raise DatabaseUnusable("All connections to the database are in use.") from error
        except (DBAPIError, InvalidRequestError) as error:
            explained = explain(error)
            if explained is None:
                raise
            if isinstance(explained, DatabaseDamaged):
                self._damage, self._damaged_at = explained, monotonic()
            if self.is_sqlite:
                file = Path(self.engine.url.database or "").absolute()
                explained.reason = f"{explained.reason}: {explain_access(file) or file}"
            raise explained from error

    def _begin(self) -> Connection:
        """Connect and begin a transaction; anew where the server has ended the first connection."""
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
    address = settings.database_url
    try:
        url = make_url(address)
        make = _MAKERS.get(url.drivername)
        if make is None or has_sign_in_password(address):
            raise DatabaseUnusable(explain_unusable(address))
        return make(url, settings)
    except ImportError as error:
        raise DatabaseUnusable(_NOT_INSTALLED, str(error)) from error
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        # What they say repeats parts of the address, which may be those of a password.
        raise DatabaseUnusable(explain_unusable(address)) from error


_NOT_INSTALLED = (
    "The driver of PostgreSQL is not installed: install policyfacts with the extra 'postgres'."
)
_MAKERS = {
    "sqlite": make_sqlite_engines,
    "sqlite+pysqlite": make_sqlite_engines,
    "postgresql+psycopg": make_postgresql_engines,
}
