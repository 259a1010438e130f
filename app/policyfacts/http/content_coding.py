"""The content coding of responses: the one that a client prefers (RFC 9110, 12.5.3)."""

from functools import lru_cache

from policyfacts.http.weights import read_weights

IDENTITY = "identity"
# As the service prefers them: of equal weights, the first.
CODINGS = ("zstd", "br", "gzip")
_FORMER_NAME = "x-gzip"


@lru_cache(maxsize=256)
def choose_coding(accept_encoding: str) -> str:
    """Return the coding of the greatest weight; `identity` where none is accepted.

    Where that is refused as well, the header is disregarded rather than answered with 406: who asks
    so can read what they have no use for, and small responses are never coded.
    """
    weights = read_weights(accept_encoding)
    if _FORMER_NAME in weights:
        weights.setdefault("gzip", weights[_FORMER_NAME])
    others = weights.get("*", 0.0)
    best = max((*CODINGS, IDENTITY), key=lambda coding: weights.get(coding, others))
    return best if weights.get(best, others) > 0 else IDENTITY
