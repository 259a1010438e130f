"""The feed of changes says where it is."""

from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from policyfacts.settings import Settings
from policyfacts.web import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
PUBLIC = "https://facts.example/api"
ASKED = [
    "/v1/changes?format=atom",
    "/v1/changes?format=atom&limit=2",
    "/v1/changes?limit=2&format=atom",
    "/v1/changes?change=added&change=changed&format=atom",
]


def links_of(text: str) -> dict[str, str]:
    feed = ElementTree.fromstring(text)
    return {str(it.get("rel")): str(it.get("href")) for it in feed.findall(f"{ATOM}link")}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("base", ["", PUBLIC])
def test_a_feed_is_at_the_address_that_was_asked(
    loaded_settings: Settings, asked: str, base: str
) -> None:
    settings = loaded_settings.model_copy(update={"public_url": base or None})
    with TestClient(create_app(settings)) as client:
        first = links_of(client.get(asked).raise_for_status().text)
        assert first["self"] == base + asked
        if "limit" in asked:
            second = links_of(client.get(first["next"].removeprefix(base)).text)
            assert second["self"] == first["next"]


def test_a_feed_that_accept_asked_for_is_at_its_address_too(client: TestClient) -> None:
    answer = client.get("/v1/changes?limit=2", headers={"Accept": "application/atom+xml"})
    assert links_of(answer.text)["self"] == "/v1/changes?limit=2"
