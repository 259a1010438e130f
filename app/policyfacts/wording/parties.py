"""The parties of a fact, out of its lists by kind."""

from collections.abc import Iterator, Mapping
from typing import Any

from policyfacts.vocabulary import PARTY_LISTS, EntityKind, Role


def list_parties(fact: Mapping[str, Any]) -> Iterator[tuple[EntityKind, Mapping[str, Any]]]:
    """Yield every party with its kind, also those that are excluded."""
    for kind, name in PARTY_LISTS.items():
        for party in fact[name]:
            yield kind, party


def list_participants(fact: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """List each entity of one list once, without those that are excluded."""
    participants = {party["id"]: party for party in fact[name] if party["role"] != Role.EXCLUDED}
    return list(participants.values())
