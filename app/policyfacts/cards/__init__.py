"""Cards: a country, organization, topic, year, fact or question at a glance, for other pages.

As HTML for frames and as SVG for images, through oEmbed, and as an element for pages of others.
"""

from fastapi import APIRouter, Depends

from policyfacts.cards import oembed, routes
from policyfacts.http.params import refuse_repeated, refuse_unreadable


def cards_router() -> APIRouter:
    """Every card and what leads to it; none is part of the API's contract."""
    whole = APIRouter(
        dependencies=[Depends(refuse_unreadable), Depends(refuse_repeated)],
        include_in_schema=False,
    )
    whole.include_router(routes.router)
    whole.include_router(oembed.router)
    return whole
