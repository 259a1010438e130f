"""What the host answers itself."""

from fastapi import APIRouter

router = APIRouter()


@router.get("/")
def greet() -> dict[str, str]:
    """The host's own answer."""
    return {"facts": "/facts/docs"}


@router.get("/v1/facts")
def own_facts(number: int) -> dict[str, int]:
    """The same path as the service has below its prefix; the two do not meet."""
    return {"number": number}
