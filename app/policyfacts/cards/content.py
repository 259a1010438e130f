"""What stands on a card, whatever form it takes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyfacts.charts.chart_data import DataPoint
from policyfacts.errors import Moved
from policyfacts.http.resource_paths import filter_name, path_of
from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas.params import FactFilters, FactParams
from policyfacts.search.names.terms import Entity
from policyfacts.search.parse.match_modes import label_in
from policyfacts.search.parse.query import ParsedQuery
from policyfacts.search.results import facts, profiles
from policyfacts.search.results.conditions import matcher_for
from policyfacts.search.results.counts import count_countries
from policyfacts.search.results.sources import find_sources, reviewing_countries, titles_of
from policyfacts.search.results.timeline import Period, Timeline, draw_timeline
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import EntityKind
from policyfacts.wording.dates_and_figures import capital, say_count, say_when
from policyfacts.wording.query import describe_question

_BORDERS = "Borders express no opinion on any territory."


@dataclass(frozen=True)
class Subject:
    """What a card is of: what sort of thing, its name, its page, and what finds its facts."""

    kind: str
    name: str
    path: str
    filters: Mapping[str, Any]


@dataclass(frozen=True)
class Statement:
    """A fact in one sentence, when it was, and its page."""

    words: str
    when: str = ""
    address: str = ""


@dataclass(frozen=True)
class Card:
    """All that a card says.

    `note` is the number of facts, or when a single one was; `source` says whose account it is and
    `citation` which release. `timeline` is there where no map is.
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
        """What it is of, and its note, for those who do not see it: a fact by its statement."""
        first = self.statements[0].words if self.is_single else self.title
        return f"{first} ({self.note})" if self.note else first

    @property
    def sources(self) -> list[str]:
        """Whose account it is, which release, and that borders on a map take no side."""
        borders = _BORDERS if self.has_map else ""
        release = ". ".join(filter(None, (self.citation, borders)))
        return [it for it in (self.source, release) if it]

    @property
    def has_map(self) -> bool:
        """Whether there is anything to see on a map beside whose account it is."""
        return _are_others(self.countries, self.reviewers)


def find_entity(session: ReadSession, written: str, kinds: Iterable[EntityKind]) -> Subject:
    """An entity by id or any name; by one of other times as well, since a card leads nowhere."""
    snapshot = session.snapshot
    try:
        entity = profiles.get_entity(snapshot, written, kinds)
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


def find_topic(session: ReadSession, written: str) -> Subject:
    """A topic by id or name."""
    topic = profiles.get_topic(session.snapshot, written)
    return Subject("topic", topic.name, path_of("topic", topic.id), {"topic": [topic.id]})


def find_year(session: ReadSession, year: int) -> Subject:
    """A year that facts touch."""
    found = profiles.get_year(session.snapshot, year)
    return Subject("year", str(found), path_of("year", found), {"year": [found]})


def find_query_facts(session: ReadSession, params: FactFilters) -> Subject:
    """The facts that match, named by the question in words."""
    query = find_sources(session, params).question
    words = describe_question(query.canonical, label_in(session.snapshot.registry))
    return Subject("facts", words, "/", query.canonical)


def make_card(session: ReadSession, subject: Subject, limit: int, urls: UrlBuilder) -> Card:
    """The facts of a subject, the newest by name."""
    params = FactParams.model_validate({**subject.filters, "limit": limit})
    sources = find_sources(session, params)
    page = facts.list_facts(session, params, sources.question, None)
    found = matcher_for(session).match(sources.question.wanted)
    named = set(map(str, subject.filters.get("country", ())))
    countries = [
        DataPoint(it.value, it.label, it.count, selected=it.value in named)
        for it in count_countries(found, session.snapshot)
    ]
    reviewers = reviewing_countries(session)
    return Card(
        kind=subject.kind,
        title=subject.name,
        note=say_count(sources.total),
        address=urls.url(subject.path, subject.filters if subject.path == "/" else None),
        statements=[_statement(json.loads(it), urls) for it in page.bodies],
        countries=countries,
        reviewers=reviewers,
        timeline=None
        if _are_others(countries, reviewers)
        else _timeline(session, params, sources.question),
        source=_account_of(sources.publishers, sources.reviews),
        citation=session.snapshot.release.citation,
    )


def make_fact_card(session: ReadSession, fact_id: str, urls: UrlBuilder) -> Card:
    """One fact with its countries and the sentences that it rests on."""
    fact = json.loads(facts.get_fact(session, fact_id))
    located = ", ".join(it["locator"] for it in fact["evidence"])
    publisher = fact["asserted_by"]["name"]
    statement = _statement(fact, urls)
    countries = [
        DataPoint(it["id"], it["name"], 1) for it in fact["countries"] if it["role"] != "excluded"
    ]
    reviewers = reviewing_countries(session)
    return Card(
        kind="fact",
        title=session.snapshot.registry.types[fact["type"]].name,
        note=capital(statement.when),
        address=statement.address,
        statements=[statement],
        countries=countries,
        reviewers=reviewers,
        timeline=None if _are_others(countries, reviewers) else _time_of(fact["date"]),
        source=f"{_account_of((publisher,), titles_of(session, [fact['review']]))}, {located}",
        citation=session.snapshot.release.citation,
        is_single=True,
    )


def _are_others(countries: Iterable[DataPoint], reviewers: frozenset[str]) -> bool:
    return any(it.value not in reviewers for it in countries)


def _timeline(session: ReadSession, params: FactParams, query: ParsedQuery) -> Timeline | None:
    """When the facts were; None where there are none."""
    timeline = draw_timeline(matcher_for(session), params, query, session.snapshot)
    return timeline if timeline.bars or timeline.wider else None


def _time_of(when: Mapping[str, str]) -> Timeline:
    """When a single fact was: in a month, or within a longer time."""
    first, last = date.fromisoformat(when["start"]), date.fromisoformat(when["end"])
    period = [Period(first, last, 1)]
    is_month = (first.year, first.month) == (last.year, last.month)
    return Timeline(first.year, period if is_month else [], [] if is_month else period, 0)


def _statement(fact: Mapping[str, Any], urls: UrlBuilder) -> Statement:
    when = say_when(fact["date"])
    return Statement(fact["statement"], when, urls.url(path_of("fact", fact["id"])))


def _account_of(publishers: Iterable[str], reviews: Iterable[str]) -> str:
    said = ": ".join(
        filter(None, ("; ".join(f"the {it}" for it in publishers), "; ".join(reviews)))
    )
    return f"Stated by {said}" if said else ""
