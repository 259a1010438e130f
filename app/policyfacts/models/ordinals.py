"""Ordinals: where facts stand in the default order, with gaps that make sets quick to count.

A compressed set is made of blocks of 65,536 ordinals, and a block with few members is a list of
them. To count what a list shares with a thousand other sets costs a pass over it each time; a map
of bits costs nothing but the members of the others. So the end of each block is free of facts: a
set with `FILLED` there is a map of bits in that block, and has no more facts than before.
"""

BLOCK = 1 << 16
# A list has at most 4,096 members. Every other ordinal, since neighbours are stored as one run.
_GAP = 2 * 4097
FACTS_IN_BLOCK = BLOCK - _GAP
FILLED = range(FACTS_IN_BLOCK, BLOCK, 2)


def ordinal_at(index: int) -> int:
    """Return the ordinal of the fact that has so many others before it."""
    return index + index // FACTS_IN_BLOCK * _GAP
