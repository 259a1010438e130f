"""Rows of the tables of facts, each in the order of its columns."""

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from policyfacts.edtf import parse_edtf
from policyfacts.loader.seed.contents import ReviewSeed
from policyfacts.loader.seed.records import FactRecord, FigureRecord
from policyfacts.vocabulary import Role


class FactRow(NamedTuple):
    """A row of `facts`."""

    number: int
    id: str
    review_id: str
    digest: str
    kind: str
    type_id: str
    form: str | None
    status: str
    level: str | None
    statement: str
    date_edtf: str
    date_start: date
    date_end: date
    date_precision: str
    date_stated: bool
    term_edtf: str | None
    term_start: date | None
    term_end: date | None
    times: int | None
    trend: str | None
    parties_complete: bool


class PartyRow(NamedTuple):
    """A row of `fact_parties`."""

    fact_number: int
    position: int
    entity_id: str
    role: str
    named: bool


class TopicRow(NamedTuple):
    """A row of `fact_topics`."""

    fact_number: int
    position: int
    topic_id: str


class FigureRow(NamedTuple):
    """A row of `fact_figures`."""

    fact_number: int
    position: int
    measure_id: str
    value: float
    unit: str
    bound: str
    basis: str
    period_edtf: str | None
    period_start: date | None
    period_end: date | None
    of: str | None


class EvidenceRow(NamedTuple):
    """A row of `fact_evidence`."""

    fact_number: int
    position: int
    review_id: str
    locator: str


class LinkRow(NamedTuple):
    """A row of `fact_links`."""

    fact_number: int
    position: int
    type: str
    target_id: str


class FactParts(NamedTuple):
    """The row of a fact with all rows that refer to it."""

    fact: FactRow
    parties: list[PartyRow]
    topics: list[TopicRow]
    figures: list[FigureRow]
    evidence: list[EvidenceRow]
    links: list[LinkRow]

    @property
    def searched_ids(self) -> tuple[str, ...]:
        """Ids of the parties whose names are searched: all but those that are excluded."""
        return tuple(party.entity_id for party in self.parties if party.role != Role.EXCLUDED)

    @property
    def topic_ids(self) -> tuple[str, ...]:
        """Ids of its own topics."""
        return tuple(topic.topic_id for topic in self.topics)


# Columns of a fact that have what curators write.
_AS_WRITTEN = tuple(name for name in FactRow._fields if name in FactRecord.model_fields)


def make_rows(fact: FactRecord, review: ReviewSeed, number: int, digest: str) -> FactParts:
    """Make all rows of a fact."""
    parties = ((entity, role) for role, entities in fact.parties.items() for entity in entities)
    links = ((type_, target) for type_, targets in fact.links.items() for target in targets)
    return FactParts(
        _fact_row(fact, review, number, digest),
        [
            PartyRow(number, position, entity, str(role), entity not in fact.unnamed)
            for position, (entity, role) in enumerate(parties)
        ],
        [TopicRow(number, position, topic) for position, topic in enumerate(fact.topics)],
        [_figure_row(figure, number, i) for i, figure in enumerate(fact.figures)],
        [
            EvidenceRow(number, position, review.id, locator)
            for position, locator in enumerate(fact.evidence)
        ],
        [
            LinkRow(number, position, str(type_), target)
            for position, (type_, target) in enumerate(links)
        ],
    )


def _fact_row(fact: FactRecord, review: ReviewSeed, number: int, digest: str) -> FactRow:
    """Make the row of a fact; its date is the review's year where the source gives none."""
    when = parse_edtf(fact.date or str(review.record.year))
    term_edtf, term_start, term_end = _span(fact.term)
    return FactRow(
        number=number,
        review_id=review.id,
        digest=digest,
        type_id=fact.type,
        date_edtf=when.edtf,
        date_start=when.start,
        date_end=when.end,
        date_precision=str(when.precision),
        date_stated=fact.date is not None,
        term_edtf=term_edtf,
        term_start=term_start,
        term_end=term_end,
        **{name: _plain(getattr(fact, name)) for name in _AS_WRITTEN},
    )


def _figure_row(figure: FigureRecord, number: int, position: int) -> FigureRow:
    edtf, start, end = _span(figure.period)
    return FigureRow(
        fact_number=number,
        position=position,
        measure_id=figure.measure,
        value=figure.value,
        unit=figure.unit,
        bound=str(figure.bound),
        basis=str(figure.basis),
        period_edtf=edtf,
        period_start=start,
        period_end=end,
        of=figure.of,
    )


def _span(edtf: str | None) -> tuple[str | None, date | None, date | None]:
    if edtf is None:
        return None, None, None
    span = parse_edtf(edtf)
    return span.edtf, span.start, span.end


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, StrEnum) else value
