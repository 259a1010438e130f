"""How many SQL statements a response takes: a number that does not grow with the response."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import event
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.contract.routes import LISTS, Route

# The first statement reads the current release, and the facts where sets alone answer.
STATEMENT_COUNTS = {
    "/v1/facts": 1,
    "/v1/facts?limit=500": 2,
    "/v1/facts?limit=1&sort=date": 1,
    "/v1/facts?country=CN&year=2013": 1,
    "/v1/facts?country=CN,RU,KZ&topic_not=trade&region=europe&date_from=2013-05": 1,
    "/v1/facts?limit=0": 1,
    "/v1/facts?country=NO": 1,
    "/v1/facts?country=Chna": 1,
    "/v1/facts?limit=501": 0,
    "/v1/facts?cursor=garbage": 1,
    "/v1/facts?q=trade&limit=500": 3,
    "/v1/facts?q=trade&sort=relevance": 3,
    "/v1/facts?q=trade&limit=0": 2,
    "/v1/facts?q=--": 1,
    "/v1/facts?measure=funding": 2,
    "/v1/facts?has_figures=true": 1,
    "/v1/facts?unit=USD&value_min=1&q=trade&limit=500": 4,
    "/v1/facts?facet=country,region,organization,topic,year,type,section&limit=0": 1,
    "/v1/facts?q=trade&facet=country,topic&limit=0": 2,
    "/v1/facts?sample=20&seed=7": 2,
    "/v1/facts/stats?group_by=year,country,topic&limit=500": 1,
    "/v1/facts/stats?group_by=year&q=trade": 2,
    "/v1/figures?limit=500": 2,
    "/v1/figures?limit=0": 1,
    "/v1/figures?q=bank": 3,
    "/v1/countries/BY/partners?limit=500": 1,
    "/v1/organizations/un/partners?q=trade": 2,
    "/v1/graph?nodes=300": 1,
    "/v1/graph?q=trade": 2,
    "/v1/facts/by-2013-state-visit-indonesia": 2,
    "/v1/countries": 1,
    "/v1/countries?limit=500": 1,
    "/v1/countries/KZ": 1,
    "/v1/countries/Atlantis": 1,
    "/v1/regions": 1,
    "/v1/regions/africa": 1,
    "/v1/organizations": 1,
    "/v1/organizations/un": 1,
    "/v1/topics": 1,
    "/v1/topics/visas": 1,
    "/v1/years": 1,
    "/v1/years/2013": 1,
    "/v1/entities?limit=500": 1,
    "/v1/entities/minsk": 1,
    "/v1/suggest?q=s&limit=50": 1,
    "/v1/suggest?q=swedn": 1,
    "/v1/interpret?q=visits+to+China+in+May+2013,+Korea": 1,
    "/v1/releases": 3,
    "/v1/changes": 3,
    "/v1/changes?limit=500": 3,
    "/v1/changes?limit=0": 2,
    "/v1/changes?since=nothing": 3,
    "/v1/reviews": 3,
    "/v1/reviews/by-2013": 4,
    "/v1/vocabulary": 1,
    "/v1": 1,
    # It looks at the database on a connection of its own.
    "/health/ready": 0,
    "/health/live": 0,
    "/": 5,
    "/?q=trade": 6,
    # Nothing has both: each part is looked up by itself, to say which to leave out.
    "/?q=visa-free travel": 8,
    "/?country=KZ&has_figures=true": 5,
    "/countries/KZ": 5,
    "/topics/visas": 5,
    "/facts/by-2013-state-visit-indonesia": 5,
    "/robots.txt": 0,
    "/docs": 0,
    "/openapi.json": 0,
    "/nowhere": 0,
}


# Lists without a count above: each may read the current release, and the bodies of its page.
OTHER_LISTS = [
    route
    for route in LISTS
    if not any(route.matches(url.partition("?")[0]) for url in STATEMENT_COUNTS)
]
MAX_OF_A_LIST = 2


@pytest.fixture(scope="module")
def client(loaded_settings: Settings) -> Iterator[TestClient]:
    """A client of a service without the response cache."""
    service = create_app(loaded_settings.model_copy(update={"cache_mb": 0}))
    with TestClient(service, raise_server_exceptions=False) as client:
        yield client


# Each text is looked up once, however often the query has it.
SEARCHES: list[tuple[dict[str, Any], int]] = [
    ({}, 2),
    ({"limit": 0}, 1),
    ({"any": [{"country": ["TR"]}, {"not": {"topic": ["trade"]}}], "limit": 500}, 2),
    ({"any": [{"q": "trade"}, {"q": "visas"}, {"measure": ["funding"]}]}, 4),
    ({"any": [{"q": "trade"}, {"all": [{"q": "trade"}, {"not": {"q": "trade"}}]}]}, 3),
    ({"any": [{"country": ["Chna"]}]}, 1),
    ({"any": [{"contry": ["TR"]}]}, 0),
]


@pytest.mark.parametrize("url", STATEMENT_COUNTS)
def test_request_takes_the_expected_number_of_statements(client: TestClient, url: str) -> None:
    warm_up = client.get(url)
    with count_statements(client) as statements:
        response = client.get(url)
    assert response.status_code == warm_up.status_code < 500
    assert len(statements) == STATEMENT_COUNTS[url], statements


@pytest.mark.parametrize("route", OTHER_LISTS, ids=str)
def test_any_other_list_takes_few_statements_at_any_length(
    client: TestClient, route: Route
) -> None:
    for limit in (1, 500):
        client.get(route.url_with(("limit", limit)))
        with count_statements(client) as statements:
            assert client.get(route.url_with(("limit", limit))).status_code == 200
        assert len(statements) <= MAX_OF_A_LIST, statements


@pytest.mark.parametrize(("body", "count"), SEARCHES)
def test_search_takes_one_statement_for_each_text(
    client: TestClient, body: dict[str, Any], count: int
) -> None:
    client.post("/v1/facts/search", json=body)
    with count_statements(client) as statements:
        assert client.post("/v1/facts/search", json=body).status_code < 500
    assert len(statements) == count, statements


def test_next_page_takes_one_statement(client: TestClient) -> None:
    next_url = client.get("/v1/facts?country=BY&limit=50").json()["page"]["next"]
    with count_statements(client) as statements:
        assert client.get(next_url).json()["page"]["count"] == 50
    assert len(statements) == 1


def test_missing_fact_takes_four_statements(client: TestClient) -> None:
    client.get("/v1")
    with count_statements(client) as statements:
        assert client.get("/v1/facts/by-2013-state-visit-atlantis").status_code == 404
    assert len(statements) == 4


@contextmanager
def count_statements(client: TestClient) -> Iterator[list[str]]:
    """Yield a list that grows with the statements sent to the database that read tables."""
    statements: list[str] = []

    def append(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    # The engine of transactions is made from this one and sends its events here, too.
    engine = database_of(client).engines.autocommit
    event.listen(engine, "before_cursor_execute", append)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", append)


def database_of(client: TestClient) -> Database:
    """Return the database behind the service."""
    assert isinstance(client.app, FastAPI)
    database = client.app.state.service.database
    assert isinstance(database, Database)
    return database
