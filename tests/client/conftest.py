"""One service, reached in three ways by two kinds of client."""

from collections.abc import Iterator

import httpx2
import pytest
from fastapi import FastAPI

from policyfacts.client import AsyncFactsClient, FactsClient
from policyfacts.settings import Settings
from policyfacts.web import create_app, in_process
from tests.architecture.serving import serving
from tests.client.both_clients import Way, client_of

KINDS = (FactsClient, AsyncFactsClient)


@pytest.fixture(scope="session")
def held(app: FastAPI) -> Settings:
    """Settings of the database that all of them read."""
    settings: Settings = app.state.service.settings
    return settings


@pytest.fixture(scope="session")
def places(app: FastAPI, held: Settings) -> Iterator[dict[str, str]]:
    """Where it answers by itself, and mounted in a host."""
    host = FastAPI()
    mounted = create_app(held)
    host.mount("/deep/er", mounted)
    with serving(app) as alone, serving(host) as hosted:
        yield {"http": alone, "mounted": f"{hosted}/deep/er"}
    mounted.state.service.close()


@pytest.fixture(scope="session", params=KINDS)
def kind(request: pytest.FixtureRequest) -> type[FactsClient] | type[AsyncFactsClient]:
    chosen: type[FactsClient] | type[AsyncFactsClient] = request.param
    return chosen


@pytest.fixture(scope="session", params=("http", "mounted", "in-process"))
def way(
    request: pytest.FixtureRequest,
    kind: type[FactsClient] | type[AsyncFactsClient],
    places: dict[str, str],
    held: Settings,
) -> Iterator[Way]:
    """A way to the service; what needs no socket is compared with what comes through one."""
    address = places.get(request.param)
    made = {"base_url": address} if address else {"transport": in_process(held)}
    with (
        client_of(kind, **made) as client,
        httpx2.Client(base_url=address or places["http"]) as raw,
    ):
        yield Way(client, raw)


@pytest.fixture(scope="session")
def near(held: Settings) -> Iterator[FactsClient]:
    """A client in the same process, where the way makes no difference."""
    with FactsClient(transport=in_process(held)) as client:
        yield client


@pytest.fixture(scope="session")
def raw(places: dict[str, str]) -> Iterator[httpx2.Client]:
    """The service asked over HTTP without a client of ours."""
    with httpx2.Client(base_url=places["http"]) as raw:
        yield raw
