"""Tables of facts and of their parts; the rows are made from the facts' stored bodies."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from policyfacts import vocabulary as lists
from policyfacts.edtf import parse_edtf
from policyfacts.renderers.cells import join_values
from policyfacts.renderers.release_files.tables import (
    FACT,
    OF_FACT,
    POSITION,
    Column,
    ForeignKey,
    Row,
    Table,
    foreign_key,
)
from policyfacts.wording.parties import list_parties

Body: TypeAlias = dict[str, Any]

_EMPTY: dict[str, Any] = {}


def _fact(body: Body) -> Iterator[Row]:
    date, term, plover = body["date"], body["term"] or _EMPTY, body["plover"] or _EMPTY
    yield {
        **body,
        "review_id": body["review"],
        "type_id": body["type"],
        "date_edtf": date["edtf"],
        "date_start": date["start"],
        "date_end": date["end"],
        "date_precision": date["precision"],
        "date_stated": date["stated"],
        "term_edtf": term.get("edtf"),
        "term_start": term.get("start"),
        "term_end": term.get("end"),
        "plover_type": plover.get("type"),
        "plover_modes": join_values(plover.get("modes", ())) or None,
        "plover_contexts": join_values(plover.get("contexts", ())) or None,
        "asserted_by_id": body["asserted_by"]["id"],
    }


def _parties(body: Body) -> Iterator[Row]:
    for position, (kind, party) in enumerate(list_parties(body), 1):
        yield {
            **_part_of(body, position),
            "entity_id": party["id"],
            "kind": kind.value,
            "name": party["name"],
            "role": party["role"],
            "named": party["named"],
            "office": party.get("office"),
        }


def _topics(body: Body) -> Iterator[Row]:
    for position, topic in enumerate(body["topics"], 1):
        yield {**_part_of(body, position), "topic_id": topic["id"]}


def _figures(body: Body) -> Iterator[Row]:
    for position, figure in enumerate(body["figures"], 1):
        period = parse_edtf(figure["period"]) if figure["period"] is not None else None
        yield {
            **figure,
            **_part_of(body, position),
            "measure_id": figure["measure"],
            "period_edtf": figure["period"],
            "period_start": period.start.isoformat() if period else None,
            "period_end": period.end.isoformat() if period else None,
        }


def _evidence(body: Body) -> Iterator[Row]:
    for position, sentence in enumerate(body["evidence"], 1):
        yield {
            **_part_of(body, position),
            "review_id": sentence["review"],
            "locator": sentence["locator"],
            "section_id": sentence["section"],
        }


def _links(body: Body) -> Iterator[Row]:
    for position, link in enumerate(body["links"], 1):
        yield {**_part_of(body, position), "type": link["type"], "target_id": link["id"]}


def _part_of(body: Body, position: int) -> Row:
    return {"fact_id": body["id"], "position": position}


FACT_TABLES: tuple[Table[Body], ...] = (
    Table(
        "facts",
        "One row per fact, in default order: what the publishing government says happened, stands, "
        "is planned or holds true.",
        (
            Column("id", "Permanent id."),
            Column("review_id", "The review that says so."),
            Column("kind", "What sort of thing it is.", allowed=lists.FactKind),
            Column("type_id", "Its type."),
            Column("form", "Rank of a visit.", required=False, allowed=lists.Form),
            Column("status", "As of the end of the review's year.", allowed=lists.Status),
            Column("level", "Rank of those who acted.", required=False, allowed=lists.Level),
            Column("statement", "The fact in one or two sentences."),
            Column("date_edtf", "When it happens, as EDTF (ISO 8601-2)."),
            Column("date_start", "First day.", "date"),
            Column("date_end", "Last day.", "date"),
            Column("date_precision", "How exactly it is known.", allowed=lists.Precision),
            Column("date_stated", "False where it is the review's year by default.", "boolean"),
            Column("term_edtf", "The time for which it holds, as EDTF.", required=False),
            Column("term_start", "First day of the term.", "date", required=False),
            Column("term_end", "Last day of the term.", "date", required=False),
            Column("times", "How many times, for events given as a number.", "integer", False),
            Column("trend", "Where a relation is going.", required=False, allowed=lists.Trend),
            Column("parties_complete", "False where there were others.", "boolean"),
            Column("plover_type", "Event type of the PLOVER 2.0 draft.", required=False),
            Column("plover_modes", "PLOVER modes, parted by |.", required=False),
            Column("plover_contexts", "PLOVER contexts, parted by |.", required=False),
            Column("asserted_by_id", "Whose account it is."),
        ),
        ("id",),
        (
            foreign_key("review_id", "reviews"),
            foreign_key("type_id", "types"),
            foreign_key("asserted_by_id", "entities"),
        ),
        _fact,
    ),
    Table(
        "parties",
        "Entities that take part in facts.",
        (
            FACT,
            POSITION,
            Column("entity_id", "The entity."),
            Column("kind", "What the entity is.", allowed=lists.EntityKind),
            Column("name", "Its English name at the time of the fact."),
            Column("role", "What it does in the fact.", allowed=lists.Role),
            Column("named", "False where the source refers to it without its name.", "boolean"),
            Column("office", "Office that a person held at the time.", required=False),
        ),
        ("fact_id", "position"),
        (OF_FACT, foreign_key("entity_id", "entities")),
        _parties,
    ),
    Table(
        "topics-of-facts",
        "What facts are about.",
        (FACT, POSITION, Column("topic_id", "The topic.")),
        ("fact_id", "position"),
        (OF_FACT, foreign_key("topic_id", "topics")),
        _topics,
    ),
    Table(
        "figures",
        "Quantities in facts. Never add figures of other units, bounds or scopes.",
        (
            FACT,
            POSITION,
            Column("measure_id", "What is measured."),
            Column("value", "In the base unit: 1900000000, not 1.9 billion.", "number"),
            Column("unit", "ISO 4217 code, percent, or what is counted."),
            Column("bound", "How the value is to be read.", allowed=lists.Bound),
            Column("basis", "Whether the quantity is real.", allowed=lists.Basis),
            Column("period_edtf", "Its period, as EDTF.", required=False),
            Column("period_start", "First day of the period.", "date", required=False),
            Column("period_end", "Last day of the period.", "date", required=False),
            Column("of", "What it is a part or share of.", required=False),
        ),
        ("fact_id", "position"),
        (OF_FACT, foreign_key("measure_id", "measures")),
        _figures,
    ),
    Table(
        "evidence",
        "Sentences that say so, by their place in the review.",
        (
            FACT,
            POSITION,
            Column("review_id", "The review."),
            Column("locator", "p51s1 is sentence 1 of paragraph 51."),
            Column("section_id", "The section of the review."),
        ),
        ("fact_id", "position"),
        (OF_FACT, ForeignKey(("review_id", "section_id"), "sections", ("review_id", "id"))),
        _evidence,
    ),
    Table(
        "links",
        "How facts are joined to other facts.",
        (
            FACT,
            POSITION,
            Column("type", "How they are joined.", allowed=lists.LinkType),
            Column("target_id", "The other fact."),
        ),
        ("fact_id", "position"),
        (OF_FACT, foreign_key("target_id", "facts")),
        _links,
    ),
)
