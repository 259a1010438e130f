"""What a connection may do, what it costs the server, and what happens when it is lost."""

import select
from collections.abc import Callable
from contextlib import suppress

import psycopg
import pytest
from sqlalchemy import Connection, bindparam, make_url, text
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.errors import DatabaseUnusable, NotFound
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import POSTGRESQL, opened, settings_for
from tests.loader.seeds import load_seed
from tests.seeds import FROZEN_SEED

NewDatabase = Callable[[str], Settings]
_RELEASES = text("SELECT count(*) FROM releases WHERE sequence > :least").bindparams(
    bindparam("least", 0)
)
_PREPARED = text("SELECT count(*) FROM pg_prepared_statements")
_STATE = text(
    "SELECT current_setting('search_path'), current_setting('statement_timeout'), "
    "current_setting('default_transaction_read_only')"
)
METHODS = ("read_transaction", "autocommit")


@pytest.fixture
def postgresql_settings(new_migrated: NewDatabase) -> Settings:
    """Settings for a database with tables, for one connection at a time."""
    return new_migrated(POSTGRESQL).model_copy(update={"threads": 1})


def count_releases(database: Database, method: str) -> int:
    """Count the releases by one of the methods to read."""
    with getattr(database, method)() as connection:
        return read_count(connection)


def read_count(connection: Connection) -> int:
    return int(connection.scalar(_RELEASES) or 0)


def terminate_other_connections(settings: Settings) -> None:
    """Let the server terminate every connection to this database but the one that asks for it."""
    ended = text(
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with opened(settings) as other, other.read_transaction() as connection:
        assert connection.scalar(ended)


@pytest.mark.parametrize("method", METHODS)
def test_readers_cannot_write(database: Database, method: str) -> None:
    for _ in range(2):
        with (
            pytest.raises(DatabaseUnusable, match="cannot be written to"),
            getattr(database, method)() as connection,
        ):
            connection.exec_driver_sql("DELETE FROM releases")
        assert count_releases(database, method) == 0


def test_read_transaction_keeps_its_snapshot_and_autocommit_does_not(
    database: Database,
) -> None:
    with database.read_transaction() as reader, database.autocommit() as autocommit:
        assert read_count(reader) == read_count(autocommit) == 0
        load_seed(database, FROZEN_SEED)
        assert read_count(reader) == 0
        assert read_count(autocommit) == 1
    assert count_releases(database, "read_transaction") == 1


@pytest.mark.parametrize("fails", [False, True])
def test_statements_are_prepared_once_and_kept(postgresql_settings: Settings, fails: bool) -> None:
    with opened(postgresql_settings) as database:
        for _ in range(8):
            with suppress(NotFound), database.read_transaction() as reader:
                read_count(reader)
                if fails:
                    raise NotFound("no such fact")
        with database.autocommit() as connection:
            assert connection.scalar(_PREPARED) == 1


@pytest.mark.parametrize("method", METHODS)
def test_sessions_behind_a_pooler_are_left_clean(
    postgresql_settings: Settings, method: str
) -> None:
    with opened(postgresql_settings.model_copy(update={"pooler": True})) as database:
        load_seed(database, FROZEN_SEED)
        assert [count_releases(database, method) for _ in range(8)] == [1] * 8
        with database.engines.reading.connect() as connection:
            driver = connection.connection.dbapi_connection
            assert driver is not None
            cursor = driver.cursor()
            cursor.execute(_STATE.text)
            assert cursor.fetchall() == [('"$user", public', "0", "off")]
            cursor.execute(_PREPARED.text)
            assert cursor.fetchall() == [(0,)]
        with (
            pytest.raises(DatabaseUnusable, match="cannot be written to"),
            getattr(database, method)() as reader,
        ):
            reader.exec_driver_sql("DELETE FROM releases")


@pytest.mark.parametrize("method", METHODS)
def test_undeclared_pooler_is_refused(
    postgresql_settings: Settings, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    # A pooler has process numbers of its own.
    monkeypatch.setattr(psycopg.ConnectionInfo, "backend_pid", 1)
    with (
        opened(postgresql_settings) as database,
        pytest.raises(DatabaseUnusable, match="set POLICYFACTS_POOLER=true"),
    ):
        count_releases(database, method)


@pytest.mark.parametrize("method", METHODS)
def test_terminated_connections_are_not_reused(postgresql_settings: Settings, method: str) -> None:
    with opened(postgresql_settings) as database:
        assert count_releases(database, method) == 0
        terminate_other_connections(postgresql_settings)
        assert count_releases(database, method) == 0


def test_reader_retries_after_an_unnoticed_lost_connection(
    postgresql_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(select, "poll")
    with opened(postgresql_settings) as database:
        assert count_releases(database, "read_transaction") == 0
        terminate_other_connections(postgresql_settings)
        assert count_releases(database, "read_transaction") == 0


def test_slow_statement_is_cancelled_and_the_connection_stays(
    postgresql_settings: Settings,
) -> None:
    settings = postgresql_settings.model_copy(update={"statement_seconds": 1})
    with opened(settings) as database, TestClient(create_app(settings)) as client:
        load_seed(database, FROZEN_SEED)
        with database.write_transaction() as writer:
            writer.exec_driver_sql("LOCK TABLE releases IN ACCESS EXCLUSIVE MODE")
            response = client.get("/v1/facts")
        assert response.status_code == 503
        assert response.headers["Retry-After"]
        assert "longer than the database may work on it" in response.json()["detail"]
        assert client.get("/v1/facts?limit=1").json()["page"]["count"] == 1


@pytest.mark.parametrize("method", METHODS)
def test_server_that_terminates_each_connection_is_reported(
    postgresql_settings: Settings, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    class Readable:
        def register(self, _file: int, _events: int) -> None: ...

        def poll(self, _milliseconds: int) -> bool:
            return True

    monkeypatch.setattr(select, "poll", Readable)
    with (
        opened(postgresql_settings) as database,
        pytest.raises(DatabaseUnusable, match="connection to the database was lost"),
    ):
        count_releases(database, method)


@pytest.mark.postgresql
@pytest.mark.parametrize("method", METHODS)
def test_unreachable_server_is_reported(new_database: NewDatabase, method: str) -> None:
    url = make_url(new_database(POSTGRESQL).database_url).update_query_dict({"host": "/nowhere"})
    with (
        opened(settings_for(url.render_as_string(hide_password=False))) as database,
        pytest.raises(DatabaseUnusable, match="cannot be reached"),
    ):
        count_releases(database, method)
