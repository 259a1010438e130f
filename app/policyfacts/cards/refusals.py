"""What is wrong with a request for a card, as a card: an image cannot show a problem as JSON."""

from fastapi import Response

from policyfacts.cards.showing import show_refusal
from policyfacts.errors import FactsError, ParameterFault
from policyfacts.routers.embedding import EMBED


def refuse_card(error: FactsError, path: str, below: str) -> Response | None:
    """The failure as a card with its status, where a card was asked for; None elsewhere.

    `path` is that of the service, which clients see `below` a prefix.
    """
    if not path.startswith(f"{EMBED}/"):
        return None
    said = " ".join(map(_explain, error.faults)) or error.detail
    is_image = path.endswith(".svg")
    return show_refusal(error.title, said, error.status, below, is_image=is_image)


def _explain(fault: ParameterFault) -> str:
    """What is wrong with one parameter, and what would be right where the message leaves it out."""
    words = fault.message
    if fault.did_you_mean and "Did you mean" not in words:
        words += f" Did you mean {' or '.join(fault.did_you_mean)}?"
    elif fault.allowed and not fault.did_you_mean:
        words += f" It is one of {', '.join(fault.allowed)}."
    return words
