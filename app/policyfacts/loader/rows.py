"""Records as rows of the tables."""

from collections.abc import Iterable, Iterator
from typing import Any

from policyfacts.edtf import parse_edtf
from policyfacts.loader.entities import collect_entities
from policyfacts.loader.records import FactRecord, RegionRecord, TopicRecord
from policyfacts.loader.seed import Located, ReviewSeed, Seed
from policyfacts.models import (
    Base,
    Entity,
    EntityName,
    FactEvidence,
    FactFigure,
    FactLink,
    FactParty,
    FactTopic,
    FactType,
    Measure,
    Membership,
    Office,
    Section,
    Sentence,
    Topic,
    WithdrawnFact,
)

Row = dict[str, Any]
Rows = dict[type[Base], list[Row]]


def reference_rows(seed: Seed) -> Rows:
    """Rows of everything that facts refer to; what others refer to comes before them."""
    entities = collect_entities(seed)
    return {
        Topic: list(_topic_rows(place.record for place in seed.topics)),
        FactType: [
            {
                "id": it.record.id,
                "position": position,
                "kind": it.record.kind,
                "name": it.record.name,
                "description": it.record.description,
                "plover": it.record.plover
                and {**it.record.plover.model_dump(mode="json"), "setting": it.record.setting},
            }
            for position, it in enumerate(seed.types)
        ],
        Measure: [
            {**it.record.model_dump(mode="json"), "position": position}
            for position, it in enumerate(seed.measures)
        ],
        Entity: parents_first(
            [
                {
                    "id": it.id,
                    "kind": it.kind,
                    "name": it.name,
                    "parent_id": it.parent,
                    "country_id": it.country,
                    "type": it.type,
                    "acronym": it.acronym,
                    "alpha3": it.alpha3,
                    "m49": it.m49,
                    "scheme": it.scheme,
                }
                for it in entities
            ]
        ),
        EntityName: [
            {
                "entity_id": entity.id,
                "position": position,
                "name": it.name,
                "language": it.language,
                "kind": it.kind,
                "since": it.since,
                "until": it.until,
            }
            for entity in entities
            for position, it in enumerate(entity.names)
        ],
        Membership: list(_membership_rows(seed)),
        Office: [
            {
                "person_id": place.record.id,
                "position": position,
                "title": it.title,
                "of_id": it.of,
                "since": it.since,
                "until": it.until,
            }
            for place in seed.people
            for position, it in enumerate(place.record.offices)
        ],
    }


def _topic_rows(topics: Iterable[TopicRecord]) -> Iterator[Row]:
    flat = [(topic, parent) for top in topics for topic, parent in _with_parents(top)]
    for position, (topic, parent) in enumerate(flat):
        yield {
            "id": topic.id,
            "position": position,
            "parent_id": parent,
            "name": topic.name,
            "description": topic.description,
            "plover": topic.plover,
        }


def _with_parents(top: TopicRecord) -> Iterator[tuple[TopicRecord, str | None]]:
    yield top, None
    yield from ((topic, top.id) for topic in top.narrower)


def parents_first(rows: list[Row]) -> list[Row]:
    """Rows ordered so that each comes after the rows it refers to."""
    by_id = {row["id"]: row for row in rows}
    ordered: dict[str, Row] = {}

    def place(row: Row) -> None:
        if row["id"] not in ordered:
            for above in (row["parent_id"], row["country_id"]):
                if above is not None and above != row["id"]:
                    place(by_id[above])
            ordered[row["id"]] = row

    for row in rows:
        place(row)
    return list(ordered.values())


def _membership_rows(seed: Seed) -> Iterator[Row]:
    for position, place in enumerate(seed.memberships):
        it = place.record
        yield {
            "group_id": it.organization,
            "country_id": it.country,
            "position": position,
            "since": it.since,
            "until": it.until,
        }
    for region in seed.regions:
        yield from _grouping_rows(region)


def _grouping_rows(region: Located[RegionRecord]) -> Iterator[Row]:
    for position, country in enumerate(region.record.countries):
        yield {
            "group_id": region.record.id,
            "country_id": country,
            "position": position,
            "since": None,
            "until": None,
        }


def review_row(review: ReviewSeed, digest: str) -> Row:
    """The row of a review."""
    it = review.review.record
    return {
        "id": it.id,
        "title": it.title,
        "country_id": it.country,
        "publisher_id": it.publisher,
        "year": it.year,
        "url": it.url,
        "language": it.language,
        "sha256": it.sha256,
        "digest": digest,
    }


def document_rows(review: ReviewSeed) -> Rows:
    """Rows of a review's sections, sentences and tombstones."""
    review_id = review.review.record.id
    return {
        Section: [
            {"review_id": review_id, "id": it.id, "position": position, "title": it.title}
            for position, it in enumerate(review.review.record.sections)
        ],
        Sentence: [
            {
                "review_id": review_id,
                "locator": place.record.locator,
                "position": position,
                "section_id": place.record.section,
                "start_offset": place.record.start,
                "end_offset": place.record.end,
                "use": place.record.use,
                "quote": quote(review, place.record.start, place.record.end),
            }
            for position, place in enumerate(review.sentences)
        ],
        WithdrawnFact: [
            {**place.record.model_dump(), "review_id": review_id} for place in review.withdrawn
        ],
    }


def quote(review: ReviewSeed, start: int, end: int) -> str | None:
    """A sentence with its white space folded; None where the text is not held."""
    return None if review.text is None else " ".join(review.text[start:end].split())


def fact_row(fact: FactRecord, review: ReviewSeed, number: int, digest: str) -> Row:
    """The row of a fact; where the source gives no time, it is the review's year."""
    when = parse_edtf(fact.date or str(review.review.record.year))
    term = parse_edtf(fact.term) if fact.term is not None else None
    return {
        "number": number,
        "id": fact.id,
        "position": -1,
        "review_id": review.review.record.id,
        "digest": digest,
        "kind": fact.kind,
        "type_id": fact.type,
        "form": fact.form,
        "status": fact.status,
        "level": fact.level,
        "statement": fact.statement,
        "date_edtf": when.edtf,
        "date_start": when.start,
        "date_end": when.end,
        "date_precision": when.precision,
        "date_stated": fact.date is not None,
        "term_edtf": term and term.edtf,
        "term_start": term and term.start,
        "term_end": term and term.end,
        "times": fact.times,
        "trend": fact.trend,
        "parties_complete": fact.parties_complete,
    }


def fact_children(fact: FactRecord, review_id: str, number: int) -> Rows:
    """Rows of all that hangs on a fact."""
    parties = [(entity, role) for role, entities in fact.parties.items() for entity in entities]
    links = [(type_, target) for type_, targets in fact.links.items() for target in targets]
    children: Rows = {
        FactParty: [
            {"entity_id": entity, "role": role, "named": entity not in fact.unnamed}
            for entity, role in parties
        ],
        FactTopic: [{"topic_id": topic} for topic in fact.topics],
        FactFigure: [_figure_row(fact, index) for index in range(len(fact.figures))],
        FactEvidence: [{"review_id": review_id, "locator": locator} for locator in fact.evidence],
        FactLink: [{"type": type_, "target_id": target} for type_, target in links],
    }
    for rows in children.values():
        for position, row in enumerate(rows):
            row |= {"fact_number": number, "position": position}
    return children


def _figure_row(fact: FactRecord, index: int) -> Row:
    figure = fact.figures[index]
    period = parse_edtf(figure.period) if figure.period is not None else None
    return {
        "measure_id": figure.measure,
        "value": figure.value,
        "unit": figure.unit,
        "bound": figure.bound,
        "basis": figure.basis,
        "period_edtf": period and period.edtf,
        "period_start": period and period.start,
        "period_end": period and period.end,
        "of": figure.of,
    }
