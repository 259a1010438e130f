"""What a curator probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`: did you mean X?` with the nearest known words, or nothing where none is near."""
    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_folded, n=3, cutoff=0.6)
    return f": did you mean {' or '.join(by_folded[name] for name in near)}?" if near else ""
