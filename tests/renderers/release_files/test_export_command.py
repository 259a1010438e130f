"""`policyfacts export`: what it writes, what it refuses, and what it leaves behind."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from policyfacts.database import Database
from policyfacts.settings import Settings
from tests.databases import SQLITE
from tests.loader.seeds import SMALL_REVIEW, load_seed, write_small_review

FILES = ["datapackage.zip", "facts.ndjson", "manifest.json", "policyfacts.sqlite"]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run_on(tmp_path: Path) -> Run:
    """Runs the command on a database, in a folder of its own."""
    (tmp_path / "here").mkdir()

    def command(
        url: str, *arguments: str, before: Callable[[], None] | None = None
    ) -> subprocess.CompletedProcess[str]:
        # What measures coverage would want room for its own file.
        measuring = ("COVERAGE_",) if before is not None else ()
        environment = {k: v for k, v in os.environ.items() if not k.startswith(measuring)}
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
    """Runs the command on the frozen seed, from each kind of database."""
    return partial(run_on, loaded_settings.database_url)


def names_in(folder: Path) -> list[str]:
    """What a folder holds, hidden things too."""
    return sorted(it.name for it in folder.iterdir())


def test_a_release_is_written_and_replaced_by_the_next(
    run_on: Run, new_loaded: Callable[[str], Settings], seed: Path, tmp_path: Path
) -> None:
    settings = new_loaded(SQLITE)
    database, run = Database(settings), partial(run_on, settings.database_url)
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
    for it in manifest["files"]:
        assert (folder / it["name"]).stat().st_size == it["bytes"]


@pytest.mark.parametrize("name", ["notes.txt", "facts.ndjson"])
def test_a_folder_with_files_of_others_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    theirs = tmp_path / "here" / name
    theirs.write_text("mine", encoding="utf-8")
    done = run(".")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f". holds '{name}', which is no part of an earlier export: "
        "name an empty folder or a new one.\n"
    )
    assert theirs.read_text(encoding="utf-8") == "mine"
    assert names_in(tmp_path / "here") == [name]


def test_a_file_in_place_of_the_folder_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "here" / "taken").write_text("mine", encoding="utf-8")
    for folder, reason in (("taken", "file exists"), ("taken/below", "not a directory")):
        done = run(folder)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"The files cannot be written to {folder}: {reason}.\n"


def test_without_room_nothing_is_left_half_written(run: Run, tmp_path: Path) -> None:
    def leave_little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    done = run("new/folder", before=leave_little_room)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The files cannot be written to new/folder: ")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert names_in(tmp_path / "here") == []

    assert run("kept").returncode == 0
    before = {it.name: it.read_bytes() for it in (tmp_path / "here" / "kept").iterdir()}
    assert run("kept", before=leave_little_room).returncode == 1
    assert {it.name: it.read_bytes() for it in (tmp_path / "here" / "kept").iterdir()} == before


def test_a_folder_must_be_named(run: Run) -> None:
    done = run()
    assert (done.returncode, done.stdout) == (2, "")


def test_a_database_without_facts_is_refused_and_makes_no_folder(
    run_on: Run, database: Database, tmp_path: Path
) -> None:
    done = run_on(database.engine.url.render_as_string(hide_password=False), "new")
    assert (done.returncode, done.stdout) == (1, "")
    assert "policyfacts load" in done.stderr
    assert names_in(tmp_path / "here") == []
