"""Fact sets over more facts than one block holds, which no review of a seed has."""

import random

import pytest
from pyroaring import BitMap

from policyfacts.models.ordinals import BLOCK, FACTS_IN_BLOCK, FILLED, ordinal_at
from policyfacts.search.sets.fact_sets import FactSets

FACTS = 3 * FACTS_IN_BLOCK + 17


@pytest.fixture(scope="module")
def members() -> dict[tuple[str, str], BitMap]:
    all_ordinals = BitMap(map(ordinal_at, range(FACTS)))
    generator = random.Random(1)
    random_sets = {
        str(share): BitMap(
            ordinal_at(index) for index in range(FACTS) if generator.random() < share
        )
        for share in (0.0001, 0.01, 0.1, 0.6)
    }
    stretch = BitMap(map(ordinal_at, range(100, 90_000)))
    by_share = {("kind", name): ordinals for name, ordinals in random_sets.items()}
    return {("all", ""): all_ordinals, ("kind", "stretch"): stretch, **by_share}


@pytest.fixture(scope="module")
def sets(members: dict[tuple[str, str], BitMap]) -> FactSets:
    for ordinals in members.values():
        ordinals.run_optimize()
    return FactSets({key: ordinals.serialize() for key, ordinals in members.items()})


def test_ordinals_rise_and_leave_the_gaps_free() -> None:
    ordinals = list(map(ordinal_at, range(FACTS)))
    assert ordinals == sorted(set(ordinals))
    assert not {ordinal % BLOCK for ordinal in ordinals} & set(FILLED)
    assert max(ordinal % BLOCK for ordinal in ordinals) == FACTS_IN_BLOCK - 1


def test_set_as_bits_has_the_same_intersections(
    sets: FactSets, members: dict[tuple[str, str], BitMap]
) -> None:
    for ordinals in members.values():
        bits = sets.as_bits(ordinals)
        for other in members.values():
            assert bits.intersection_cardinality(other) == len(ordinals & other)


def test_large_set_as_bits_has_only_bitset_containers(sets: FactSets) -> None:
    for share in ("0.1", "stretch", "0.6"):
        statistics = sets.as_bits(sets.get(("kind", share))).get_statistics()
        assert statistics["n_bitset_containers"] == statistics["n_containers"] == 4


def test_empty_set_as_bits_stays_empty() -> None:
    assert len(FactSets({}).as_bits(BitMap())) == 0
