"""Facts counted by one to three dimensions."""

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.oracle import DIMENSIONS, count_groups, find
from tests.search.requests import GENERATED, address_of, items_from, read
from tests.search.strategies import Params, unsorted_questions
from tests.search.world import World

COUNTED = settings(GENERATED, max_examples=60)
FEW = settings(GENERATED, max_examples=25)
PATH = "/v1/facts/stats"
NAMES = st.lists(st.sampled_from(DIMENSIONS), min_size=1, max_size=3, unique=True)


@pytest.mark.no_cov
def test_every_group_counts_what_the_oracle_counts(client: TestClient, world: World) -> None:
    @COUNTED
    @given(question=unsorted_questions(world), names=NAMES)
    def check(question: Params, names: list[str]) -> None:
        body = read(client, address_of(PATH, question, group_by=",".join(names), limit=500))
        found = find(question, world.facts, world.reference)
        groups, grouped = count_groups(names, found, question, world.reference)
        assert body["counted"] == {"total": len(found), "grouped": grouped}
        assert body["page"]["total"] == len(groups)
        shown = {tuple(it["values"][name] for name in names): it["facts"] for it in body["items"]}
        assert len(shown) == len(body["items"]) == min(500, len(groups))
        assert shown.items() <= groups.items()
        sizes = [it["facts"] for it in body["items"]]
        assert sizes == sorted(groups.values(), reverse=True)[:500]
        assert all(list(it["labels"]) == list(it["values"]) for it in body["items"])

    check()


@pytest.mark.no_cov
def test_the_facts_of_a_group_are_those_that_were_counted(client: TestClient, world: World) -> None:
    followed = 0

    @COUNTED
    @example(question={}, names=["country"], place=0)
    @given(question=unsorted_questions(world), names=NAMES, place=st.integers(0, 6))
    def check(question: Params, names: list[str], place: int) -> None:
        nonlocal followed
        asked = address_of(PATH, question, group_by=",".join(names), limit=21)
        for group in read(client, asked)["items"][place::7]:
            if group["links"]["facts"] is not None:
                facts = read(client, group["links"]["facts"])
                assert facts["page"]["total"] == group["facts"], group
                followed += 1

    check()
    assert followed, "no group was looked at, not even of countries"


def test_only_groups_that_no_address_can_ask_for_have_no_link(client: TestClient) -> None:
    items = read(client, f"{PATH}?year=2013&section=asia,europe&group_by=year,section,country")
    without = [it["values"] for it in items["items"] if it["links"]["facts"] is None]
    assert without
    assert all(it["year"] != "2013" or it["section"] not in ("asia", "europe") for it in without)


@pytest.mark.no_cov
def test_pages_and_tables_hold_the_same_groups(client: TestClient, world: World) -> None:
    @FEW
    @given(question=unsorted_questions(world), names=NAMES, limit=st.integers(20, 200))
    def check(question: Params, names: list[str], limit: int) -> None:
        asked = address_of(PATH, question, group_by=",".join(names))
        items = items_from(client, f"{asked}&limit={limit}")
        table = client.get(f"{asked}&format=csv")
        rows = list(csv.DictReader(io.StringIO(table.text, newline="")))
        assert rows == [
            {
                **{name: it["values"][name] for name in names},
                **{f"{name}_label": it["labels"][name] for name in names},
                "facts": str(it["facts"]),
            }
            for it in items
        ]

    check()


@pytest.mark.parametrize(
    ("asked", "code", "suggestion"),
    [
        ("", "missing_parameter", None),
        ("group_by=", "unknown_value", None),
        ("group_by=contry", "unknown_value", "country"),
        ("group_by=year&group_by=toppic", "unknown_value", "topic"),
        ("group_by=party", "unknown_value", None),
        ("group_by=year,country,topic,type", "too_many_values", None),
    ],
)
def test_what_cannot_be_grouped_by_is_refused(
    client: TestClient, asked: str, code: str, suggestion: str | None
) -> None:
    answered = client.get(f"{PATH}?{asked}")
    (fault,) = answered.json()["errors"]
    assert answered.status_code == 422
    assert fault["parameter"].startswith("group_by")
    assert fault["code"] == code
    assert suggestion is None or suggestion in fault["did_you_mean"]
