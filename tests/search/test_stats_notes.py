"""Where the groups do not add up to the total, a warning says why, and only there."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.schemas.params.filters import COLUMN_FILTERS
from tests.oracle import DIMENSIONS
from tests.search.requests import items_from, read

PATH = "/v1/facts/stats"
# Every fact has at most one value of these.
SINGLE = {"type", "review", *COLUMN_FILTERS}
NAMES = [(name,) for name in DIMENSIONS] + [*combinations(DIMENSIONS, 2)][::3]


def notes_of(answer: Mapping[str, Any]) -> tuple[bool, bool]:
    """Return whether the warnings speak of several values, and of facts in no group."""
    warnings = answer["meta"]["warnings"]
    several = [warning for warning in warnings if warning.startswith("A fact with more than one ")]
    without = [warning for warning in warnings if warning.endswith(": they are in no group.")]
    assert len(several) + len(without) == len(warnings)
    return bool(several), bool(without)


@pytest.mark.parametrize("names", NAMES, ids=",".join)
def test_warnings_about_groups_are_true(client: TestClient, names: tuple[str, ...]) -> None:
    url = f"{PATH}?group_by={','.join(names)}&limit=500"
    answer = read(client, url)
    several, without = notes_of(answer)
    counted = answer["counted"]
    assert counted["total"] == read(client, "/v1/facts?limit=0")["page"]["total"]
    assert without == (counted["grouped"] < counted["total"])
    in_groups = sum(group["facts"] for group in items_from(client, url))
    assert several or in_groups == counted["grouped"]
    assert several == (not SINGLE.issuperset(names))


def test_facts_without_a_value_are_counted(client: TestClient) -> None:
    answer = read(client, f"{PATH}?group_by=form&limit=500")
    facts = items_from(client, "/v1/facts?limit=500")
    bare = sum(fact["form"] is None for fact in facts)
    assert answer["counted"] == {"total": len(facts), "grouped": len(facts) - bare}
    (warning,) = answer["meta"]["warnings"]
    assert warning.startswith(f"{bare} of {len(facts)} facts have no form")


def test_groups_that_add_up_have_no_warning(client: TestClient) -> None:
    for query in ("group_by=kind", "group_by=status,kind", "group_by=form&form=state"):
        assert read(client, f"{PATH}?{query}")["meta"]["warnings"] == []
