"""How many facts of a result have which value."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyroaring import BitMap

from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import EntityKind


@dataclass(frozen=True)
class Count:
    """A value, its label, and the number of facts that have it."""

    value: str
    label: str
    count: int


def count_values(
    found: BitMap, snapshot: Snapshot, dimension: str, labels: dict[str, str] | None
) -> list[Count]:
    """Counts of the values in a dimension that the result has, the most frequent first."""
    sets = snapshot.sets
    counted = (
        Count(
            value,
            (labels or {}).get(value, value),
            found.intersection_cardinality(sets.get((dimension, value))),
        )
        for value in sets.values(dimension)
        if labels is None or value in labels
    )
    return sorted((it for it in counted if it.count), key=lambda it: (-it.count, it.value))


def count_years(found: BitMap, snapshot: Snapshot) -> list[Count]:
    """Counts by year, in order of time."""
    return sorted(count_values(found, snapshot, "year", None), key=lambda it: it.value)


def count_topics(found: BitMap, snapshot: Snapshot) -> list[Count]:
    """Counts by topic; a topic holds its narrower ones."""
    labels = {id_: it.name for id_, it in snapshot.registry.topics.items()}
    return count_values(found, snapshot, "topic", labels)


def count_types(found: BitMap, snapshot: Snapshot) -> list[Count]:
    """Counts by type of fact."""
    labels = {id_: it.name for id_, it in snapshot.registry.types.items()}
    return count_values(found, snapshot, "type", labels)


def count_countries(found: BitMap, snapshot: Snapshot, without: Iterable[str] = ()) -> list[Count]:
    """Counts by country."""
    left_out = set(without)
    labels = {
        id_: it.name
        for id_, it in snapshot.registry.entities.items()
        if it.kind is EntityKind.COUNTRY and id_ not in left_out
    }
    return count_values(found, snapshot, "entity", labels)
