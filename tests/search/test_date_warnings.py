"""Where a date span leaves out what only overlaps it, every path says how much."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.search.requests import read

SPAN = "date_from=2013-03&date_to=2013-10"
OVERLAP = re.compile(r"(\d+) more (fact|figure)s? overlaps? these dates without lying within")
# Paths, and what they count.
COUNTED = [
    ("/v1/facts?country=TR&", "fact"),
    ("/v1/facts/stats?group_by=kind&country=TR&", "fact"),
    ("/v1/countries/TR/partners?", "fact"),
    ("/v1/graph?country=TR&", "fact"),
    ("/v1/figures?country=RU&", "figure"),
]


def overlapping(client: TestClient, url: str) -> list[tuple[str, str]]:
    warnings = read(client, url)["meta"]["warnings"]
    return [(match[1], match[2]) for match in map(OVERLAP.match, warnings) if match]


def number(answer: Any, noun: str) -> int:
    """Return how many facts or figures an answer is about."""
    return int(answer["counted"]["total"] if "counted" in answer else answer["page"]["total"])


@pytest.mark.parametrize(("path", "noun"), COUNTED)
def test_what_only_overlaps_the_dates_is_counted_in_a_warning(
    client: TestClient, path: str, noun: str
) -> None:
    ((more, counted_noun),) = overlapping(client, f"{path}{SPAN}")
    assert counted_noun == noun
    path_of_items = "/v1/figures?country=RU&" if noun == "figure" else "/v1/facts?country=TR&"
    wide = number(read(client, f"{path_of_items}{SPAN}&date_match=overlaps"), noun)
    narrow = number(read(client, f"{path_of_items}{SPAN}"), noun)
    assert int(more) == wide - narrow > 0


@pytest.mark.parametrize(("path", "noun"), COUNTED)
def test_no_warning_where_no_date_overlaps_only(client: TestClient, path: str, noun: str) -> None:
    for query in ("", f"{SPAN}&date_match=overlaps", "year=2013", "date_from=1900&date_to=2099"):
        assert overlapping(client, f"{path}{query}".rstrip("?&")) == []
