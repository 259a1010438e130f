"""The service with a path of each sort that a test needs, whatever the real paths come to offer."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict
from starlette.testclient import TestClient

from policyfacts.http.negotiation import (
    NegotiatedFormat,
    content_type,
    documented_formats,
    negotiate,
)
from policyfacts.http.params import CurrentContext
from policyfacts.http.problem_responses import PROBLEMS
from policyfacts.schemas.params.types import Params
from policyfacts.settings import Settings
from policyfacts.vocabulary import Format
from policyfacts.web import create_app

router = APIRouter()


class Choice(Params):
    format: Literal["json", "csv", "jsonld"] | None = None
    word: str = ""


class Clause(BaseModel):
    model_config = ConfigDict(extra="forbid")

    country: list[str] = []
    all: list["Clause"] = []


@router.get("/choice", responses={200: documented_formats(Format.JSON, Format.CSV, Format.JSONLD)})
def show_choice(
    _: Annotated[Choice, Query()], format_: NegotiatedFormat, context: CurrentContext
) -> Response:
    with context.session():
        context.link("next", context.urls.url("/v1/choice", {"cursor": "2"}))
        return Response("a,b\n" * 500, media_type=content_type(format_))


@router.get("/archive", responses={200: {"content": {"application/zip": {}}}})
def show_archive() -> Response:
    return Response(b"PK" * 5000, media_type="application/zip")


@router.get("/failure")
def fail() -> None:
    raise RuntimeError("nobody foresaw this")


@router.post("/search")
def search(clause: Clause, context: CurrentContext) -> Clause:
    with context.session():
        return clause


def ask_scratch(settings: Settings, **changed: object) -> TestClient:
    """Return a client of the service with these paths below /v1."""
    app = create_app(settings.model_copy(update=changed))
    app.include_router(router, prefix="/v1", dependencies=[Depends(negotiate)], responses=PROBLEMS)
    return TestClient(app, raise_server_exceptions=False)
