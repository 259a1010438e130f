"""Facts counted by one to three dimensions."""

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.oracle import DIMENSIONS, count_groups, find
from tests.search.requests import GENERATED, items_from, read, url_of
from tests.search.strategies import Params, unsorted_queries
from tests.search.world import World

COUNTED = settings(GENERATED, max_examples=60)
FEW = settings(GENERATED, max_examples=25)
PATH = "/v1/facts/stats"
NAMES = st.lists(st.sampled_from(DIMENSIONS), min_size=1, max_size=3, unique=True)


@pytest.mark.no_cov
def test_every_group_counts_what_the_oracle_counts(client: TestClient, world: World) -> None:
    @world.some(COUNTED)
    @given(params=unsorted_queries(world), names=NAMES)
    def check(params: Params, names: list[str]) -> None:
        body = read(client, url_of(PATH, params, group_by=",".join(names), limit=500))
        facts = find(params, world.facts, world.reference)
        groups, grouped = count_groups(names, facts, params, world.reference)
        assert body["counted"] == {"total": len(facts), "grouped": grouped}
        assert body["page"]["total"] == len(groups)
        counts = {
            tuple(group["values"][name] for name in names): group["facts"]
            for group in body["items"]
        }
        assert len(counts) == len(body["items"]) == min(500, len(groups))
        assert counts.items() <= groups.items()
        sizes = [group["facts"] for group in body["items"]]
        assert sizes == sorted(groups.values(), reverse=True)[:500]
        assert all(list(group["labels"]) == list(group["values"]) for group in body["items"])

    check()


@pytest.mark.no_cov
def test_link_of_a_group_finds_the_counted_facts(client: TestClient, world: World) -> None:
    followed = 0

    @world.some(COUNTED)
    @example(params={}, names=["country"], place=0)
    @given(params=unsorted_queries(world), names=NAMES, place=st.integers(0, 6))
    def check(params: Params, names: list[str], place: int) -> None:
        nonlocal followed
        url = url_of(PATH, params, group_by=",".join(names), limit=21)
        for group in read(client, url)["items"][place::7]:
            if group["links"]["facts"] is not None:
                facts = read(client, group["links"]["facts"])
                assert facts["page"]["total"] == group["facts"], group
                followed += 1

    check()
    assert followed, "no group was looked at, not even of countries"


def test_only_groups_that_no_query_can_find_have_no_link(client: TestClient) -> None:
    items = read(client, f"{PATH}?year=2013&section=asia,europe&group_by=year,section,country")
    unlinked = [group["values"] for group in items["items"] if group["links"]["facts"] is None]
    assert unlinked
    assert all(
        values["year"] != "2013" or values["section"] not in ("asia", "europe")
        for values in unlinked
    )


@pytest.mark.no_cov
def test_pages_and_tables_have_the_same_groups(client: TestClient, world: World) -> None:
    @world.some(FEW)
    @given(params=unsorted_queries(world), names=NAMES, limit=st.integers(20, 200))
    def check(params: Params, names: list[str], limit: int) -> None:
        url = url_of(PATH, params, group_by=",".join(names))
        items = items_from(client, f"{url}&limit={limit}")
        table = client.get(f"{url}&format=csv")
        rows = list(csv.DictReader(io.StringIO(table.text, newline="")))
        assert rows == [
            {
                **{name: group["values"][name] for name in names},
                **{f"{name}_label": group["labels"][name] for name in names},
                "facts": str(group["facts"]),
            }
            for group in items
        ]

    check()


@pytest.mark.parametrize(
    ("query", "code", "suggestion"),
    [
        ("", "missing_parameter", None),
        ("group_by=", "unknown_value", None),
        ("group_by=year&group_by=toppic", "unknown_value", "topic"),
        ("group_by=party", "unknown_value", None),
        ("group_by=year,country,topic,type", "too_many_values", None),
    ],
)
def test_impossible_group_by_is_refused(
    client: TestClient, query: str, code: str, suggestion: str | None
) -> None:
    response = client.get(f"{PATH}?{query}")
    (error,) = response.json()["errors"]
    assert response.status_code == 422
    assert error["parameter"].startswith("group_by")
    assert error["code"] == code
    assert suggestion is None or suggestion in error["did_you_mean"]
