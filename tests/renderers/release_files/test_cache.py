"""The keeper: files are made once per release, stay while they are sent, and go away after."""

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.errors import FilesUnwritable
from policyfacts.renderers.release_files import ReleaseCache, ReleaseFiles
from policyfacts.search.snapshot import SnapshotKeeper
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import SQLITE
from tests.loader.seeds import SMALL_REVIEW, load_seed, write_small_review

FILES = {"facts.ndjson", "datapackage.zip", "policyfacts.sqlite"}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made, empty at first."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def loaded(new_loaded: Callable[[str], Settings]) -> Iterator[Database]:
    """A database with the frozen seed, for this test alone."""
    database = Database(new_loaded(SQLITE))
    yield database
    database.dispose()


def ask(exports: ReleaseCache, database: Database) -> ReleaseFiles:
    """The files, as a request asks for them."""
    with database.read_transaction() as connection:
        return exports.files(SnapshotKeeper().open_session(connection))


def test_files_are_made_once_and_hold_nothing_else(loaded: Database, temporary: Path) -> None:
    exports = ReleaseCache()
    assert list(temporary.iterdir()) == []
    files = ask(exports, loaded)
    assert ask(exports, loaded) is files
    assert [*temporary.iterdir()] == [files.folder]
    assert {it.name for it in files.folder.iterdir()} == FILES
    assert files.folder.stat().st_mode & 0o077 == 0


def test_a_new_release_replaces_the_files_but_not_while_they_are_sent(
    loaded: Database, temporary: Path, seed: Path
) -> None:
    exports = ReleaseCache()
    sent = ask(exports, loaded)
    load_seed(loaded, seed, {SMALL_REVIEW: write_small_review(seed)})
    newer = ask(exports, loaded)
    assert newer.manifest.release != sent.manifest.release
    assert {*temporary.iterdir()} == {sent.folder, newer.folder}
    assert sent.find("facts.ndjson").bytes == (sent.folder / "facts.ndjson").stat().st_size
    del sent
    assert [*temporary.iterdir()] == [newer.folder]


def test_who_still_sees_the_old_release_does_not_put_it_back(
    loaded: Database, temporary: Path, seed: Path
) -> None:
    exports = ReleaseCache()
    with loaded.read_transaction() as connection:
        old = SnapshotKeeper().open_session(connection)
        load_seed(loaded, seed, {SMALL_REVIEW: write_small_review(seed)})
        newer = ask(exports, loaded)
        assert newer.release.sequence > old.snapshot.release.sequence
        assert exports.files(old) is newer


def test_first_askers_at_once_share_one_build(loaded: Database, temporary: Path) -> None:
    exports = ReleaseCache()
    with ThreadPoolExecutor(8) as pool:
        found = {id(it) for it in pool.map(lambda _: ask(exports, loaded), range(8))}
    assert len(found) == 1
    assert len([*temporary.iterdir()]) == 1


def test_two_applications_share_nothing(loaded: Database, temporary: Path) -> None:
    first, second = ask(ReleaseCache(), loaded), ask(ReleaseCache(), loaded)
    assert first.folder != second.folder


def test_nothing_stays_when_the_application_is_gone(loaded: Database, temporary: Path) -> None:
    exports = ReleaseCache()
    ask(exports, loaded)
    del exports
    assert list(temporary.iterdir()) == []


def test_a_server_that_is_ended_leaves_nothing(loaded: Database, temporary: Path) -> None:
    url = loaded.engine.url.render_as_string(hide_password=False)
    with TestClient(create_app(Settings(database_url=url))) as client:
        assert client.get("/v1/downloads").status_code == 200
        assert len([*temporary.iterdir()]) == 1
    assert list(temporary.iterdir()) == []


def test_a_temporary_folder_that_cannot_be_had_is_one_plain_message(
    loaded: Database, temporary: Path
) -> None:
    exports = ReleaseCache()
    temporary.rmdir()
    with pytest.raises(FilesUnwritable) as error:
        ask(exports, loaded)
    assert str(error.value) == (
        "The files cannot be written to a temporary folder: no such file or directory."
    )
    temporary.mkdir()
    assert ask(exports, loaded).manifest.files
