"""Questions in plain words."""

from enum import StrEnum
from typing import Any

import pytest

from policyfacts.forms.questions import describe_question
from policyfacts.schemas.questions import FactFilters
from policyfacts.vocabulary import DateMatch, OrganizationMatch, RegionMatch

NAMES = {
    ("country", "CN"): "China",
    ("country", "TR"): "Türkiye",
    ("topic", "trade"): "Trade",
    ("entity", "BY"): "Belarus",
}


@pytest.mark.parametrize(
    ("canonical", "words"),
    [
        ({}, "All facts"),
        (
            {"country": ["CN"], "topic": ["trade"], "year_from": 2012, "year_to": 2014},
            "Facts with country China and topic Trade, 2012 to 2014",
        ),
        ({"country": ["CN", "TR"]}, "Facts with country China or Türkiye"),
        ({"country_all": ["CN", "TR"]}, "Facts with country China and Türkiye"),
        ({"country_not": ["CN", "TR"]}, "Facts with no country China or Türkiye"),
        ({"year": [2013, 2014]}, "Facts, 2013 or 2014"),
        ({"year_from": 2013, "year_to": 2013}, "Facts, 2013"),
        ({"date_from": "2013-05"}, "Facts, from 2013-05"),
        ({"date_to": "2013-05-17"}, "Facts, until 2013-05-17"),
        ({"party": ["BY:host", "BY"]}, "Facts with party Belarus as host or Belarus"),
        ({"q": "visa-free"}, "Facts with text “visa-free”"),
        ({"has_figures": True}, "Facts with figures"),
        ({"has_figures": False}, "Facts with no figures"),
        (
            {"measure": ["trade"], "value_min": -0.5},
            "Facts with measure trade and value at least -0.5",
        ),
        (
            {"region": ["africa"], "region_match": "named"},
            "Facts with region africa (regions as they are named)",
        ),
        (
            {"date_from": "2013-05", "date_match": "overlaps"},
            "Facts, from 2013-05 (days that overlap)",
        ),
    ],
)
def test_a_question_reads_as_a_sentence(canonical: dict[str, Any], words: str) -> None:
    assert describe_question(canonical, lambda name, it: NAMES.get((name, it), it)) == words


def test_every_reading_that_may_be_chosen_has_words() -> None:
    readings: dict[str, list[StrEnum]] = {
        "region_match": list(RegionMatch),
        "organization_match": list(OrganizationMatch),
        "date_match": list(DateMatch),
    }
    for name, values in readings.items():
        default = FactFilters.model_fields[name].default
        for value in values:
            if value != default:
                assert describe_question({"q": "x", name: value.value}, lambda _, it: it)
