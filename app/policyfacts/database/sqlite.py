"""SQLite: one file, whose readers never write and never wait for a writer."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event

from policyfacts.database.engines import Engines
from policyfacts.database.urls import explain_unusable
from policyfacts.errors import DatabaseUnusable, quote
from policyfacts.settings import Settings

# SQLite maps at most 2 GiB of a file, and reads what is beyond in the ordinary way.
_MAPPED_BYTES = 2**31 - 2**16


def make_sqlite_engines(url: URL, settings: Settings) -> Engines:
    """Make the engines for a file; raises DatabaseUnusable where the URL names none."""
    if url.host or url.database in (None, "", ":memory:"):
        raise DatabaseUnusable(explain_unusable(settings.database_url))
    if url.query:
        raise DatabaseUnusable(
            f"POLICYFACTS_DATABASE_URL has {quote('?' + '&'.join(url.query))}, which is not read: "
            "write sqlite:///FILE alone."
        )
    autocommit = create_engine(url, pool_size=settings.threads, max_overflow=0)
    writing = create_engine(url, poolclass=NullPool)
    # A mapped file is read a third faster, and is in memory once for all connections and processes.
    _set_pragmas(autocommit, "query_only = ON", f"mmap_size = {_MAPPED_BYTES}")
    _set_pragmas(writing, "query_only = OFF")

    @event.listens_for(autocommit, "do_connect")
    def refuse(*_: object) -> None:
        refuse_missing(url.database)

    # A file that is cut short while it is mapped would kill the process: a probe maps nothing.
    probing = create_engine(url, poolclass=NullPool)
    _set_pragmas(probing, "query_only = ON", "busy_timeout = 1000")
    event.listen(probing, "do_connect", refuse)
    reading = autocommit.execution_options()
    for engine in (reading, probing):
        event.listen(engine, "begin", _begin)
    event.listen(writing, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return Engines(reading, autocommit, writing, probing)


def _begin(connection: Connection) -> None:
    # It locks nothing yet and cannot fail: straight to the driver, which costs far less.
    driver: Any = connection.connection.dbapi_connection
    driver.execute("BEGIN")


def refuse_missing(file: str | None) -> None:
    """Raise DatabaseUnusable where there is no file: to open it would be to make it."""
    if file and not Path(file).exists() and Path(file).parent.is_dir():
        raise DatabaseUnusable(
            "There is no database yet: run 'policyfacts migrate' and 'policyfacts load'."
        )


def _set_pragmas(engine: Engine, *pragmas: str) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        # The driver would begin transactions late and only for writes: they begin below.
        connection.isolation_level = None
        for pragma in ("foreign_keys = ON", "busy_timeout = 10000", *pragmas):
            connection.execute(f"PRAGMA {pragma}")
