"""A database that cannot be used is one clear line and exit code 1, never a traceback."""

import gc
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, make_url

from policyfacts.cli import main
from policyfacts.database import Database
from policyfacts.errors import DatabaseUnusable
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from tests.databases import KINDS, SQLITE
from tests.loader.seeds import all_rows, load_seed, small_facts, write_small_review

# Loads as root, so that all is imported, gives up root, and loads again; exits 77 where the
# user nobody may not read the package.
AS_NOBODY = """
import os, sys
from pathlib import Path
from policyfacts.bundled import bundled
from policyfacts.cli import main
database, seed, changed = map(Path, sys.argv[1:])
def run(*arguments):
    sys.argv = ["policyfacts", *arguments]
    try:
        main()
    except SystemExit as end:
        return end.code
run("migrate"), run("load", str(seed))
for path in map(Path, os.environ["READ_ONLY"].split(":")):
    path.chmod(0o555 if path.is_dir() else 0o444)
if os.getuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
readable = os.access(bundled("migrations"), os.R_OK | os.X_OK)
sys.exit(run("load", str(changed)) if readable else 77)
"""


WITH_A_LIMIT = """
import resource, sys
from policyfacts.cli import main
limit = int(sys.argv.pop())
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.argv = ["policyfacts", "load"]
main()
"""


def error_line(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the one line on stderr."""
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    return line


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., object]:
    """Runs the command on a database, in an empty folder, and returns its exit code."""
    monkeypatch.chdir(tmp_path)

    def command(url: str, *arguments: str) -> object:
        monkeypatch.setenv("POLICYFACTS_DATABASE_URL", url)
        monkeypatch.setattr(sys, "argv", ["policyfacts", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        code = end.value.code
        del end
        gc.collect()  # what the command left open warns here, and not in another test
        return code

    return command


@pytest.mark.parametrize("command", ["load", "migrate"])
@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:///missing/facts.db", "cannot be opened"),
        ("sqlite:///.", "cannot be opened"),
        ("sqlite:///text.db", "not a SQLite database"),
        ("oracle+nothing://u:hidden@h/d", "POLICYFACTS_DATABASE_URL cannot be used"),
        ("mysql+pymysql://u:hidden@h/d", "POLICYFACTS_DATABASE_URL cannot be used"),
        ("no address with hidden in it", "POLICYFACTS_DATABASE_URL cannot be used"),
        ("postgresql+psycopg://u:hidden@127.0.0.1:1/d", "Connection refused"),
        ("postgresql+psycopg://u:hidden@127.0.0.1:x/d", "POLICYFACTS_DATABASE_URL"),
    ],
)
def test_unusable_database_url_is_reported_in_one_line(
    run: Callable[..., object],
    capsys: pytest.CaptureFixture[str],
    url: str,
    words: str,
    command: str,
) -> None:
    Path("text.db").write_text("a note, and no database\n" * 100, encoding="utf-8")
    assert run(url, command) == 1
    line = error_line(capsys)
    assert words in line
    assert "hidden" not in line


def test_missing_postgresql_database_is_not_reported_as_without_tables(
    run: Callable[..., object], capsys: pytest.CaptureFixture[str], postgresql: str
) -> None:
    url = make_url(postgresql).set(drivername="postgresql+psycopg", database="nowhere")
    assert run(url.render_as_string(hide_password=False), "load") == 1
    line = error_line(capsys)
    assert 'database "nowhere" does not exist' in line
    assert "no tables" not in line


@pytest.mark.parametrize("kind", KINDS)
def test_load_into_database_without_tables_advises_migrate(
    run: Callable[..., object],
    capsys: pytest.CaptureFixture[str],
    new_database: Callable[[str], Settings],
    kind: str,
) -> None:
    assert run(new_database(kind).database_url, "load") == 1
    assert "run 'policyfacts migrate'" in error_line(capsys)


@pytest.mark.parametrize("command", ["load", "migrate"])
def test_database_newer_than_the_code_is_refused(
    run: Callable[..., object],
    capsys: pytest.CaptureFixture[str],
    database: Database,
    command: str,
) -> None:
    with database.write_transaction() as connection:
        connection.exec_driver_sql("UPDATE policyfacts_version SET version_num = '9999'")
    before = all_rows(database)
    url = database.engine.url.render_as_string(hide_password=False)
    assert run(url, command) == 1
    line = error_line(capsys)
    assert "9999" in line
    assert "newer" in line
    assert all_rows(database) == before


def test_full_disk_leaves_the_database_unchanged(
    new_database: Callable[[str], Settings], small_seed: Path, seed: Path
) -> None:
    settings = new_database(SQLITE)
    database = Database(settings)
    upgrade(database)
    load_seed(database, small_seed)
    before = all_rows(database)
    database.dispose()

    @event.listens_for(database.engines.writing, "connect")
    def fill(connection: object, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]

    write_small_review(seed)
    with pytest.raises(DatabaseUnusable, match="disk is full; nothing was changed"):
        load_seed(database, seed)
    assert all_rows(database) == before
    database.dispose()


@pytest.fixture
def shared_folder(small_template: Path) -> Iterator[tuple[Path, Path, Path]]:
    """Folder for data that other users may enter, a seed, and the same seed with one more fact."""
    with tempfile.TemporaryDirectory(prefix="policyfacts-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        seeds = []
        for part in ("first", "second"):
            (folder / part).mkdir()
            seeds.append(Path(shutil.copytree(small_template, folder / part / "seed")))
        facts = small_facts()
        facts.popitem()
        write_small_review(seeds[0], facts)
        (folder / "data").mkdir()
        yield folder / "data", seeds[0], seeds[1]
        (folder / "data").chmod(0o755)


def start(code: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python without what measures coverage, which writes files of its own."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("read_only", [["facts.db"], ["."]])
def test_read_only_file_or_folder_is_reported_in_one_line(
    shared_folder: tuple[Path, Path, Path], read_only: list[str]
) -> None:
    data, seed, changed = shared_folder
    file = data / "facts.db"
    done = start(
        AS_NOBODY,
        file,
        seed,
        changed,
        POLICYFACTS_DATABASE_URL=f"sqlite:///{file}",
        READ_ONLY=":".join(str(data / name) for name in read_only),
    )
    if done.returncode == 77:
        pytest.skip("another user cannot read this checkout")
    assert done.returncode == 1, done.stderr
    (line,) = done.stderr.splitlines()
    assert "cannot be" in line
    assert "kz-2014 loaded, 2 facts added" in done.stdout
    assert done.stdout.count("facts added") == 1


def test_file_size_limit_is_reported_in_one_line(tmp_path: Path, seed: Path) -> None:
    file = tmp_path / "facts.db"
    url = f"sqlite:///{file}"
    database = Database(Settings(database_url=url))
    upgrade(database)
    before = all_rows(database)
    limit = file.stat().st_size + 50_000
    done = start(WITH_A_LIMIT, limit, POLICYFACTS_DATABASE_URL=url)
    assert done.returncode == 1, done.stderr
    (line,) = done.stderr.splitlines()
    assert "nothing was changed" in line
    assert all_rows(database) == before
    database.dispose()
