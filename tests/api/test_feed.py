"""The feed of changes has its own URL."""

from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from policyfacts.settings import Settings
from policyfacts.web import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
PUBLIC = "https://facts.example/api"
FEED_URLS = [
    "/v1/changes?format=atom",
    "/v1/changes?format=atom&limit=2",
    "/v1/changes?limit=2&format=atom",
    "/v1/changes?change=added&change=changed&format=atom",
]


def links_of(text: str) -> dict[str, str]:
    feed = ElementTree.fromstring(text)
    return {str(link.get("rel")): str(link.get("href")) for link in feed.findall(f"{ATOM}link")}


@pytest.mark.parametrize("url", FEED_URLS)
@pytest.mark.parametrize("base", ["", PUBLIC])
def test_feed_has_the_requested_url_as_self(loaded_settings: Settings, url: str, base: str) -> None:
    settings = loaded_settings.model_copy(update={"public_url": base or None})
    with TestClient(create_app(settings)) as client:
        first = links_of(client.get(url).raise_for_status().text)
        assert first["self"] == base + url
        if "limit" in url:
            second = links_of(client.get(first["next"].removeprefix(base)).text)
            assert second["self"] == first["next"]


def test_feed_by_accept_header_has_the_requested_url_as_self(client: TestClient) -> None:
    response = client.get("/v1/changes?limit=2", headers={"Accept": "application/atom+xml"})
    assert links_of(response.text)["self"] == "/v1/changes?limit=2"
