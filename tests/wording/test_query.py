"""Queries in plain words."""

from enum import StrEnum
from typing import Any

import pytest

from policyfacts.schemas.params.filters import FactFilters
from policyfacts.vocabulary import DateMatch, OrganizationMatch, RegionMatch
from policyfacts.wording.query import describe_query

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
            "Facts about China: Trade, 2012 to 2014",
        ),
        ({"country": ["CN", "TR"]}, "Facts about China or Türkiye"),
        ({"country_all": ["CN", "TR"]}, "Facts about China and Türkiye"),
        ({"country_not": ["CN", "TR"]}, "Facts not about China or Türkiye"),
        (
            {"country_not": ["CN"], "region": ["africa"]},
            "Facts about africa and not about China",
        ),
        ({"topic": ["trade"], "status": ["done"]}, "Facts on Trade: done"),
        ({"topic_not": ["trade"]}, "Facts not on Trade"),
        (
            {"country": ["CN"], "type": ["visit"], "level": ["head-of-state"], "form": ["state"]},
            "Facts about China: visit, level head of state, state visit",
        ),
        ({"section": ["united-nations"]}, "Facts of section united nations"),
        ({"year": [2013, 2014]}, "Facts, 2013 or 2014"),
        ({"year_from": 2013, "year_to": 2013}, "Facts, 2013"),
        ({"year_to": 810}, "Facts, until 810"),
        ({"year_from": 5, "year_to": 9999}, "Facts, 5 to 9999"),
        ({"date_from": "2013-05", "date_to": "9999-12-31"}, "Facts, May 2013 to December 9999"),
        ({"date_from": "2013-05"}, "Facts, from May 2013"),
        ({"date_to": "2013-05-17"}, "Facts, until 17 May 2013"),
        ({"date_from": "2013-05-01", "date_to": "2013-05-31"}, "Facts, May 2013"),
        ({"party": ["BY:host", "BY"]}, "Facts with Belarus as host or Belarus"),
        ({"q": "visa-free"}, "Facts that mention “visa-free”"),
        ({"named": True}, "Facts with parties that are named"),
        (
            {"country": ["CN"], "named": False},
            "Facts about China with parties that are meant and not named",
        ),
        ({"has_figures": True}, "Facts with figures"),
        ({"has_figures": False}, "Facts without figures"),
        (
            {"measure": ["trade"], "value_min": -0.5},
            "Facts with figures of trade, at least -0.5",
        ),
        (
            {"unit": ["USD"], "value_min": 500_000_000, "value_max": 1_234_567_890},
            "Facts with figures in USD, at least 500 million, at most 1,234,567,890",
        ),
        (
            {"region": ["africa"], "region_match": "named"},
            "Facts about africa (regions as they are named)",
        ),
        (
            {"date_from": "2013-05", "date_match": "overlaps"},
            "Facts, from May 2013 (days that overlap)",
        ),
    ],
)
def test_query_is_worded_as_a_phrase(canonical: dict[str, Any], words: str) -> None:
    assert describe_query(canonical, lambda name, value: NAMES.get((name, value), value)) == words


def test_every_match_mode_has_words() -> None:
    modes: dict[str, list[StrEnum]] = {
        "region_match": list(RegionMatch),
        "organization_match": list(OrganizationMatch),
        "date_match": list(DateMatch),
    }
    for name, values in modes.items():
        default = FactFilters.model_fields[name].default
        for value in values:
            if value != default:
                assert describe_query({"q": "x", name: value.value}, lambda _, id_: id_)
