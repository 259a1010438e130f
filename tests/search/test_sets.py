"""Sets over more facts than one block holds, which no review of a seed has."""

import random

import pytest
from pyroaring import BitMap

from policyfacts.models.ordinals import BLOCK, FACTS_IN_BLOCK, FILLED, ordinal_at
from policyfacts.search.sets.fact_sets import FactSets

FACTS = 3 * FACTS_IN_BLOCK + 17


@pytest.fixture(scope="module")
def members() -> dict[tuple[str, str], BitMap]:
    everything = BitMap(map(ordinal_at, range(FACTS)))
    chance = random.Random(1)
    some = {
        str(share): BitMap(ordinal_at(it) for it in range(FACTS) if chance.random() < share)
        for share in (0.0001, 0.01, 0.1, 0.6)
    }
    stretch = BitMap(map(ordinal_at, range(100, 90_000)))
    found = {("kind", name): members for name, members in some.items()}
    return {("all", ""): everything, ("kind", "stretch"): stretch, **found}


@pytest.fixture(scope="module")
def sets(members: dict[tuple[str, str], BitMap]) -> FactSets:
    for found in members.values():
        found.run_optimize()
    return FactSets({key: found.serialize() for key, found in members.items()})


def test_positions_rise_and_leave_the_gaps_free() -> None:
    ordinals = list(map(ordinal_at, range(FACTS)))
    assert ordinals == sorted(set(ordinals))
    assert not {it % BLOCK for it in ordinals} & set(FILLED)
    assert max(it % BLOCK for it in ordinals) == FACTS_IN_BLOCK - 1


def test_as_bits_a_set_shares_with_others_what_it_shared_before(
    sets: FactSets, members: dict[tuple[str, str], BitMap]
) -> None:
    for found in members.values():
        bits = sets.as_bits(found)
        for other in members.values():
            assert bits.intersection_cardinality(other) == len(found & other)


def test_as_bits_no_block_of_a_large_set_is_a_list_or_holds_runs(sets: FactSets) -> None:
    for share in ("0.1", "stretch", "0.6"):
        statistics = sets.as_bits(sets.get(("kind", share))).get_statistics()
        assert statistics["n_bitset_containers"] == statistics["n_containers"] == 4


def test_where_there_are_no_facts_there_is_nothing_to_fill() -> None:
    assert len(FactSets({}).as_bits(BitMap())) == 0
