"""PostgreSQL: readers on standbys where there are any, writers on the primary, with timeouts."""

import select
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DisconnectionError

from policyfacts.database.engines import Engines
from policyfacts.errors import DatabaseUnusable
from policyfacts.settings import Settings

SCHEMA = "policyfacts"
_POOL_WAIT_SECONDS = 5
# Connections are renewed now and then, so that readers return to a standby that came back.
_RECYCLE_SECONDS = 300
_IDLE_SECONDS = 60
# A probe may have to read the sets of a new release.
_PROBE_SECONDS = 5
# A server that answers nothing any more is given up within some ten seconds, not within hours.
_TIMEOUTS = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
_WRITE = (
    # What protects a server from forgotten readers must not end a load that works for minutes.
    f"SET LOCAL search_path TO {SCHEMA}; SET LOCAL statement_timeout = 0; "
    "SET LOCAL idle_in_transaction_session_timeout = 0; "
    # One writer at a time, as SQLite has it: a second one waits its turn.
    "SELECT pg_advisory_xact_lock(hashtext('policyfacts'))"
)


def make_postgresql_engines(url: URL, settings: Settings) -> Engines:
    """Make the engines for one server, or for several that are named in one URL."""
    common: dict[str, Any] = {"prepare_threshold": None} if settings.pooler else {}
    common |= {name: value for name, value in _TIMEOUTS.items() if name not in url.query}
    autocommit = create_engine(
        url,
        connect_args=common | _for_readers(url),
        isolation_level="AUTOCOMMIT",
        max_overflow=0,
        pool_recycle=_RECYCLE_SECONDS,
        pool_size=settings.threads,
        pool_timeout=_POOL_WAIT_SECONDS,
        pool_use_lifo=True,
    )
    writing = create_engine(url, connect_args=common | _for_writers(url), poolclass=NullPool)
    event.listen(writing, "begin", lambda connection: connection.exec_driver_sql(_WRITE))
    _check_on_checkout(autocommit)
    probing = create_engine(
        url,
        connect_args=common | _for_readers(url) | {"connect_timeout": 2},
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
    )
    _begin_by(probing, _begin_with_settings(_PROBE_SECONDS))
    reading = autocommit.execution_options()
    if settings.pooler:
        _begin_by(reading, _begin_with_settings(settings.statement_seconds))
        return Engines(reading, reading, writing, probing)
    _set_on_connect(autocommit, settings)
    _begin_by(reading, "BEGIN")
    return Engines(reading, autocommit, writing, probing)


def _for_readers(url: URL) -> dict[str, str]:
    preferred = {"target_session_attrs": "prefer-standby", "load_balance_hosts": "random"}
    return {
        name: value
        for name, value in preferred.items()
        if name not in url.query and _has_several_hosts(url)
    }


def _for_writers(url: URL) -> dict[str, str]:
    return {"target_session_attrs": "read-write"} if _has_several_hosts(url) else {}


def _has_several_hosts(url: URL) -> bool:
    hosts = url.query.get("host") or url.host or ""
    return not isinstance(hosts, str) or "," in hosts


def _milliseconds(statement_seconds: int) -> dict[str, int]:
    return {
        "statement_timeout": statement_seconds * 1000,
        "idle_in_transaction_session_timeout": _IDLE_SECONDS * 1000,
    }


def _set_on_connect(engine: Engine, settings: Settings) -> None:
    """Set for each session what its transactions and single statements need then not set."""
    values = {
        "search_path": SCHEMA,
        "default_transaction_isolation": "'repeatable read'",
        "default_transaction_read_only": "on",
        **_milliseconds(settings.statement_seconds),
    }
    command = "; ".join(f"SET {name} = {value}" for name, value in values.items())

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        _refuse_pooler(connection)
        connection.execute(command)


def _refuse_pooler(connection: Any) -> None:
    """Raise DatabaseUnusable where a pooler answers in the name of the server.

    Sessions that several clients share in turn would mix up their prepared statements, and with
    them their answers.
    """
    (backend_pid,) = connection.execute("SELECT pg_backend_pid()").fetchone()
    if backend_pid != connection.info.backend_pid:
        connection.close()
        raise DatabaseUnusable(
            "A pooler stands before the database server: set POLICYFACTS_POOLER=true."
        )


def _begin_with_settings(statement_seconds: int) -> str:
    """Return a BEGIN that leaves nothing in the session, which the next transaction may not get."""
    values = {"search_path": SCHEMA, **_milliseconds(statement_seconds)}
    local = "; ".join(f"SET LOCAL {name} = {value}" for name, value in values.items())
    return f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {local}"


def _begin_by(engine: Engine, command: str) -> None:
    driver_error = engine.dialect.loaded_dbapi.Error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        try:
            driver.execute(command, prepare=False)
        except driver_error:
            # This fails as well, by way of SQLAlchemy: it then renews the other connections too.
            connection.exec_driver_sql(command)


def _check_on_checkout(engine: Engine) -> None:
    """Check out no connection that the server has closed, which takes no round trip to see."""
    if not hasattr(select, "poll"):
        return

    @event.listens_for(engine, "checkout")
    def checkout(connection: Any, _record: object, _proxy: object) -> None:
        poller = select.poll()
        poller.register(connection.fileno(), select.POLLIN)
        # No query is under way: whatever there is to read is the end, or reason to connect anew.
        if poller.poll(0):
            raise DisconnectionError
