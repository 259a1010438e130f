"""What somebody probably meant by a word that is not known."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

# Characters of a word that are compared: to compare takes as long as they are many.
_MAX_COMPARED = 200


def close_matches(
    word: str, candidates: Iterable[str], *, cutoff: float = 0.6, limit: int = 3
) -> tuple[str, ...]:
    """Return at most `limit` candidates that are spelt like a word, the most similar first.

    `cutoff` is the least similarity that counts, from 0 to 1. Letter case makes a difference.
    """
    matches = get_close_matches(word[:_MAX_COMPARED], list(candidates), n=limit, cutoff=cutoff)
    return tuple(matches)


def did_you_mean_text(near: Sequence[str]) -> str:
    """Return a question that ends a message, ` Did you mean a or b?`; empty without matches."""
    return f" Did you mean {' or '.join(near)}?" if near else ""
