"""The content of cards, the same in every format."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyfacts.charts.chart_data import DataPoint
from policyfacts.errors import Moved
from policyfacts.http.resource_paths import filter_name, path_of
from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas.params.filters import FactFilters
from policyfacts.schemas.params.lists import FactParams
from policyfacts.search.names.terms import Entity
from policyfacts.search.parse.dimension_values import make_labeller
from policyfacts.search.parse.query import ParsedQuery
from policyfacts.search.results import facts, profiles
from policyfacts.search.results.counts import count_countries
from policyfacts.search.results.sources import find_sources, list_reviewing_countries, list_titles
from policyfacts.search.results.timeline import Period, Timeline, build_timeline
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import EntityKind
from policyfacts.wording.dates_and_figures import capital, say_count, say_when
from policyfacts.wording.query import describe_query

_BORDERS = "Borders express no opinion on any territory."


@dataclass(frozen=True)
class Subject:
    """What a card is about: its kind, its name, its page, and the filters of its facts."""

    kind: str
    name: str
    path: str
    filters: Mapping[str, Any]


@dataclass(frozen=True)
class Statement:
    """A fact in one sentence, when it was, and the URL of its page."""

    words: str
    when: str = ""
    address: str = ""


@dataclass(frozen=True)
class Card:
    """The content of a card.

    `note` is the number of facts, or when a single one was; `source` says who states them and
    `citation` which release they are of. `timeline` is None where there is a map.
    """

    kind: str
    title: str
    statements: list[Statement]
    note: str = ""
    address: str = ""
    countries: Sequence[DataPoint] = ()
    reviewers: frozenset[str] = frozenset()
    timeline: Timeline | None = None
    source: str = ""
    citation: str = ""
    is_single: bool = False

    @property
    def summary(self) -> str:
        """The text for those who do not see it: title, or statement of a fact, and note."""
        first = self.statements[0].words if self.is_single else self.title
        return f"{first} ({self.note})" if self.note else first

    @property
    def sources(self) -> list[str]:
        """The lines at the foot: who states it, which release, and that borders take no side."""
        borders = _BORDERS if self.has_map else ""
        release = ". ".join(filter(None, (self.citation, borders)))
        return list(filter(None, (self.source, release)))

    @property
    def has_map(self) -> bool:
        """True where the map would show more than the reviewing countries."""
        return _has_others(self.countries, self.reviewers)


def find_entity(session: ReadSession, name: str, kinds: Iterable[EntityKind]) -> Subject:
    """Return an entity by id or any name, former ones too: a card does not redirect."""
    snapshot = session.snapshot
    try:
        entity = profiles.get_entity(snapshot, name, kinds)
    except Moved as moved:
        entity = snapshot.registry.entities[moved.id]
    return _subject_of(entity)


def _subject_of(entity: Entity) -> Subject:
    return Subject(
        kind=entity.kind.value,
        name=entity.name,
        path=path_of(entity.kind, entity.id),
        filters={filter_name(entity.kind): [entity.id]},
    )


def find_topic(session: ReadSession, name: str) -> Subject:
    """Return a topic by id or name."""
    topic = profiles.get_topic(session.snapshot, name)
    return Subject("topic", topic.name, path_of("topic", topic.id), {"topic": [topic.id]})


def find_year(session: ReadSession, year: int) -> Subject:
    """Return a year that facts touch; raise NotFound for another."""
    year = profiles.get_year(session.snapshot, year)
    return Subject("year", str(year), path_of("year", year), {"year": [year]})


def find_query_facts(session: ReadSession, params: FactFilters) -> Subject:
    """Return the facts that match, named by the query in words."""
    query = find_sources(session, params).query
    words = describe_query(query.canonical, make_labeller(session.snapshot.registry))
    return Subject("facts", words, "/", query.canonical)


def make_card(session: ReadSession, subject: Subject, limit: int, urls: UrlBuilder) -> Card:
    """Return the card of a subject with its `limit` newest facts."""
    params = FactParams.model_validate({**subject.filters, "limit": limit})
    sources = find_sources(session, params)
    page = facts.list_facts(session, params, sources.query, None)
    hits = session.matcher.match(sources.query.fact_filter)
    selected = set(map(str, subject.filters.get("country", ())))
    countries = [
        DataPoint(country.value, country.label, country.count, selected=country.value in selected)
        for country in count_countries(hits, session.snapshot)
    ]
    reviewers = list_reviewing_countries(session)
    return Card(
        kind=subject.kind,
        title=subject.name,
        note=say_count(sources.total),
        address=urls.url(subject.path, subject.filters if subject.path == "/" else None),
        statements=[_statement(json.loads(body), urls) for body in page.bodies],
        countries=countries,
        reviewers=reviewers,
        timeline=None
        if _has_others(countries, reviewers)
        else _timeline(session, params, sources.query),
        source=_source_of(sources.publishers, sources.reviews),
        citation=session.snapshot.release.citation,
    )


def make_fact_card(session: ReadSession, fact_id: str, urls: UrlBuilder) -> Card:
    """Return the card of one fact with its countries and the sentences that it rests on."""
    fact = json.loads(facts.get_fact(session, fact_id))
    locators = ", ".join(evidence["locator"] for evidence in fact["evidence"])
    publisher = fact["asserted_by"]["name"]
    statement = _statement(fact, urls)
    countries = [
        DataPoint(country["id"], country["name"], 1)
        for country in fact["countries"]
        if country["role"] != "excluded"
    ]
    reviewers = list_reviewing_countries(session)
    return Card(
        kind="fact",
        title=session.snapshot.registry.types[fact["type"]].name,
        note=capital(statement.when),
        address=statement.address,
        statements=[statement],
        countries=countries,
        reviewers=reviewers,
        timeline=None if _has_others(countries, reviewers) else _timeline_of(fact["date"]),
        source=f"{_source_of((publisher,), list_titles(session, [fact['review']]))}, {locators}",
        citation=session.snapshot.release.citation,
        is_single=True,
    )


def _has_others(countries: Iterable[DataPoint], reviewers: frozenset[str]) -> bool:
    return any(country.value not in reviewers for country in countries)


def _timeline(session: ReadSession, params: FactParams, query: ParsedQuery) -> Timeline | None:
    """Return the facts along time; None where there are none."""
    timeline = build_timeline(session, params, query)
    return timeline if timeline.bars or timeline.wider else None


def _timeline_of(fact_date: Mapping[str, str]) -> Timeline:
    """Return the time of a single fact: a month, or a longer time in which it lies."""
    first, last = date.fromisoformat(fact_date["start"]), date.fromisoformat(fact_date["end"])
    period = [Period(first, last, 1)]
    is_month = (first.year, first.month) == (last.year, last.month)
    return Timeline(first.year, period if is_month else [], [] if is_month else period, 0)


def _statement(fact: Mapping[str, Any], urls: UrlBuilder) -> Statement:
    when = say_when(fact["date"])
    return Statement(fact["statement"], when, urls.url(path_of("fact", fact["id"])))


def _source_of(publishers: Iterable[str], reviews: Iterable[str]) -> str:
    names = "; ".join(f"the {publisher}" for publisher in publishers)
    words = ": ".join(filter(None, (names, "; ".join(reviews))))
    return f"Stated by {words}" if words else ""
