"""Temporary folders: private, removed at the end, and after a kill by the next start alone."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from policyfacts.scratch_folders import ScratchFolder, remove_abandoned

PREFIX = "policyfacts-run-"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folder in which temporary folders are made, empty at first."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def private_folder(path: Path, mode: int = 0o700) -> Path:
    """Make a folder with a file, as a killed process leaves it."""
    path.mkdir()
    (path / "facts.ndjson").write_text("{}\n", encoding="utf-8")
    path.chmod(mode)
    return path


def test_folder_is_private_and_goes_with_its_block(temporary: Path) -> None:
    with ScratchFolder() as scratch:
        (scratch.path / "file").touch()
        assert [*temporary.iterdir()] == [scratch.path]
        assert stat.S_IMODE(scratch.path.stat().st_mode) == 0o700
    assert [*temporary.iterdir()] == []


def test_folder_goes_with_its_object(temporary: Path) -> None:
    scratch = ScratchFolder()
    assert scratch.path.is_dir()
    del scratch
    assert [*temporary.iterdir()] == []


def test_folder_of_a_killed_process_is_removed_and_of_a_living_one_stays(temporary: Path) -> None:
    program = (
        "import time; from policyfacts.scratch_folders import ScratchFolder; "
        "scratch = ScratchFolder(); (scratch.path / 'file').touch(); "
        "print(scratch.path, flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        remove_abandoned()
        assert [*folder.iterdir()] == [folder / "file"]
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert folder.exists()
        with ScratchFolder() as own:
            remove_abandoned()
            assert [*temporary.iterdir()] == [own.path]


def test_what_is_not_ours_stays(temporary: Path, tmp_path: Path) -> None:
    elsewhere = private_folder(tmp_path / "elsewhere")
    (temporary / f"{PREFIX}link").symlink_to(elsewhere)
    (temporary / f"{PREFIX}file").write_text("a note", encoding="utf-8")
    (temporary / f"{PREFIX}dangling").symlink_to(tmp_path / "nowhere")
    others = [
        private_folder(temporary / f"{PREFIX}open", 0o755),
        private_folder(temporary / f"{PREFIX}group", 0o770),
        private_folder(temporary / "policyfacts-notes"),
        private_folder(temporary / "other"),
    ]
    abandoned = private_folder(temporary / f"{PREFIX}abandoned")
    (abandoned / "link").symlink_to(elsewhere, target_is_directory=True)
    before = set(temporary.iterdir())
    remove_abandoned()
    assert before - set(temporary.iterdir()) == {abandoned}
    assert (elsewhere / "facts.ndjson").exists()
    assert all((other / "facts.ndjson").exists() for other in others)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes folders of others")
def test_folders_of_other_users_stay(temporary: Path) -> None:
    theirs = private_folder(temporary / f"{PREFIX}theirs")
    os.chown(theirs, 12345, 12345)
    remove_abandoned()
    assert (theirs / "facts.ndjson").exists()


def test_nothing_is_swept_where_there_is_no_folder(tmp_path: Path) -> None:
    remove_abandoned(tmp_path / "nowhere")


def test_many_starts_at_once_remove_each_folder_once(temporary: Path) -> None:
    for number in range(20):
        private_folder(temporary / f"{PREFIX}{number}")
    program = "from policyfacts.scratch_folders import remove_abandoned; remove_abandoned()"
    environment = {**os.environ, "TMPDIR": str(temporary)}
    processes = [subprocess.Popen([sys.executable, "-c", program], env=environment) for _ in "abc"]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert [*temporary.iterdir()] == []
