"""Candidates and rows as each version of the protocol writes them."""

from typing import Any

from policyfacts.reconciliation.candidates import Candidate
from policyfacts.reconciliation.data_extension import ExtensionResult
from policyfacts.reconciliation.descriptions import describe
from policyfacts.reconciliation.manifest import type_of
from policyfacts.search.names.registry import EntityRegistry

_FEATURES = {
    "likeness": "Likeness of the name",
    "exact": "The very name, code or id",
    "type": "Of the type asked for",
}


def format_candidate(candidate: Candidate, registry: EntityRegistry) -> dict[str, Any]:
    """Return a candidate of 0.2."""
    return {
        "id": candidate.entity.id,
        "name": candidate.entity.name,
        "description": describe(candidate.entity, registry, candidate.matched),
        "type": [type_of(candidate.entity.kind)],
        "score": candidate.score,
        "match": candidate.is_match,
        "features": [{"id": id_, "value": value} for id_, value in candidate.features.items()],
    }


def format_draft_candidate(candidate: Candidate, registry: EntityRegistry) -> dict[str, Any]:
    """Return a candidate of 1.0-draft, where features have names as well."""
    result = format_candidate(candidate, registry)
    features = [feature | {"name": _feature_name(feature["id"])} for feature in result["features"]]
    return result | {"features": features}


def _feature_name(feature_id: str) -> str:
    return _FEATURES.get(feature_id) or feature_id.replace("property:", "Agrees in ")


def format_draft_rows(result: ExtensionResult) -> list[dict[str, Any]]:
    """Return rows of 1.0-draft: lists, where 0.2 has objects."""
    return [
        {
            "id": entity_id,
            "properties": [{"id": id_, "values": cells} for id_, cells in row.items()],
        }
        for entity_id, row in result.rows.items()
    ]
