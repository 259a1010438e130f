"""Properties that a query gives for an entity, compared with those that the entity has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from policyfacts.reconciliation.properties import Property, comparable_forms, properties_of
from policyfacts.reconciliation.queries import MAX_NAME_LENGTH, Evidence, ReconciliationQuery
from policyfacts.search.names.terms import Entity
from policyfacts.search.snapshot import Snapshot

Agreements: TypeAlias = Mapping[str, bool | None]
"""By property, whether the evidence holds; None where the entity has no value."""


@dataclass(frozen=True)
class Comparison:
    """Comparison of the evidence of many queries, which computes each set of values once."""

    snapshot: Snapshot
    _values_by_property: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    _forms_by_values: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)

    @cached_property
    def properties(self) -> Mapping[str, Property]:
        """Properties that can be given as evidence, by id."""
        return properties_of(self.snapshot.registry)

    def has_identifier(self, query: ReconciliationQuery) -> bool:
        """Return True if part of the evidence is a value that only one entity has."""
        return any(
            self.properties[evidence.property].is_identifier
            and evidence.quantifier != "none"
            and evidence.values
            for evidence in query.evidence
        )

    def compare(self, entity: Entity, query: ReconciliationQuery) -> Agreements | None:
        """Return whether each evidence holds of an entity; None if a required one does not."""
        agreements: dict[str, bool | None] = {}
        for evidence in query.evidence:
            if not evidence.values:
                continue
            agrees = self._agrees(entity, evidence)
            if evidence.is_required and not agrees:
                return None
            before = agreements.get(evidence.property)
            both = agrees if before is None else before and agrees is not False
            agreements[evidence.property] = both
        return agreements

    def _agrees(self, entity: Entity, evidence: Evidence) -> bool | None:
        values = self._values_of(entity, evidence.property)
        match evidence.quantifier:
            case "none":
                return values.isdisjoint(self._forms_of(evidence.values))
            case _ if not values:
                return None
            case "all":
                return all(
                    not values.isdisjoint(self._forms_of((value,))) for value in evidence.values
                )
            case _:
                return not values.isdisjoint(self._forms_of(evidence.values))

    def _values_of(self, entity: Entity, property_id: str) -> frozenset[str]:
        key = entity.id, property_id
        if key not in self._values_by_property:
            property_ = self.properties[property_id]
            self._values_by_property[key] = property_.comparable_values(entity, self.snapshot)
        return self._values_by_property[key]

    def _forms_of(self, values: tuple[str, ...]) -> frozenset[str]:
        if values not in self._forms_by_values:
            names = (value for value in values if len(value) <= MAX_NAME_LENGTH)
            forms = (comparable_forms(name, self.snapshot.registry) for name in names)
            self._forms_by_values[values] = frozenset().union(*forms)
        return self._forms_by_values[values]
