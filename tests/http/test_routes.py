"""The route of `/v1/facts` reads queries as FastAPI does, and is current whichever way it takes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, Query, Response
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.http.negotiation import NegotiatedFormat, documented_formats, negotiate
from policyfacts.http.params import CurrentContext, refuse_repeated, refuse_unreadable
from policyfacts.http.routes import DirectRoute
from policyfacts.schemas.params.formats import FactListParams
from policyfacts.settings import Settings
from policyfacts.vocabulary import Format
from policyfacts.web import create_app
from tests.databases import settings_of
from tests.loader.seeds import load_seed, replace

QUERIES = (
    "",
    "limit=0",
    "limit=007",
    "limit=5&limit=5",
    "limit=5&limit=6&contry=CN&country=%ff",
    "country=China&country=156,RU",
    "country=",
    "country",
    "contry=CN&contry=RU&a=1&limit=x&sort=up",
    "country=CN&sort=date&format=json",
    "country=CN&format=CSV&bom=true",
    "country=CN&format=xml&limit=501",
    "format=",
    "country=%D0%9A%D0%B8%D1%82%D0%B0%D0%B9",
    "country=%ff",
    "%ff=CN",
    "country=%EF%BF%BD",
    "q=%EF%BF%BD",
    "date_from=2013-02-30",
    "has_figures=maybe",
    "value_min=NaN",
    "sample=0",
    "a=%00",
    "country=CN&&topic=trade",
    "country=CN;topic=trade",
    "country=CN+",
)


async def show(
    params: Annotated[FactListParams, Query()], format_: NegotiatedFormat, context: CurrentContext
) -> Response:
    """Return what was read, as text."""
    return Response(f"{params!r} {params.model_fields_set} {format_} {context.urls}")


def documented(path: str) -> dict[str, Any]:
    return {
        "path": path,
        "endpoint": show,
        "responses": {200: documented_formats(Format.JSON, Format.CSV)},
        "include_in_schema": False,
    }


@pytest.fixture(scope="module")
def both(loaded_settings: Settings) -> Iterator[TestClient]:
    """Serve one endpoint twice: `/v1/usual` by FastAPI's route, `/v1/direct` by ours."""
    app = create_app(loaded_settings.model_copy(update={"cache_mb": 0}))
    router = APIRouter()
    router.add_api_route(**documented("/usual"))
    router.add_api_route(**documented("/direct"), route_class_override=DirectRoute)
    dependencies = [Depends(check) for check in (refuse_unreadable, refuse_repeated, negotiate)]
    app.include_router(router, prefix="/v1", dependencies=dependencies)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def answer(client: TestClient, path: str, query: str, accept: str) -> tuple[int, str]:
    response = client.get(f"{path}?{query}", headers={"Accept": accept})
    text = response.text.replace(response.headers["X-Request-Id"], "")
    return response.status_code, text.replace(path, "/v1/path")


@pytest.mark.parametrize("accept", ["*/*", "text/csv", "image/png"])
@pytest.mark.parametrize("query", QUERIES)
def test_direct_route_reads_and_refuses_queries_as_fastapi_does(
    both: TestClient, query: str, accept: str
) -> None:
    direct = answer(both, "/v1/direct", query, accept)
    assert direct == answer(both, "/v1/usual", query, accept)
    assert direct[0] in (200, 406, 422)


def test_direct_route_allows_the_methods_that_it_declares(both: TestClient) -> None:
    for path in ("/v1/direct", "/v1/facts"):
        response = both.post(path)
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
        assert both.head(path).status_code == 200


def test_plain_page_is_of_the_release_that_another_process_has_loaded(
    database: Database, seed: Path
) -> None:
    load_seed(database, seed)
    settings = settings_of(database).model_copy(update={"cache_mb": 0})
    with TestClient(create_app(settings)) as client:
        # The second is answered from the snapshot that the first has opened.
        client.get("/v1/facts?limit=1")
        before = client.get("/v1/facts?limit=1")
        etag = {"If-None-Match": before.headers["ETag"]}
        assert client.get("/v1/facts?limit=1", headers=etag).status_code == 304
        replace(seed / "dataset.yaml", "title: ", "title: Renewed ")
        load_seed(database, seed)
        after = client.get("/v1/facts?limit=1", headers=etag)
    assert after.status_code == 200
    assert after.json()["meta"]["release"] != before.json()["meta"]["release"]
