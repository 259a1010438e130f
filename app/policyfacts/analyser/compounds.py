"""Words that hyphens join, where texts are kept as words without their order."""

from collections.abc import Iterable

JOINT = "-"


def join_spelled(parts: Iterable[str]) -> str:
    """Return the stored spelling of a compound: no term has a hyphen, so that none is alike."""
    return JOINT.join(parts)
