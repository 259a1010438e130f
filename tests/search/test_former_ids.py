"""Former ids and names lead to the entities that had them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.naming import normalise_name
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import KINDS, load_into
from tests.loader.seeds import list_as_withdrawn, load_seed
from tests.search.requests import ask, refusal
from tests.search.test_names import rows

FORMER = {"old-un": "un", "ZR": "CD", "dark-continent": "africa", "minsk-city": "minsk"}
MOVED_PATHS = [
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
CURRENT = ["TR", "tr", "TUR", "792", "T%C3%BCrkiye", "turkiye", "Turkish", "Turquie", "Eswatini"]


@pytest.fixture(scope="module")
def renamed(new_seed: Callable[..., Path]) -> Path:
    """The frozen seed with former ids of entities; read only."""
    seed = new_seed()
    lines = ["former,id", *(f"{former},{id_}" for former, id_ in FORMER.items())]
    (seed / "entities" / "former_ids.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return seed


@pytest.fixture(scope="module", params=KINDS)
def settings(
    request: pytest.FixtureRequest, new_database: Callable[[str], Settings], renamed: Path
) -> Settings:
    return load_into(new_database(request.param), renamed)


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    """A client of the service that follows no redirects."""
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    ("filters", "parsed_query"),
    [
        ({"organization": "old-un"}, {"organization": ["un"]}),
        ({"organization_all": "Old-UN,un"}, {"organization_all": ["un"]}),
        ({"country_not": "zr"}, {"country_not": ["CD"]}),
        ({"region": "dark-continent"}, {"region": ["africa"]}),
        ({"entity": "minsk-city"}, {"entity": ["minsk"]}),
        ({"party": "old-un:organizer"}, {"party": ["un:organizer"]}),
    ],
)
def test_former_id_is_read_as_the_current_id(
    client: TestClient, filters: dict[str, str], parsed_query: dict[str, Any]
) -> None:
    answer = ask(client, filters)
    assert answer["meta"]["query"] == parsed_query
    by_id = ask(client, {name: values[0] for name, values in parsed_query.items()})
    assert answer["page"]["total"] == by_id["page"]["total"]


def test_former_id_of_another_kind_is_refused_with_a_suggestion(client: TestClient) -> None:
    error = refusal(client, {"country": "old-un"})
    assert (error["code"], error["did_you_mean"]) == ("wrong_kind", ["organization=un"])
    assert client.get("/v1/countries/old-un").status_code == 404


@pytest.mark.parametrize(("former", "current"), MOVED_PATHS)
def test_path_with_a_former_id_redirects_to_the_current_one(
    client: TestClient, former: str, current: str
) -> None:
    response = client.get(f"/v1/{former}")
    assert (response.status_code, response.text) == (308, "")
    assert response.headers["Location"] == f"/v1/{current}"
    assert client.head(f"/v1/{former}").status_code == 308
    assert client.get(response.headers["Location"]).json()["id"] == current.split("/")[1]


def test_redirect_keeps_the_query_string(client: TestClient) -> None:
    query = "topic=trade&topic=visas&limit=3"
    response = client.get(f"/v1/countries/turkey/partners?{query}")
    assert response.headers["Location"] == f"/v1/countries/TR/partners?{query}"
    assert client.get("/v1/countries/turkey?contry=CN").status_code == 422


@pytest.mark.parametrize("name", CURRENT)
def test_current_name_is_answered_without_a_redirect(client: TestClient, name: str) -> None:
    assert client.get(f"/v1/countries/{name}").status_code == 200


def test_former_name_redirects_unless_it_is_still_used(client: TestClient) -> None:
    moved = 0
    for row in rows("former_names"):
        response = client.get(f"/v1/entities/{row['name']}")
        if response.status_code == 308:
            assert response.headers["Location"] == f"/v1/entities/{row['entity']}"
            moved += 1
            continue
        assert response.status_code == 200, row
        names = response.json()["names"]
        current_names = [
            name["name"] for name in names if name["until"] is None and name["kind"] == "name"
        ]
        assert normalise_name(row["name"]) in map(normalise_name, current_names), row
    assert moved > 15


def test_redirect_location_begins_with_the_public_url(settings: Settings) -> None:
    for changed, base in (
        ({"public_url": "https://facts.example/api"}, "https://facts.example/api"),
        ({"root_path": "/behind/proxy"}, "/behind/proxy"),
    ):
        app = create_app(settings.model_copy(update=changed))
        with TestClient(app, follow_redirects=False) as client:
            response = client.get("/v1/countries/ZR")
        assert response.headers["Location"] == f"{base}/v1/countries/CD"


def test_former_id_is_suggested_as_the_current_entity(client: TestClient) -> None:
    (item,) = client.get("/v1/suggest?q=old-un").json()["items"]
    assert (item["id"], item["matched"], item["match"]) == ("un", "old-un", "exact")


def test_former_ids_are_deleted_when_the_seed_drops_them(database: Database, seed: Path) -> None:
    file = seed / "entities" / "former_ids.csv"
    file.write_text("former,id\nold-un,un\n", encoding="utf-8")
    first = load_seed(database, seed)
    file.write_text("former,id\n", encoding="utf-8")
    list_as_withdrawn(seed, "former-id,old-un,")
    second = load_seed(database, seed)
    assert second.release != first.release
    assert not {*second.added, *second.changed, *second.withdrawn}


def test_entity_can_be_renamed(database: Database, seed: Path) -> None:
    """Check that the old id redirects to the new one, also in the facts of loaded reviews."""
    load_seed(database, seed)
    entities, facts = seed / "entities", seed / "reviews" / "by-2013" / "facts"
    for file in (entities / "people.yaml", *facts.glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("yuri-fedotov", "y-fedotov"), encoding="utf-8")
    (entities / "former_ids.csv").write_text(
        "former,id\nyuri-fedotov,y-fedotov\n", encoding="utf-8"
    )
    summary = load_seed(database, seed)
    assert summary.changed
    assert not summary.added
