"""Below a proxy's prefix, whether the proxy strips it or passes it on."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from policyfacts.settings import Settings
from policyfacts.web import create_app

FACT = "/facts/by-2013-visa-free-travel-turkey"
PATHS = ("/", FACT, f"/v1{FACT}", "/countries/TR", "/v1", "/docs", "/static/pages.css")
# Some are the first part of paths of our own.
PREFIXES = ("/policy", "/facts", "/countries", "/deep/facts")


@pytest.fixture(params=PREFIXES)
def prefix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def client(loaded_settings: Settings, prefix: str) -> Iterator[TestClient]:
    app = create_app(loaded_settings.model_copy(update={"root_path": prefix}))
    yield TestClient(app, follow_redirects=False)
    app.state.service.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_found_whether_its_prefix_is_stripped_or_passed_on(
    client: TestClient, prefix: str, path: str
) -> None:
    stripped, passed_on = client.get(path), client.get(prefix + path)
    assert (stripped.status_code, passed_on.status_code) == (200, 200)
    assert stripped.content == passed_on.content
    if path not in ("/docs", "/static/pages.css"):
        links = re.findall(r'(?<=[="])/[^"/ >][^"]*(?=")', stripped.text)
        assert [it for it in links if not it.startswith(f"{prefix}/")] == []


def test_the_bare_prefix_leads_to_the_first_page(client: TestClient, prefix: str) -> None:
    answer = client.get(prefix, params={"country": "TR"})
    assert answer.headers["Location"] == f"{prefix}/?country=TR"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_what_is_missing_is_named_as_it_was_asked_for(client: TestClient, prefix: str) -> None:
    problem = client.get("/v1/nothing").json()
    assert (problem["status"], problem["instance"]) == (404, f"{prefix}/v1/nothing")
