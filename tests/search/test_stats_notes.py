"""Where groups do not add up to the total it is said why, and only there."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.schemas.params import COLUMN_FILTERS
from tests.oracle import DIMENSIONS
from tests.search.requests import items_from, read

PATH = "/v1/facts/stats"
# Of these every fact has at most one value.
SINGLE = {"type", "review", *COLUMN_FILTERS}
NAMES = [(it,) for it in DIMENSIONS] + [*combinations(DIMENSIONS, 2)][::3]


def notes_of(answer: Mapping[str, Any]) -> tuple[bool, bool]:
    """Whether it speaks of several values, and of facts in no group."""
    warnings = answer["meta"]["warnings"]
    several = [it for it in warnings if it.startswith("A fact with more than one ")]
    without = [it for it in warnings if it.endswith(": they are in no group.")]
    assert len(several) + len(without) == len(warnings)
    return bool(several), bool(without)


@pytest.mark.parametrize("names", NAMES, ids=",".join)
def test_what_is_said_of_groups_is_true(client: TestClient, names: tuple[str, ...]) -> None:
    address = f"{PATH}?group_by={','.join(names)}&limit=500"
    answer = read(client, address)
    several, without = notes_of(answer)
    counted = answer["counted"]
    assert counted["total"] == read(client, "/v1/facts?limit=0")["page"]["total"]
    assert without == (counted["grouped"] < counted["total"])
    in_groups = sum(it["facts"] for it in items_from(client, address))
    assert several or in_groups == counted["grouped"]
    assert several == (not SINGLE.issuperset(names))


def test_facts_without_a_value_are_counted(client: TestClient) -> None:
    answer = read(client, f"{PATH}?group_by=form&limit=500")
    facts = items_from(client, "/v1/facts?limit=500")
    bare = sum(fact["form"] is None for fact in facts)
    assert answer["counted"] == {"total": len(facts), "grouped": len(facts) - bare}
    (warning,) = answer["meta"]["warnings"]
    assert warning.startswith(f"{bare} of {len(facts)} facts have no form")


def test_what_all_facts_have_once_needs_no_word(client: TestClient) -> None:
    for asked in ("group_by=kind", "group_by=status,kind", "group_by=form&form=state"):
        assert read(client, f"{PATH}?{asked}")["meta"]["warnings"] == []
