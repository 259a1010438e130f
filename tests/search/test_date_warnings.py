"""Where a span leaves out what only overlaps it, every path says how much."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.search.requests import read

SPAN = "date_from=2013-03&date_to=2013-10"
OVERLAP = re.compile(r"(\d+) more (fact|figure)s? overlaps? these dates without lying within")
# Where is asked, what is counted there.
ASKED = [
    ("/v1/facts?country=TR&", "fact"),
    ("/v1/facts/stats?group_by=kind&country=TR&", "fact"),
    ("/v1/countries/TR/partners?", "fact"),
    ("/v1/graph?country=TR&", "fact"),
    ("/v1/figures?country=RU&", "figure"),
]


def overlapping(client: TestClient, address: str) -> list[tuple[str, str]]:
    warnings = read(client, address)["meta"]["warnings"]
    return [(it[1], it[2]) for it in map(OVERLAP.match, warnings) if it]


def number(answer: Any, what: str) -> int:
    """How many facts or figures an answer is about."""
    return int(answer["counted"]["total"] if "counted" in answer else answer["page"]["total"])


@pytest.mark.parametrize(("path", "what"), ASKED)
def test_what_only_overlaps_the_dates_is_counted_in_a_warning(
    client: TestClient, path: str, what: str
) -> None:
    ((more, of),) = overlapping(client, f"{path}{SPAN}")
    assert of == what
    counted = "/v1/figures?country=RU&" if what == "figure" else "/v1/facts?country=TR&"
    wide = number(read(client, f"{counted}{SPAN}&date_match=overlaps"), what)
    narrow = number(read(client, f"{counted}{SPAN}"), what)
    assert int(more) == wide - narrow > 0


@pytest.mark.parametrize(("path", "what"), ASKED)
def test_where_nothing_is_left_out_nothing_is_said(
    client: TestClient, path: str, what: str
) -> None:
    for asked in ("", f"{SPAN}&date_match=overlaps", "year=2013", "date_from=1900&date_to=2099"):
        assert overlapping(client, f"{path}{asked}".rstrip("?&")) == []
