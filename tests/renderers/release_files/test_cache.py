"""Release files are made once per release, stay while they are sent, and are removed after."""

import os
import shutil
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
    """Folder in which temporary folders are made, empty at first."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def loaded(new_loaded: Callable[[str], Settings]) -> Iterator[Database]:
    """Database with the frozen seed, for this test alone."""
    database = Database(new_loaded(SQLITE))
    yield database
    database.dispose()


def files_of(cache: ReleaseCache, database: Database) -> ReleaseFiles:
    """Return the files as a request gets them."""
    with database.read_transaction() as connection:
        return cache.files(SnapshotKeeper().open_session(connection))


def test_files_are_made_once_in_a_private_folder(loaded: Database, temporary: Path) -> None:
    cache = ReleaseCache()
    assert list(temporary.iterdir()) == []
    files = files_of(cache, loaded)
    assert files_of(cache, loaded) is files
    assert [*temporary.iterdir()] == [files.folder]
    assert {file.name for file in files.folder.iterdir()} == FILES
    assert files.folder.stat().st_mode & 0o077 == 0


def test_new_release_replaces_files_once_they_are_sent(
    loaded: Database, temporary: Path, seed: Path
) -> None:
    cache = ReleaseCache()
    sent = files_of(cache, loaded)
    load_seed(loaded, seed, {SMALL_REVIEW: write_small_review(seed)})
    newer = files_of(cache, loaded)
    assert newer.manifest.release != sent.manifest.release
    assert {*temporary.iterdir()} == {sent.folder, newer.folder}
    assert sent.find("facts.ndjson").bytes == (sent.folder / "facts.ndjson").stat().st_size
    del sent
    assert [*temporary.iterdir()] == [newer.folder]


def test_session_of_an_older_release_gets_the_newer_files(
    loaded: Database, temporary: Path, seed: Path
) -> None:
    cache = ReleaseCache()
    with loaded.read_transaction() as connection:
        old = SnapshotKeeper().open_session(connection)
        load_seed(loaded, seed, {SMALL_REVIEW: write_small_review(seed)})
        newer = files_of(cache, loaded)
        assert newer.release.sequence > old.snapshot.release.sequence
        assert cache.files(old) is newer


def test_first_requests_at_once_share_one_build(loaded: Database, temporary: Path) -> None:
    cache = ReleaseCache()
    with ThreadPoolExecutor(8) as pool:
        ids = {id(files) for files in pool.map(lambda _: files_of(cache, loaded), range(8))}
    assert len(ids) == 1
    assert len([*temporary.iterdir()]) == 1


def test_two_caches_have_folders_of_their_own(loaded: Database, temporary: Path) -> None:
    first, second = files_of(ReleaseCache(), loaded), files_of(ReleaseCache(), loaded)
    assert first.folder != second.folder


def test_no_files_stay_when_the_cache_is_gone(loaded: Database, temporary: Path) -> None:
    cache = ReleaseCache()
    files_of(cache, loaded)
    del cache
    assert list(temporary.iterdir()) == []


def test_no_files_stay_when_the_server_ends(loaded: Database, temporary: Path) -> None:
    url = loaded.engine.url.render_as_string(hide_password=False)
    with TestClient(create_app(Settings(database_url=url))) as client:
        assert client.get("/v1/downloads").status_code == 200
        assert len([*temporary.iterdir()]) == 1
    assert list(temporary.iterdir()) == []


def test_missing_temporary_folder_is_a_plain_error(loaded: Database, temporary: Path) -> None:
    cache = ReleaseCache()
    temporary.rmdir()
    with pytest.raises(FilesUnwritable) as error:
        files_of(cache, loaded)
    assert str(error.value) == (
        "The files cannot be written to a temporary folder: no such file or directory."
    )
    temporary.mkdir()
    assert files_of(cache, loaded).manifest.files


def damage_folder(files: ReleaseFiles) -> None:
    shutil.rmtree(files.folder)


def empty_folder(files: ReleaseFiles) -> None:
    for file in files.folder.iterdir():
        file.unlink()


def remove_one(files: ReleaseFiles) -> None:
    (files.folder / "policyfacts.sqlite").unlink()


def cut_one(files: ReleaseFiles) -> None:
    os.truncate(files.folder / "facts.ndjson", 100)


def rewrite_one(files: ReleaseFiles) -> None:
    path = files.folder / "facts.ndjson"
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(0, 0))


def link_one(files: ReleaseFiles) -> None:
    path = files.folder / "facts.ndjson"
    copy = path.rename(path.with_suffix(".copy"))
    path.symlink_to(copy)


DAMAGES = (damage_folder, empty_folder, remove_one, cut_one, rewrite_one, link_one)


@pytest.mark.parametrize("damage", DAMAGES)
def test_files_that_were_removed_or_changed_are_made_again(
    loaded: Database, temporary: Path, damage: Callable[[ReleaseFiles], None]
) -> None:
    cache = ReleaseCache()
    before = files_of(cache, loaded)
    contents = {name: (before.folder / name).read_bytes() for name in FILES}
    damage(before)
    after = files_of(cache, loaded)
    assert after is not before
    assert {name: (after.folder / name).read_bytes() for name in FILES} == contents
    assert files_of(cache, loaded) is after
    del before
    assert [*temporary.iterdir()] == [after.folder]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=10-19"}, {"Range": "bytes=-10"}])
def test_downloads_are_whole_after_a_cleaner(
    new_loaded: Callable[[str], Settings],
    temporary: Path,
    damage: Callable[[ReleaseFiles], None],
    headers: dict[str, str],
) -> None:
    app = create_app(new_loaded(SQLITE))
    with TestClient(app, raise_server_exceptions=False) as client:
        address = "/v1/downloads/facts.ndjson"
        before = client.get(address, headers=headers)
        if headers:
            headers = {**headers, "If-Range": before.headers["ETag"]}
        damage(app.state.service.exports._newest)
        after = client.get(address, headers=headers)
        assert after.status_code == before.status_code in (200, 206)
        assert after.content == before.content
        assert after.headers["ETag"] == before.headers["ETag"]
        damage(app.state.service.exports._newest)
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: client.get(address, headers=headers), range(4)))
        assert {answer.content for answer in answers} == {before.content}
    assert list(temporary.iterdir()) == []


def test_file_removed_between_check_and_opening_is_asked_for_again(
    new_loaded: Callable[[str], Settings], temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(new_loaded(SQLITE))
    # As if the cleaner came after each check.
    monkeypatch.setattr(ReleaseFiles, "is_intact", True)
    with TestClient(app, raise_server_exceptions=False) as client:
        address = "/v1/downloads/facts.ndjson"
        assert client.get(address).status_code == 200
        empty_folder(app.state.service.exports._newest)
        response = client.get(address)
        assert response.status_code == 503
        assert response.json()["code"] == "files_not_ready"
        assert "Retry-After" in response.headers
