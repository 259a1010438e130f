"""HTTP: one file per resource; handlers read parameters, call one query and shape the answer."""

from fastapi import APIRouter, Depends

from policyfacts.api import (
    catalog,
    citations,
    context,
    downloads,
    entities,
    facts,
    figures,
    graph,
    health,
    interpret,
    metrics,
    overview,
    partners,
    releases,
    reviews,
    stats,
    suggest,
    topics,
    vocabulary,
    years,
)
from policyfacts.http.negotiation import negotiate
from policyfacts.http.params import refuse_repeated, refuse_unreadable
from policyfacts.http.problem_responses import PROBLEMS


def all_routers() -> APIRouter:
    """Join every path of the service, in the order in which the docs show them."""
    api = APIRouter(
        dependencies=[Depends(refuse_unreadable), Depends(refuse_repeated)], responses=PROBLEMS
    )
    for router in (
        stats.router,
        citations.router,
        facts.router,
        figures.router,
        partners.router,
        graph.router,
        entities.router,
        topics.router,
        years.router,
        suggest.router,
        interpret.router,
        reviews.router,
        releases.router,
        vocabulary.router,
        overview.router,
    ):
        api.include_router(router, prefix="/v1", dependencies=[Depends(negotiate)])
    # Files and the catalogue have one form each: no wish of the client's chooses another.
    api.include_router(downloads.router, prefix="/v1")
    api.include_router(catalog.router)
    api.include_router(context.router)
    api.include_router(health.router)
    api.include_router(metrics.router)
    return api
