"""Ids and names of other times lead to the entities that bore them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.loader import load
from policyfacts.migrate import upgrade
from policyfacts.naming import normalise_name
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import KINDS, SQLITE
from tests.search.requests import ask, refusal
from tests.search.test_names import rows
from tests.seeds import FROZEN_SEED

FORMER = {"old-un": "un", "ZR": "CD", "dark-continent": "africa", "minsk-city": "minsk"}
ADDRESSES = [
    ("organizations/old-un", "organizations/un"),
    ("organizations/OLD-UN", "organizations/un"),
    ("entities/old-un", "entities/un"),
    ("countries/ZR", "countries/CD"),
    ("countries/zr", "countries/CD"),
    ("regions/dark-continent", "regions/africa"),
    ("entities/minsk-city", "entities/minsk"),
    ("countries/Swaziland", "countries/SZ"),
    ("countries/%D0%A1%D0%B2%D0%B0%D0%B7%D0%B8%D0%BB%D0%B5%D0%BD%D0%B4", "countries/SZ"),
    ("countries/turkey", "countries/TR"),
    ("entities/Zaire", "entities/CD"),
    ("organizations/organization%20of%20african%20unity", "organizations/african-union"),
]
OF_NOW = ["TR", "tr", "TUR", "792", "T%C3%BCrkiye", "turkiye", "Turkish", "Turquie", "Eswatini"]


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen seed with ids that entities bore once; read only."""
    seed = tmp_path_factory.mktemp("renamed") / "seed"
    shutil.copytree(FROZEN_SEED, seed)
    lines = ["former,id", *(f"{former},{id_}" for former, id_ in FORMER.items())]
    (seed / "entities" / "former_ids.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return seed


def loaded(settings: Settings, seed: Path) -> Settings:
    database = Database(settings)
    upgrade(database)
    load(database, seed, {}, lambda *_: None)
    database.dispose()
    return settings


@pytest.fixture(scope="module", params=KINDS)
def settings(
    request: pytest.FixtureRequest, new_database: Callable[[str], Settings], renamed: Path
) -> Settings:
    return loaded(new_database(request.param), renamed)


@pytest.fixture(scope="module")
def asker(settings: Settings) -> Iterator[TestClient]:
    """Asks the service, and goes nowhere by itself."""
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ({"organization": "old-un"}, {"organization": ["un"]}),
        ({"organization_all": "Old-UN,un"}, {"organization_all": ["un"]}),
        ({"country_not": "zr"}, {"country_not": ["CD"]}),
        ({"region": "dark-continent"}, {"region": ["africa"]}),
        ({"entity": "minsk-city"}, {"entity": ["minsk"]}),
        ({"party": "old-un:organizer"}, {"party": ["un:organizer"]}),
    ],
)
def test_a_former_id_is_read_as_the_id_of_now(
    asker: TestClient, written: dict[str, str], understood: dict[str, Any]
) -> None:
    answer = ask(asker, written)
    assert answer["meta"]["query"] == understood
    by_id = ask(asker, {name: values[0] for name, values in understood.items()})
    assert answer["page"]["total"] == by_id["page"]["total"]


def test_a_former_id_in_the_wrong_place_is_told_the_right_one(asker: TestClient) -> None:
    fault = refusal(asker, {"country": "old-un"})
    assert (fault["code"], fault["did_you_mean"]) == ("wrong_kind", ["organization=un"])
    assert asker.get("/v1/countries/old-un").status_code == 404


@pytest.mark.parametrize(("former", "now"), ADDRESSES)
def test_the_address_of_other_times_leads_to_that_of_now(
    asker: TestClient, former: str, now: str
) -> None:
    answered = asker.get(f"/v1/{former}")
    assert (answered.status_code, answered.text) == (308, "")
    assert answered.headers["Location"] == f"/v1/{now}"
    assert asker.head(f"/v1/{former}").status_code == 308
    assert asker.get(answered.headers["Location"]).json()["id"] == now.split("/")[1]


def test_what_was_asked_beside_the_id_is_kept(asker: TestClient) -> None:
    asked = "topic=trade&topic=visas&limit=3"
    answered = asker.get(f"/v1/countries/turkey/partners?{asked}")
    assert answered.headers["Location"] == f"/v1/countries/TR/partners?{asked}"
    assert asker.get("/v1/countries/turkey?contry=CN").status_code == 422


@pytest.mark.parametrize("name", OF_NOW)
def test_what_is_said_today_is_answered_at_once(asker: TestClient, name: str) -> None:
    assert asker.get(f"/v1/countries/{name}").status_code == 200


def test_every_former_name_moves_unless_it_is_borne_still(asker: TestClient) -> None:
    moved = 0
    for row in rows("former_names"):
        answered = asker.get(f"/v1/entities/{row['name']}")
        if answered.status_code == 308:
            assert answered.headers["Location"] == f"/v1/entities/{row['entity']}"
            moved += 1
            continue
        assert answered.status_code == 200, row
        names = answered.json()["names"]
        borne = [it["name"] for it in names if it["until"] is None and it["kind"] == "name"]
        assert normalise_name(row["name"]) in map(normalise_name, borne), row
    assert moved > 15


def test_the_location_is_where_clients_see_the_service(
    new_database: Callable[[str], Settings], renamed: Path
) -> None:
    settings = loaded(new_database(SQLITE), renamed)
    for changed, base in (
        ({"public_url": "https://facts.example/api"}, "https://facts.example/api"),
        ({"root_path": "/behind/proxy"}, "/behind/proxy"),
    ):
        app = create_app(settings.model_copy(update=changed))
        with TestClient(app, follow_redirects=False) as client:
            answered = client.get("/v1/countries/ZR")
        assert answered.headers["Location"] == f"{base}/v1/countries/CD"


def test_a_former_id_is_suggested_as_what_it_is_now(asker: TestClient) -> None:
    (found,) = asker.get("/v1/suggest?q=old-un").json()["items"]
    assert (found["id"], found["matched"], found["match"]) == ("un", "old-un", "exact")


def test_former_ids_go_when_the_seed_no_longer_lists_them(database: Database, seed: Path) -> None:
    file = seed / "entities" / "former_ids.csv"
    file.write_text("former,id\nold-un,un\n", encoding="utf-8")
    first = load(database, seed, {}, lambda *_: None)
    file.write_text("former,id\n", encoding="utf-8")
    second = load(database, seed, {}, lambda *_: None)
    assert second.release != first.release
    assert not {*second.added, *second.changed, *second.withdrawn}


def test_an_entity_may_be_renamed(database: Database, seed: Path) -> None:
    """The old id leads to the new one, in the facts of reviews that are loaded too."""
    load(database, seed, {}, lambda *_: None)
    entities, facts = seed / "entities", seed / "reviews" / "by-2013" / "facts"
    for file in (entities / "people.yaml", *facts.glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("yuri-fedotov", "y-fedotov"), encoding="utf-8")
    (entities / "former_ids.csv").write_text(
        "former,id\nyuri-fedotov,y-fedotov\n", encoding="utf-8"
    )
    summary = load(database, seed, {}, lambda *_: None)
    assert summary.changed
    assert not summary.added
