"""Pages for people: the explorer, and a page for each country, organization, topic, year and fact.

All of it is rendered on the server from the same queries as the API's; no page needs a script.
"""

from fastapi import APIRouter, Depends

from policyfacts.http.params import refuse_repeated, refuse_unreadable
from policyfacts.site import about, detail_pages, explorer, fact_page, list_pages, robots


def pages_router() -> APIRouter:
    """Return a router of every page; none is part of the API's contract."""
    router = APIRouter(
        dependencies=[Depends(refuse_unreadable), Depends(refuse_repeated)],
        include_in_schema=False,
    )
    for module in (explorer, list_pages, detail_pages, fact_page, about, robots):
        router.include_router(module.router)
    return router
