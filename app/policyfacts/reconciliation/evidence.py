"""What is said of an entity beside its name, compared with what is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from policyfacts.reconciliation.properties import Property, meant_by, properties_of
from policyfacts.reconciliation.queries import LONGEST_NAME, Asked, Evidence
from policyfacts.search.names.terms import Entity
from policyfacts.search.snapshot import Snapshot

Agreements: TypeAlias = Mapping[str, bool | None]
"""By property, whether the evidence holds; None where nothing is known."""


@dataclass(frozen=True)
class Comparison:
    """Compares the evidence of many queries; what was worked out once is kept."""

    snapshot: Snapshot
    _known: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    _meant: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)

    @cached_property
    def properties(self) -> Mapping[str, Property]:
        """What can be given as evidence."""
        return properties_of(self.snapshot.registry)

    def identifies(self, asked: Asked) -> bool:
        """Whether part of the evidence is what only one entity has."""
        return any(
            self.properties[it.property].identifies and it.quantifier != "none" and it.values
            for it in asked.evidence
        )

    def compare(self, entity: Entity, asked: Asked) -> Agreements | None:
        """What the evidence says of an entity; None where something required does not hold."""
        found: dict[str, bool | None] = {}
        for it in asked.evidence:
            if not it.values:
                continue
            agrees = self._agrees(entity, it)
            if it.is_required and not agrees:
                return None
            before = found.get(it.property)
            found[it.property] = agrees if before is None else before and agrees is not False
        return found

    def _agrees(self, entity: Entity, evidence: Evidence) -> bool | None:
        known = self._known_of(entity, evidence.property)
        match evidence.quantifier:
            case "none":
                return known.isdisjoint(self._meant_by_any(evidence.values))
            case _ if not known:
                return None
            case "all":
                return all(
                    not known.isdisjoint(self._meant_by_any((it,))) for it in evidence.values
                )
            case _:
                return not known.isdisjoint(self._meant_by_any(evidence.values))

    def _known_of(self, entity: Entity, property_id: str) -> frozenset[str]:
        key = entity.id, property_id
        if key not in self._known:
            self._known[key] = self.properties[property_id].knows(entity, self.snapshot)
        return self._known[key]

    def _meant_by_any(self, values: tuple[str, ...]) -> frozenset[str]:
        if values not in self._meant:
            names = (it for it in values if len(it) <= LONGEST_NAME)
            matches = (meant_by(it, self.snapshot.registry) for it in names)
            self._meant[values] = frozenset().union(*matches)
        return self._meant[values]
