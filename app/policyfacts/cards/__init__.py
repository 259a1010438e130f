"""Cards: an entity, topic, year, fact or query at a glance, for pages of others.

As HTML in frames and as SVG or PNG images, through oEmbed, and as an HTML element.
"""

from fastapi import APIRouter, Depends

from policyfacts.cards import oembed, routes
from policyfacts.http.params import refuse_repeated, refuse_unreadable


def cards_router() -> APIRouter:
    """Return a router of cards and of oEmbed; none is part of the API's contract."""
    router = APIRouter(
        dependencies=[Depends(refuse_unreadable), Depends(refuse_repeated)],
        include_in_schema=False,
    )
    router.include_router(routes.router)
    router.include_router(oembed.router)
    return router
