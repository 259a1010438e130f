"""Candidates and rows in the words of each version."""

from typing import Any

from policyfacts.reconciliation.candidates import Candidate
from policyfacts.reconciliation.data_extension import Extended
from policyfacts.reconciliation.descriptions import describe
from policyfacts.reconciliation.manifest import type_of
from policyfacts.search.names.registry import EntityRegistry

_FEATURES = {
    "likeness": "Likeness of the name",
    "exact": "The very name, code or id",
    "type": "Of the type asked for",
}


def candidate(it: Candidate, registry: EntityRegistry) -> dict[str, Any]:
    """A candidate of 0.2."""
    return {
        "id": it.entity.id,
        "name": it.entity.name,
        "description": describe(it.entity, registry, it.matched),
        "type": [type_of(it.entity.kind)],
        "score": it.score,
        "match": it.is_match,
        "features": [{"id": id_, "value": value} for id_, value in it.features.items()],
    }


def draft_candidate(it: Candidate, registry: EntityRegistry) -> dict[str, Any]:
    """A candidate of 1.0-draft, where features have names as well."""
    told = candidate(it, registry)
    return told | {"features": [each | {"name": _called(each["id"])} for each in told["features"]]}


def _called(feature_id: str) -> str:
    return _FEATURES.get(feature_id) or feature_id.replace("property:", "Agrees in ")


def draft_rows(found: Extended) -> list[dict[str, Any]]:
    """Rows of 1.0-draft: lists, where 0.2 has objects."""
    return [
        {"id": id_, "properties": [{"id": it, "values": cells} for it, cells in row.items()]}
        for id_, row in found.rows.items()
    ]
