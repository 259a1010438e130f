"""A file that SQLite cannot use: the operator is told which, what is missing, and for whom."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from policyfacts.database import Database
from policyfacts.errors import DatabaseUnusable
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings

needs_a_user = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user"
)


def be_folder(file: Path) -> None:
    file.mkdir()


def be_pipe(file: Path) -> None:
    os.mkfifo(file)


def be_loop(file: Path) -> None:
    file.symlink_to(file.name)


def be_without_folder(file: Path) -> None:
    file.parent.rmdir()


def be_in_a_file(file: Path) -> None:
    file.parent.rmdir()
    file.parent.write_text("x", encoding="utf-8")


def be_unwritable(file: Path) -> None:
    file.touch(mode=0o400)


def be_in_an_unwritable_folder(file: Path) -> None:
    file.parent.chmod(0o500)


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (be_folder, "is a folder, and no file"),
        (be_pipe, "is a device or a pipe, and no file"),
        (be_loop, "Too many levels of symbolic links"),
        (be_without_folder, "does not exist"),
        (be_in_a_file, "Not a directory"),
        pytest.param(be_unwritable, "may not read and write", marks=needs_a_user),
        pytest.param(be_in_an_unwritable_folder, "may not write into", marks=needs_a_user),
    ],
)
def test_operator_is_told_what_is_wrong_with_the_file(
    tmp_path: Path, prepare: Callable[[Path], None], words: str
) -> None:
    file = tmp_path / "data" / "facts.db"
    file.parent.mkdir()
    prepare(file)
    database = Database(Settings(database_url=f"sqlite:///{file}"))
    with pytest.raises(DatabaseUnusable) as caught:
        upgrade(database)
    assert words in str(caught.value)
    assert str(file.parent) in str(caught.value)
    # Clients over HTTP get the detail alone.
    assert str(tmp_path) not in caught.value.detail
    database.dispose()
