"""A page of facts is the same whether the framework answers or the layer before it does."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.search.strategies import questions
from tests.search.world import World

# Whoever may hold the answer already is always answered by the framework.
THROUGH_FRAMEWORK = {"If-None-Match": '"another"'}
OF_EACH_REQUEST = ("x-request-id", "date")
FIXED = (
    "",
    "limit=0",
    "limit=100",
    "limit=101",
    "limit=007",
    "limit=5&limit=5",
    "country=China&country=156,RU",
    "country=",
    "country",
    "country=Chna",
    "contry=CN",
    "country=CN&sort=date&format=json",
    "country=CN&format=csv",
    "country=CN&format=xml",
    "country=%D0%9A%D0%B8%D1%82%D0%B0%D0%B9",
    "country=%ff",
    "%ff=CN",
    "country=%EF%BF%BD",
    "organization=%C3%A9",
    "year=2013&year_from=2012",
    "year_from=2014&year_to=2012",
    "date_from=2013-02-30",
    "topic=trade&bom=true",
    "topic=trade&fields=id",
    "topic=trade&seed=3",
    "topic=trade&sample=3&seed=3",
    "topic=trade&facet=year",
    "q=visa&sort=relevance",
    "sort=relevance",
    "has_figures=true",
    "has_figures=maybe",
    "value_min=0",
    "cursor=garbage",
    "party=BY:host&limit=3",
    "region_match=named",
    "a=%00",
    "country=CN&&topic=trade",
    "country=CN;topic=trade",
    "country=CN+",
)


@pytest.fixture(scope="module")
def uncached(loaded_settings: Settings) -> Iterator[TestClient]:
    service = create_app(loaded_settings.model_copy(update={"cache_mb": 0}))
    with TestClient(service, raise_server_exceptions=False) as client:
        # The first answer opens the release, which only the framework does.
        assert client.get("/v1").status_code == 200
        yield client


def answer(client: TestClient, query: str, headers: dict[str, str]) -> object:
    found = client.get(f"/v1/facts?{query}", headers=headers)
    kept = {name: value for name, value in found.headers.items() if name not in OF_EACH_REQUEST}
    text = found.text.replace(found.headers["x-request-id"], "")
    kept.pop("content-length", None)
    return found.status_code, kept, text


@pytest.mark.parametrize("query", FIXED)
def test_both_answer_alike(uncached: TestClient, query: str) -> None:
    assert answer(uncached, query, {}) == answer(uncached, query, THROUGH_FRAMEWORK)


@pytest.mark.no_cov
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_both_answer_any_question_alike(
    uncached: TestClient, world: World, data: st.DataObject
) -> None:
    question = data.draw(questions(world))
    limit = data.draw(st.sampled_from([0, 1, 3, 20, 100]))
    query = urlencode({name: ",".join(it) for name, it in question.items()} | {"limit": limit})
    for accept in ({}, {"Accept": "application/ld+json, */*;q=0.1"}, {"Accept-Encoding": "gzip"}):
        assert answer(uncached, query, accept) == answer(
            uncached, query, {**accept, **THROUGH_FRAMEWORK}
        )


def test_pages_lead_on_alike(uncached: TestClient) -> None:
    following = "limit=2&topic=trade"
    for _ in range(4):
        assert answer(uncached, following, {}) == answer(uncached, following, THROUGH_FRAMEWORK)
        address = uncached.get(f"/v1/facts?{following}").json()["page"]["next"]
        following = address.partition("?")[2]
