"""HTTP: one file per resource; handlers read parameters, call one query and shape the answer."""

from fastapi import APIRouter, Depends

from policyfacts.routers import (
    entities,
    facts,
    health,
    overview,
    reviews,
    topics,
    vocabulary,
    years,
)
from policyfacts.routers.parameters import refuse_repeated
from policyfacts.routers.problems import PROBLEMS


def all_routers() -> APIRouter:
    """Every path of the service, in the order in which the docs show them."""
    whole = APIRouter(dependencies=[Depends(refuse_repeated)], responses=PROBLEMS)
    for router in (
        facts.router,
        entities.router,
        topics.router,
        years.router,
        reviews.router,
        vocabulary.router,
        overview.router,
    ):
        whole.include_router(router, prefix="/v1")
    whole.include_router(health.router)
    return whole
