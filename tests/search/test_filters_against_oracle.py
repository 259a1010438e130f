"""Every filter, alone and with others, finds what a filter in plain Python finds."""

from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.oracle import answer
from tests.search.answered_questions import answered_questions
from tests.search.requests import GENERATED
from tests.search.strategies import MANY, SINGLE, Params, questions
from tests.search.world import World

ANSWERED = settings(GENERATED, max_examples=150)
PAGED = settings(GENERATED, max_examples=40)


def test_all_facts_are_read_once_and_in_order(client: TestClient, world: World) -> None:
    ids = [fact["id"] for fact in world.facts]
    assert len(ids) == len(set(ids)) == client.get("/v1").json()["counts"]["facts"] > 0
    assert ids == answer({}, world.facts, world.reference)


@pytest.mark.no_cov
@pytest.mark.parametrize("parameter", [it for it in MANY if not it.endswith("_all")])
def test_each_value_alone_finds_what_the_oracle_finds(
    client: TestClient, world: World, parameter: str
) -> None:
    base = parameter.removesuffix("_not")
    values = world.occurring[base]
    # Organizations occur through their members, too.
    mode = {"organization_match": ["any"]} if base == "organization" else {}
    for value in values[:: len(values) // 60 + 1]:
        question = {parameter: [value], **mode}
        expected = answer(question, world.facts, world.reference)
        assert ask(client, question, limit=0)["page"]["total"] == len(expected), question
        assert expected or parameter.endswith("_not"), question


@pytest.mark.no_cov
@pytest.mark.parametrize(
    ("parameter", "how"),
    [(it, how) for it in ("region", "organization") for how in SINGLE[f"{it}_match"]],
)
def test_each_reading_of_every_region_and_organization_finds_what_the_oracle_finds(
    client: TestClient, world: World, parameter: str, how: str
) -> None:
    for value in world.known[parameter]:
        question = {parameter: [value], f"{parameter}_match": [how]}
        expected = answer(question, world.facts, world.reference)
        assert ask(client, question, limit=0)["page"]["total"] == len(expected), question


@pytest.mark.no_cov
def test_generated_questions_find_what_the_oracle_finds(client: TestClient, world: World) -> None:
    @GENERATED
    @given(question=questions(world))
    def check(question: Params) -> None:
        expected = answer(question, world.facts, world.reference)
        body = ask(client, question)
        assert [fact["id"] for fact in body["items"]] == expected
        assert body["page"]["total"] == body["page"]["count"] == len(expected)
        assert body["page"]["next"] is None
        assert counted(body["meta"]["warnings"]) == more_by_overlap(question, world)

    check()


@pytest.mark.no_cov
def test_questions_of_what_a_fact_has_find_it(client: TestClient, world: World) -> None:
    @ANSWERED
    @given(asked=answered_questions(world))
    def check(asked: tuple[str, Params]) -> None:
        fact, question = asked
        expected = answer(question, world.facts, world.reference)
        assert fact in expected
        assert [it["id"] for it in ask(client, question)["items"]] == expected

    check()


@pytest.mark.no_cov
def test_pages_of_any_size_hold_the_same_facts_as_one_page(
    client: TestClient, world: World
) -> None:
    @PAGED
    @given(question=questions(world), parts=st.integers(1, 9))
    def check(question: Params, parts: int) -> None:
        expected = answer(question, world.facts, world.reference)
        limit = len(expected) // parts + 1
        body = ask(client, question, limit=limit)
        read = list(body["items"])
        while body["page"]["next"]:
            assert body["page"]["count"] == len(body["items"]) == limit
            body = client.get(body["page"]["next"]).json()
            assert body["page"]["total"] == len(expected)
            read += body["items"]
        assert [fact["id"] for fact in read] == expected

    check()


def ask(client: TestClient, question: Params, limit: int = 500) -> Any:
    address = f"/v1/facts?{urlencode({**question, 'limit': limit}, doseq=True)}"
    answered = client.get(address)
    assert answered.status_code == 200, f"{address}: {answered.text[:500]}"
    return answered.json()


def counted(warnings: list[str]) -> int:
    """How many more facts a warning speaks of."""
    return sum(int(it.split()[0]) for it in warnings if "date_match=overlaps" in it)


def more_by_overlap(question: Params, world: World) -> int:
    """How many facts touch the days asked for without lying within them."""
    if not any(name.startswith(("date_", "year")) for name in question):
        return 0
    wider = {**question, "date_match": ["overlaps"]}
    return len(answer(wider, world.facts, world.reference)) - len(
        answer(question, world.facts, world.reference)
    )
