"""`policyfacts export`: the files that it writes, and its errors."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from policyfacts.cli import main
from policyfacts.database import Database
from policyfacts.settings import Settings
from tests.databases import SQLITE
from tests.loader.seeds import SMALL_REVIEW, load_seed, write_small_review

FILES = ["datapackage.zip", "facts.ndjson", "manifest.json", "policyfacts.sqlite"]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Function that runs the command in this process on a database, in a folder of its own."""
    (tmp_path / "here").mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("COLUMNS", "100")

    def command(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.setenv("POLICYFACTS_DATABASE_URL", url)
        monkeypatch.setattr(sys, "argv", ["policyfacts", "export", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        code = end.value.code or 0
        assert isinstance(code, int)
        return subprocess.CompletedProcess(arguments, code, *capsys.readouterr())

    return command


@pytest.fixture
def run_program_on(tmp_path: Path) -> Run:
    """Function that runs the command as a program on a database, in a folder of its own."""
    (tmp_path / "here").mkdir(exist_ok=True)

    def command(
        url: str, *arguments: str, before: Callable[[], None] | None = None
    ) -> subprocess.CompletedProcess[str]:
        # Coverage would need room for its own file.
        coverage = ("COVERAGE_",) if before is not None else ()
        environment = {k: v for k, v in os.environ.items() if not k.startswith(coverage)}
        return subprocess.run(
            [sys.executable, "-m", "policyfacts", "export", *arguments],
            cwd=tmp_path / "here",
            env={**environment, "POLICYFACTS_DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=before,
        )

    return command


@pytest.fixture
def run(run_on: Run, loaded_settings: Settings) -> Run:
    """Function that runs the command on the frozen seed, from each kind of database."""
    return partial(run_on, loaded_settings.database_url)


def names_in(folder: Path) -> list[str]:
    """Return the names of all files in a folder, hidden ones too."""
    return sorted(file.name for file in folder.iterdir())


@pytest.mark.program
def test_release_is_written_and_replaced_by_the_next(
    run_program_on: Run, new_loaded: Callable[[str], Settings], seed: Path, tmp_path: Path
) -> None:
    settings = new_loaded(SQLITE)
    database, run = Database(settings), partial(run_program_on, settings.database_url)
    folder = tmp_path / "here" / "new" / "folder"
    first = run("new/folder")
    assert (first.returncode, first.stderr) == (0, "")
    assert names_in(folder) == FILES
    release = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["release"]
    assert first.stdout.endswith(f"Release {release} is in new/folder.\n")

    load_seed(database, seed, {SMALL_REVIEW: write_small_review(seed)})
    database.dispose()
    second = run("new/folder")
    assert second.returncode == 0
    assert names_in(folder) == FILES
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["release"] != release
    for file in manifest["files"]:
        assert (folder / file["name"]).stat().st_size == file["bytes"]


@pytest.mark.parametrize("name", ["notes.txt", "facts.ndjson"])
def test_folder_with_other_files_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / "here" / name
    file.write_text("mine", encoding="utf-8")
    done = run(".")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f". holds '{name}', which is no part of an earlier export: "
        "name an empty folder or a new one.\n"
    )
    assert file.read_text(encoding="utf-8") == "mine"
    assert names_in(tmp_path / "here") == [name]


def test_file_in_place_of_the_folder_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "here" / "taken").write_text("mine", encoding="utf-8")
    for folder, reason in (("taken", "file exists"), ("taken/below", "not a directory")):
        done = run(folder)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"The files cannot be written to {folder}: {reason}.\n"


@pytest.mark.program
def test_full_disk_leaves_no_unfinished_files(
    run_program_on: Run, run: Run, loaded_settings: Settings, tmp_path: Path
) -> None:
    run_with = partial(run_program_on, loaded_settings.database_url)

    def limit_file_size() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    done = run_with("new/folder", before=limit_file_size)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The files cannot be written to new/folder: ")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert names_in(tmp_path / "here") == []

    folder = tmp_path / "here" / "complete"
    assert run(folder.name).returncode == 0
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert run_with(folder.name, before=limit_file_size).returncode == 1
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_folder_argument_is_required(run: Run) -> None:
    done = run()
    assert (done.returncode, done.stdout) == (2, "")


def test_database_without_facts_is_refused_and_makes_no_folder(
    run_on: Run, database: Database, tmp_path: Path
) -> None:
    done = run_on(database.engine.url.render_as_string(hide_password=False), "new")
    assert (done.returncode, done.stdout) == (1, "")
    assert "policyfacts load" in done.stderr
    assert names_in(tmp_path / "here") == []
