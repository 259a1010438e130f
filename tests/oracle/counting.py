"""Counts: how many facts have which value, or combination of values."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, product

from tests.oracle.facts import PARTY_LISTS, Fact, held, topics_of
from tests.oracle.filters import Params, failures
from tests.oracle.reference import Reference


def count_facets(
    question: Params, names: Iterable[str], facts: Iterable[Fact], reference: Reference
) -> dict[str, Counter[str]]:
    """By each value of each facet: facts that answer all of the question but the facet's filter."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    for fact in facts:
        failed = failures(fact, question, reference)
        for name, counter in counts.items():
            if set(failed) <= {name}:
                counter.update(_values(name, fact, question, reference))
    return counts


def count_groups(
    names: Sequence[str], found: Iterable[Fact], question: Params, reference: Reference
) -> tuple[Counter[tuple[str, ...]], int]:
    """Facts by combination of values; and how many facts have a value in every dimension."""
    groups: Counter[tuple[str, ...]] = Counter()
    grouped = 0
    for fact in found:
        values = [_values(name, fact, question, reference) for name in names]
        groups.update(product(*values))
        grouped += all(values)
    return groups, grouped


def count_entities(found: Iterable[Fact], lists: Sequence[str] = PARTY_LISTS) -> Counter[str]:
    """Facts by entity that takes part in them."""
    return Counter(chain.from_iterable(entities_of(fact, lists) for fact in found))


def count_topics(found: Iterable[Fact], reference: Reference) -> Counter[str]:
    """Facts by topic."""
    return Counter(chain.from_iterable(topics_of(fact, reference) for fact in found))


def entities_of(fact: Fact, lists: Sequence[str] = PARTY_LISTS) -> set[str]:
    """Who takes part in a fact, of these kinds."""
    return {it["id"] for name in lists for it in fact[name] if it["role"] != "excluded"}


def _values(name: str, fact: Fact, question: Params, reference: Reference) -> set[str]:
    return {it for it in held(name, fact, question, reference) if it is not None}
