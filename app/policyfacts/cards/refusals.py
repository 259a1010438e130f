"""What is wrong with a request for a card, as a card."""

from fastapi import Response

from policyfacts.cards.showing import show_refusal
from policyfacts.routers.embedding import EMBED
from policyfacts.schemas.answers import Problem


def refuse(problem: Problem, path: str, below: str) -> Response | None:
    """The problem as a card, where a card was asked for; None elsewhere.

    `path` is that of the service, which clients see `below` a prefix.
    """
    if not path.startswith(f"{EMBED}/"):
        return None
    said = [it.message for it in problem.errors] or [problem.detail]
    is_image = path.endswith(".svg")
    return show_refusal(problem.title, " ".join(said), problem.status, below, is_image=is_image)
