"""The database: one engine, reading, writing; differences of SQLite and PostgreSQL end here."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    NoSuchModuleError,
)
from sqlalchemy.exc import (
    TimeoutError as PoolTimeout,
)

from policyfacts.errors import DatabaseUnusable
from policyfacts.settings import Settings

SCHEMA = "policyfacts"
_WRITING = "policyfacts_writing"


class Database:
    """An engine of its own for each application; nothing is global."""

    def __init__(self, settings: Settings) -> None:
        self.engine = _make_engine(settings)
        self.is_sqlite = self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the data throughout, and cannot write."""
        if self.is_sqlite:
            _refuse_missing(self.engine.url.database)
        with _plain_errors(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            yield connection

    @contextmanager
    def reading_once(self) -> Iterator[Connection]:
        """A connection for single statements, each of which sees one state of the data."""
        with _plain_errors(), self.engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def writing(self, *, create: bool = False) -> Iterator[Connection]:
        """A connection whose work is kept whole if the block ends well, otherwise not at all."""
        if self.is_sqlite and not create:
            _refuse_missing(self.engine.url.database)
        with _plain_errors(), self.engine.connect() as connection:
            connection.execution_options(**{_WRITING: True})
            with connection.begin():
                if not self.is_sqlite:
                    # One writer at a time, as SQLite has it: a second one waits its turn.
                    connection.exec_driver_sql(
                        "SELECT pg_advisory_xact_lock(hashtext('policyfacts'))"
                    )
                yield connection

    def let_readers_go_on(self) -> None:
        """Set SQLite's write-ahead log, so that readers need not wait for a writer."""
        raw = self.engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _make_engine(settings: Settings) -> Engine:
    try:
        url = make_url(settings.database_url)
        if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
            raise DatabaseUnusable("POLICYFACTS_DATABASE_URL must name a file: sqlite:///FILE.")
        prepare = _PREPARATIONS.get(url.get_backend_name())
        if prepare is None:
            raise DatabaseUnusable(
                "POLICYFACTS_DATABASE_URL cannot be used: it is neither SQLite nor PostgreSQL."
            )
        engine = create_engine(url, pool_size=settings.threads, max_overflow=0)
        prepare(engine)
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        # The address may hold a password: it is not repeated.
        reason = "" if isinstance(error, ArgumentError) else str(error)
        raise DatabaseUnusable("POLICYFACTS_DATABASE_URL cannot be used.", reason) from error
    return engine


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        # The driver would begin transactions late and only for writes: SQLAlchemy begins them
        # itself, below.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA busy_timeout = 10000")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(_WRITING):
            connection.exec_driver_sql("PRAGMA query_only = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("PRAGMA query_only = ON")
            connection.exec_driver_sql("BEGIN")


def _refuse_missing(file: str | None) -> None:
    # To open a SQLite file is to make it: only migrations should.
    if file and not Path(file).exists() and Path(file).parent.is_dir():
        raise DatabaseUnusable(
            "There is no database yet: run 'policyfacts migrate' and 'policyfacts load'."
        )


def _prepare_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        # Set by statement, since poolers in front of the server refuse start-up options.
        with connection.cursor() as cursor:
            cursor.execute(f"SET search_path TO {SCHEMA}")
        connection.commit()


_PREPARATIONS = {"sqlite": _prepare_sqlite, "postgresql": _prepare_postgresql}


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn what drivers raise into one error that says what is the matter."""
    try:
        yield
    except DBAPIError as error:
        raise _explain(error) from error
    except PoolTimeout as error:
        raise DatabaseUnusable("All connections to the database are in use.") from error


def _explain(error: DBAPIError) -> DatabaseUnusable:
    reason = str(error.orig)
    for sign, meaning in _MEANINGS.items():
        if re.search(sign, reason):
            return DatabaseUnusable(meaning, reason)
    return DatabaseUnusable("The database cannot be used.", reason)


_NO_TABLES = "The database has no tables yet: run 'policyfacts migrate' and 'policyfacts load'."
_OTHER_TABLES = (
    "The tables are of another version of the program: run 'policyfacts migrate' and "
    "'policyfacts load'."
)
_MEANINGS = {
    "no such table": _NO_TABLES,
    "no such column": _OTHER_TABLES,
    "column .* does not exist": _OTHER_TABLES,
    'relation ".*" does not exist': _NO_TABLES,
    'database ".*" does not exist': "There is no such database on the server.",
    "connection failed|could not connect": "The database server cannot be reached.",
    "readonly database|read-only": "The database cannot be written to.",
    "permission denied": "The database refuses this user.",
    "unable to open": "The database file cannot be opened.",
    "disk is full|No space left": "The disk is full; nothing was changed.",
    "disk I/O error": "The disk failed; nothing was changed.",
    "is locked": "Another process is writing to the database; try again when it is done.",
    "not a database|malformed": "The file is not a SQLite database.",
}
