"""How many of the facts that match have which value."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyroaring import BitMap

from policyfacts.cancellation import check_cancelled
from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import EntityKind


@dataclass(frozen=True)
class Count:
    """A value, its label, and the number of facts that have it."""

    value: str
    label: str
    count: int


def count_values(
    facts: BitMap, snapshot: Snapshot, dimension: str, labels: dict[str, str] | None
) -> list[Count]:
    """Count the facts by the labelled values of a dimension, the most frequent first.

    Without labels, all values count and label themselves.
    """
    check_cancelled()
    sets = snapshot.sets
    counts = (
        Count(
            value,
            (labels or {}).get(value, value),
            facts.intersection_cardinality(sets.get((dimension, value))),
        )
        for value in sets.values(dimension)
        if labels is None or value in labels
    )
    some = (count for count in counts if count.count)
    return sorted(some, key=lambda count: (-count.count, count.value))


def count_years(facts: BitMap, snapshot: Snapshot) -> list[Count]:
    """Count the facts by year, in order of time."""
    counts = count_values(facts, snapshot, "year", None)
    return sorted(counts, key=lambda count: count.value)


def count_topics(facts: BitMap, snapshot: Snapshot) -> list[Count]:
    """Count the facts by topic; a topic holds its narrower ones."""
    labels = {id_: topic.name for id_, topic in snapshot.registry.topics.items()}
    return count_values(facts, snapshot, "topic", labels)


def count_types(facts: BitMap, snapshot: Snapshot) -> list[Count]:
    """Count the facts by type."""
    labels = {id_: type_.name for id_, type_ in snapshot.registry.types.items()}
    return count_values(facts, snapshot, "type", labels)


def count_countries(facts: BitMap, snapshot: Snapshot, without: Iterable[str] = ()) -> list[Count]:
    """Count the facts by country, other than those left out."""
    left_out = set(without)
    labels = {
        id_: entity.name
        for id_, entity in snapshot.registry.entities.items()
        if entity.kind is EntityKind.COUNTRY and id_ not in left_out
    }
    return count_values(facts, snapshot, "entity", labels)
