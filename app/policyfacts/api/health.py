"""Whether the service is alive, and ready to answer."""

from fastapi import APIRouter

from policyfacts import __version__
from policyfacts.http.params import CurrentService, EmptyQuery
from policyfacts.schemas.service import Alive, Ready

router = APIRouter(prefix="/health", tags=["Service"])


@router.get("/live", summary="Alive")
async def is_alive(_: EmptyQuery) -> Alive:
    """The process answers; nothing is said of the database."""
    return Alive(status="alive")


@router.get("/ready", summary="Ready")
async def is_ready(_: EmptyQuery, service: CurrentService) -> Ready:
    """The database answers and holds a release; otherwise 503.

    It is asked beside all other requests, however many there are, and within two seconds.
    """
    return Ready(status="ready", release=await service.readiness.check(), version=__version__)
