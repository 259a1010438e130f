"""Pages for people: the explorer, and a page for each country, organization, topic, year and fact.

All of it is made here from the same questions as the API's; no page needs a script.
"""

from fastapi import APIRouter, Depends

from policyfacts.http.params import refuse_repeated, refuse_unreadable
from policyfacts.site import about, explorer, facts, lists
from policyfacts.site import detail_pages as things
from policyfacts.site import robots as crawlers


def all_pages() -> APIRouter:
    """Every page; none is part of the API's contract."""
    whole = APIRouter(
        dependencies=[Depends(refuse_unreadable), Depends(refuse_repeated)],
        include_in_schema=False,
    )
    for room in (explorer, lists, things, facts, about, crawlers):
        whole.include_router(room.router)
    return whole
