"""Keyword arguments of the clients' methods, named and meant like the parameters of the service.

A type checker refuses a filter that does not exist; the service refuses a value that does not.
"""

import datetime
from collections.abc import Iterable
from typing import Any, Literal, TypedDict

Words = str | Iterable[str]
Years = int | Iterable[int]
# A day, or a month or year as text: 2013-05.
Day = datetime.date | str
CitationFormat = Literal["text", "bibtex", "ris", "csl-json"]


# Filters whose values are names: one element of a list is one name, whatever commas it has.
NAME_FILTERS = frozenset(
    "country country_all country_not region region_all region_not organization organization_all "
    "organization_not topic topic_all topic_not entity party party_all type review section measure "
    "unit".split()
)


class FactFilters(TypedDict, total=False):
    """Filters of facts. Different filters must all hold; of several values of one, any."""

    country: Words
    country_all: Words
    country_not: Words
    region: Words
    region_all: Words
    region_not: Words
    region_match: Literal["named", "members", "any"]
    organization: Words
    organization_all: Words
    organization_not: Words
    organization_match: Literal["named", "organs", "members", "any"]
    topic: Words
    topic_all: Words
    topic_not: Words
    entity: Words
    party: Words
    party_all: Words
    named: bool
    year: Years
    year_from: int
    year_to: int
    date_from: Day
    date_to: Day
    date_match: Literal["overlaps", "within"]
    kind: Words
    type: Words
    status: Words
    level: Words
    form: Words
    review: Words
    section: Words
    q: str
    text_match: Literal["own", "any"]
    measure: Words
    unit: Words
    value_min: float
    value_max: float
    has_figures: bool


class Paging(TypedDict, total=False):
    """Which page of a list; a cursor is taken from `page.next` of the page before."""

    limit: int
    cursor: str


class FactQuestion(FactFilters, Paging, total=False):
    """Which facts, in which order, and how they are counted."""

    sort: Literal["-date", "date", "relevance"]
    facet: Words
    sample: int
    seed: int


class FigureQuestion(FactFilters, Paging, total=False):
    """Which rows of a list made of facts, such as figures: filters, and which page."""


class StatsQuestion(FactFilters, Paging, total=False):
    """Which facts to count."""


class PartnerQuestion(FactFilters, Paging, total=False):
    """Which facts to look for partners in, and of which kind."""

    partner_kind: Words


class GraphQuestion(FactFilters, total=False):
    """Which facts to draw, and how much of the drawing."""

    node_kind: Words
    nodes: int
    facts_min: int


class CountryQuestion(Paging, total=False):
    """Which countries."""

    type: Words


class OrganizationQuestion(Paging, total=False):
    """Which organizations."""

    type: Words


class EntityQuestion(Paging, total=False):
    """Which entities."""

    kind: Words


class ChangeQuestion(Paging, total=False):
    """Which changes: those after the release `since`."""

    since: str
    change: Words
    sort: Literal["date", "-date"]


class SuggestQuestion(TypedDict, total=False):
    """What may be suggested, and how much."""

    kind: Words
    limit: int


# The body of a search: filters and, under `all`, `any` and `not`, parts that are filters too.
SearchBody = dict[str, Any]
