"""Who takes part in a fact, out of its lists by kind."""

from collections.abc import Iterator, Mapping
from typing import Any

from policyfacts.vocabulary import PARTY_LISTS, EntityKind, Role


def list_parties(fact: Mapping[str, Any]) -> Iterator[tuple[EntityKind, Mapping[str, Any]]]:
    """Every party with its kind, those that are excluded too."""
    for kind, name in PARTY_LISTS.items():
        for party in fact[name]:
            yield kind, party


def list_participants(fact: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Each entity of one list once, without those that are excluded."""
    found = {party["id"]: party for party in fact[name] if party["role"] != Role.EXCLUDED}
    return list(found.values())
