"""A loaded database goes up and down the revisions of its tables and keeps its facts."""

from collections.abc import Callable, Iterator

import pytest
from alembic.script import ScriptDirectory
from starlette.testclient import TestClient

from policyfacts.bundled import bundled
from policyfacts.database import Database
from policyfacts.errors import DatabaseUnusable
from policyfacts.loader import is_loaded
from policyfacts.migrate import downgrade, upgrade
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import KINDS, SQLITE, opened, settings_of
from tests.loader.seeds import all_rows, derived_data, load_seed
from tests.seeds import FROZEN_SEED

# Each migration and each load before and after is measured elsewhere.
pytestmark = pytest.mark.no_cov
HEAD, *EARLIER = [
    script.revision for script in ScriptDirectory(str(bundled("migrations"))).walk_revisions()
]
# What each load writes anew.
LOGS = {"releases", "change_runs", "fact_changes"}


@pytest.fixture(params=KINDS)
def loaded(
    request: pytest.FixtureRequest, new_loaded: Callable[[str], Settings]
) -> Iterator[Database]:
    """A database of each kind that holds the frozen seed, to change."""
    with opened(new_loaded(request.param)) as database:
        yield database


def rows_of_facts(database: Database) -> dict[str, list[str]]:
    rows = all_rows(database)
    return {name: rows[name] for name in rows.keys() - LOGS}


@pytest.mark.parametrize("revision", EARLIER)
def test_tables_taken_back_and_brought_up_again_are_whole_after_a_load(
    loaded: Database, revision: str
) -> None:
    before, derived = rows_of_facts(loaded), derived_data(loaded)
    assert downgrade(loaded, revision) == revision
    assert upgrade(loaded) == HEAD
    # What the earlier tables could not hold is missing: nothing is answered until a load.
    assert not is_loaded(loaded)
    summary = load_seed(loaded, FROZEN_SEED)
    assert (summary.is_new, list(summary.added), set(summary.withdrawn)) == (True, [], set())
    # What the earlier tables could not hold comes again, and nothing else is another.
    assert not any(changes.removed for changes in summary.reference)
    assert is_loaded(loaded)
    assert derived_data(loaded) == derived
    assert rows_of_facts(loaded) == before


@pytest.mark.parametrize("revision", EARLIER)
def test_program_on_tables_of_an_earlier_one_says_what_to_do(
    loaded: Database, revision: str
) -> None:
    downgrade(loaded, revision)
    with pytest.raises(DatabaseUnusable, match=rf"revision {revision} .*'policyfacts migrate'"):
        load_seed(loaded, FROZEN_SEED)
    app = create_app(settings_of(loaded))
    with TestClient(app, raise_server_exceptions=False) as client:
        for url in ("/health/ready", "/v1/facts?limit=1", "/v1/changes", "/v1/releases", "/v1"):
            response = client.get(url)
            assert response.status_code == 503, (url, response.text)
            assert "policyfacts" in response.json()["detail"], response.json()["detail"]
        assert client.get("/health/live").status_code == 200


def test_tables_go_back_only_where_that_is_asked_for(loaded: Database) -> None:
    before = all_rows(loaded)
    with pytest.raises(DatabaseUnusable, match=f"migrate --down {EARLIER[0]}'"):
        upgrade(loaded, EARLIER[0])
    assert all_rows(loaded) == before


@pytest.mark.parametrize("revision", ["base", HEAD, "9999", "-1", ""])
def test_tables_go_back_to_an_earlier_revision_alone(loaded: Database, revision: str) -> None:
    # Not to none: that would delete everything, and is done by deleting the database.
    before = all_rows(loaded)
    with pytest.raises(DatabaseUnusable, match="cannot be taken back"):
        downgrade(loaded, revision)
    assert all_rows(loaded) == before


def test_database_that_is_not_there_does_not_go_back(
    new_database: Callable[[str], Settings],
) -> None:
    with (
        opened(new_database(SQLITE)) as database,
        pytest.raises(DatabaseUnusable, match="no database"),
    ):
        downgrade(database, EARLIER[0])
