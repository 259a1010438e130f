"""One service, reached over HTTP, mounted and in process by both classes of client."""

from collections.abc import Iterator

import httpx2
import pytest
from fastapi import FastAPI

from policyfacts.client import AsyncFactsClient, FactsClient
from policyfacts.settings import Settings
from policyfacts.web import create_app, in_process
from tests.architecture.serving import serving
from tests.client.both_clients import ClientClass, Connection, open_client

CLIENT_CLASSES = (FactsClient, AsyncFactsClient)


@pytest.fixture(scope="session")
def settings(app: FastAPI) -> Settings:
    """Settings of the database that all clients read."""
    app_settings: Settings = app.state.service.settings
    return app_settings


@pytest.fixture(scope="session")
def base_urls(app: FastAPI, settings: Settings) -> Iterator[dict[str, str]]:
    """Base URLs of the service by itself, and mounted in a host."""
    host = FastAPI()
    mounted = create_app(settings)
    host.mount("/deep/er", mounted)
    with serving(app) as alone, serving(host) as hosted:
        yield {"http": alone, "mounted": f"{hosted}/deep/er"}
    mounted.state.service.close()


@pytest.fixture(scope="session", params=CLIENT_CLASSES)
def client_class(request: pytest.FixtureRequest) -> ClientClass:
    chosen: ClientClass = request.param
    return chosen


@pytest.fixture(scope="session", params=("http", "mounted", "in-process"))
def connection(
    request: pytest.FixtureRequest,
    client_class: ClientClass,
    base_urls: dict[str, str],
    settings: Settings,
) -> Iterator[Connection]:
    """Client and plain HTTP: results of the in-process client are compared with HTTP too."""
    base_url = base_urls.get(request.param)
    options = {"base_url": base_url} if base_url else {"transport": in_process(settings)}
    with (
        open_client(client_class, **options) as client,
        httpx2.Client(base_url=base_url or base_urls["http"]) as http,
    ):
        yield Connection(client, http)


@pytest.fixture(scope="session")
def client(settings: Settings) -> Iterator[FactsClient]:
    """In-process client, for tests in which the transport makes no difference."""
    with FactsClient(transport=in_process(settings)) as client:
        yield client


@pytest.fixture(scope="session")
def http(base_urls: dict[str, str]) -> Iterator[httpx2.Client]:
    """Plain HTTP client of the service."""
    with httpx2.Client(base_url=base_urls["http"]) as http_client:
        yield http_client
