"""The stored JSON of a fact, as `schemas.Fact` describes it."""

from collections import defaultdict
from typing import Any

from policyfacts.loader.derive.fact_rows import EvidenceRow, FactParts, FactRow, FigureRow
from policyfacts.loader.derive.plover import Setting, code_fact
from policyfacts.loader.derive.reference_data import ReferenceData, ReviewInfo
from policyfacts.schemas.facts import Fact
from policyfacts.vocabulary import PARTY_LISTS, EntityKind, FactKind, Role, Status

# What a fact shows as its row has it.
_AS_IN_ROWS = Fact.model_fields.keys() & set(FactRow._fields)


def assemble_body(parts: FactParts, reference: ReferenceData) -> str:
    """Make the JSON of a fact; pydantic raises where it is not as the API documents it."""
    fact = parts.fact
    review = reference.review(fact.review_id)
    parties = _parties(parts, reference)
    body = Fact.model_validate(
        {
            **{name: getattr(fact, name) for name in _AS_IN_ROWS},
            "review": fact.review_id,
            "type": fact.type_id,
            "date": {
                "edtf": fact.date_edtf,
                "start": fact.date_start,
                "end": fact.date_end,
                "precision": fact.date_precision,
                "stated": fact.date_stated,
            },
            "term": _term(fact),
            **{plural: parties[plural] for plural in PARTY_LISTS.values()},
            "topics": [
                {"id": row.topic_id, "name": reference.topics[row.topic_id].name}
                for row in parts.topics
            ],
            "figures": [_figure(row) for row in parts.figures],
            "plover": _plover(parts, reference),
            "links": [{"type": row.type, "id": row.target_id} for row in parts.links],
            "evidence": [_evidence(row, review) for row in parts.evidence],
            "asserted_by": {
                "id": review.publisher,
                "name": reference.name_on(review.publisher, fact.date_start),
            },
        }
    )
    return body.model_dump_json()


def _term(fact: FactRow) -> dict[str, Any] | None:
    if fact.term_edtf is None:
        return None
    return {"edtf": fact.term_edtf, "start": fact.term_start, "end": fact.term_end}


def _parties(parts: FactParts, reference: ReferenceData) -> dict[str, list[dict[str, Any]]]:
    start, end = parts.fact.date_start, parts.fact.date_end
    lists: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in parts.parties:
        kind = reference.kinds[row.entity_id]
        party = {
            "id": row.entity_id,
            "name": reference.name_on(row.entity_id, start),
            "role": row.role,
            "named": row.named,
        }
        if kind is EntityKind.PERSON:
            party["office"] = reference.office_on(row.entity_id, start, end)
        lists[PARTY_LISTS[kind]].append(party)
    return lists


def _figure(row: FigureRow) -> dict[str, Any]:
    value = row.value
    return {
        "measure": row.measure_id,
        "value": int(value) if value.is_integer() else value,
        "unit": row.unit,
        "bound": row.bound,
        "basis": row.basis,
        "period": row.period_edtf,
        "of": row.of,
    }


def _evidence(row: EvidenceRow, review: ReviewInfo) -> dict[str, Any]:
    section, quote = review.sentences[row.locator]
    return {
        "review": row.review_id,
        "locator": row.locator,
        "section": section,
        "quote": quote,
    }


def _plover(parts: FactParts, reference: ReferenceData) -> dict[str, Any] | None:
    rule = reference.types[parts.fact.type_id]
    contexts = (reference.topics[row.topic_id].plover for row in parts.topics)
    code = code_fact(
        kind=FactKind(parts.fact.kind),
        status=Status(parts.fact.status),
        rule=rule.plover,
        setting=_setting(parts, reference) if rule.setting else None,
        topic_contexts=[context for context in contexts if context is not None],
    )
    if code is None:
        return None
    return {"type": code.type, "modes": list(code.modes), "contexts": list(code.contexts)}


def _setting(parts: FactParts, reference: ReferenceData) -> Setting:
    fact = parts.fact
    bodies = {row.entity_id for row in parts.parties} & reference.international_bodies
    return Setting.of(
        parties=[(row.entity_id, Role(row.role)) for row in parts.parties],
        countries=reference.countries,
        members={body: reference.members(body, fact.date_start, fact.date_end) for body in bodies},
        country_of_place=reference.countries_of_places,
    )
