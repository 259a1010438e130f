"""Counts: how many facts have which value, or combination of values."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, product

from tests.oracle.facts import PARTY_LISTS, Fact, topics_of, values_of
from tests.oracle.filters import Params, failures
from tests.oracle.reference import Reference


def count_facets(
    params: Params, names: Iterable[str], facts: Iterable[Fact], reference: Reference
) -> dict[str, Counter[str]]:
    """Count by each value of each facet the facts that fail no filter but the facet's own."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    for fact in facts:
        failed = failures(fact, params, reference)
        for name, counter in counts.items():
            if set(failed) <= {name}:
                counter.update(_values(name, fact, params, reference))
    return counts


def count_groups(
    names: Sequence[str], facts: Iterable[Fact], params: Params, reference: Reference
) -> tuple[Counter[tuple[str, ...]], int]:
    """Count facts by combination of values, and those with a value in every dimension."""
    groups: Counter[tuple[str, ...]] = Counter()
    grouped = 0
    for fact in facts:
        values = [_values(name, fact, params, reference) for name in names]
        groups.update(product(*values))
        grouped += all(values)
    return groups, grouped


def count_entities(facts: Iterable[Fact], lists: Sequence[str] = PARTY_LISTS) -> Counter[str]:
    """Count facts by entity that takes part in them."""
    return Counter(chain.from_iterable(entities_of(fact, lists) for fact in facts))


def count_topics(facts: Iterable[Fact], reference: Reference) -> Counter[str]:
    """Count facts by topic."""
    return Counter(chain.from_iterable(topics_of(fact, reference) for fact in facts))


def entities_of(fact: Fact, lists: Sequence[str] = PARTY_LISTS) -> set[str]:
    """Return the ids of the entities of these kinds that take part in a fact."""
    return {party["id"] for name in lists for party in fact[name] if party["role"] != "excluded"}


def _values(name: str, fact: Fact, params: Params, reference: Reference) -> set[str]:
    return {value for value in values_of(name, fact, params, reference) if value is not None}
