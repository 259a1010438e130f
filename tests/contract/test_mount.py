"""Mounted in a host that has an `app` package, error handlers and loggers of its own."""

import importlib
import logging
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.contract.formats import MEDIA_TYPES
from tests.contract.problems import ELSEWHERE, faults_of
from tests.contract.routes import JSON, POSTED, ROUTES, examples_of
from tests.databases import SQLITE, load_into
from tests.loader.seeds import replace
from tests.seeds import FROZEN_SEED

HOST = """
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException

def create_host():
    host = FastAPI(title="host")

    async def tell(request: Request, error: Exception) -> PlainTextResponse:
        return PlainTextResponse("the host's own error page", 418)

    for kind in (RequestValidationError, HTTPException, 404, 405, 422, 503, Exception):
        host.add_exception_handler(kind, tell)

    @host.get("/v1/facts")
    def own(number: int) -> str:
        return "the host's own"

    return host
"""
JSON_LD = MEDIA_TYPES["jsonld"]
PREFIXES = ("/one", "/deep/er/two")


@dataclass
class Mounted:
    """A host whose lifespan never runs, and the release below each prefix."""

    client: TestClient
    releases: dict[str, str]


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    (tmp_path / "host" / "app").mkdir(parents=True)
    (tmp_path / "host" / "app" / "__init__.py").touch()
    (tmp_path / "host" / "app" / "main.py").write_text(HOST, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "host")
    for name in [name for name in sys.modules if name == "app" or name.startswith("app.")]:
        monkeypatch.delitem(sys.modules, name)
    yield importlib.import_module("app.main").create_host()
    for name in ("app", "app.main"):
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def other_app(
    new_migrated: Callable[[str], Settings], new_seed: Callable[..., Path]
) -> Iterator[FastAPI]:
    """The service over other facts, in a database of its own."""
    seed = new_seed()
    replace(seed / "dataset.yaml", "title: ", "title: Another ")
    other_app = create_app(load_into(new_migrated(SQLITE), seed))
    yield other_app
    other_app.state.service.database.dispose()


@pytest.fixture
def mounted(host: FastAPI, app: FastAPI, other_app: FastAPI) -> Mounted:
    applications = dict(zip(PREFIXES, (app, other_app), strict=True))
    for prefix, application in applications.items():
        host.mount(prefix, application)
    return Mounted(
        TestClient(host, raise_server_exceptions=False),
        {
            prefix: TestClient(application).get("/v1").json()["release"]["id"]
            for prefix, application in applications.items()
        },
    )


def test_each_mounted_app_has_its_own_database(mounted: Mounted) -> None:
    assert len(set(mounted.releases.values())) == 2
    for prefix, release in [*mounted.releases.items()] * 2:
        answer = mounted.client.get(f"{prefix}/v1/facts?country=TR&topic=visas").json()
        assert answer["meta"]["release"] == release
        assert answer["page"]["total"] == 1


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_path_answers_below_the_prefix(mounted: Mounted, prefix: str) -> None:
    for route in ROUTES:
        for media_type in route.media_types:
            response = mounted.client.get(prefix + route.url, headers={"Accept": media_type})
            assert response.status_code == 200, (route, media_type)
    for route in POSTED:
        for body in examples_of(route.body):
            response = mounted.client.post(prefix + route.url, json=body)
            assert response.json()["items"], (route, body)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_docs_and_next_links_stay_below_the_prefix(mounted: Mounted, prefix: str) -> None:
    client = mounted.client
    assert f'href="{prefix}/docs"' in client.get(f"{prefix}/").text
    assert 'src="static/swagger-init.js"' in client.get(f"{prefix}/docs").text
    assert client.get(f"{prefix}/static/swagger-init.js").status_code == 200
    for _ in range(2):
        assert client.get(f"{prefix}/openapi.json").json()["servers"] == [{"url": prefix}]
    next_url = client.get(f"{prefix}/v1/countries?limit=100").json()["page"]["next"]
    assert next_url.startswith(f"{prefix}/v1/countries?")
    assert client.get(next_url).json()["page"]["count"] == 100
    assert client.get(f"{prefix}/v1").json()["links"]["docs"] == f"{prefix}/docs"


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_url_in_an_answer_stays_below_the_prefix(mounted: Mounted, prefix: str) -> None:
    client = mounted.client
    for route in (route for route in ROUTES if route.media_types[0] in (JSON, JSON_LD)):
        paths = re.findall(r'"(/[^"]*)"', client.get(prefix + route.url).text)
        assert [path for path in paths if not path.startswith(f"{prefix}/")] == [], route
    facets = client.get(f"{prefix}/v1/facts?limit=0&facet=topic").json()["facets"]["topic"]
    assert client.get(facets[0]["toggle_url"]).json()["page"]["total"] == facets[0]["count"]


def test_one_app_below_two_prefixes_keeps_them_apart(host: FastAPI, app: FastAPI) -> None:
    for prefix in PREFIXES:
        host.mount(prefix, app)
    client = TestClient(host)
    for prefix in PREFIXES * 2:
        assert client.get(f"{prefix}/openapi.json").json()["servers"] == [{"url": prefix}]
        assert client.get(f"{prefix}/v1").json()["links"]["facts"] == f"{prefix}/v1/facts"


@pytest.mark.parametrize("prefix", ["/é 50%", "/who?"])
def test_links_below_an_encoded_prefix_work(host: FastAPI, app: FastAPI, prefix: str) -> None:
    host.mount(prefix, app)
    client, encoded_prefix = TestClient(host), quote(prefix)
    next_url = client.get(f"{encoded_prefix}/v1/facts?country=TR&limit=4").json()["page"]["next"]
    assert client.get(next_url).json()["page"]["count"] == 4
    assert client.get(f"{encoded_prefix}/countries/China").url.path == f"{prefix}/countries/CN"
    for path in ("/", "/embed/countries/CN", "/embed/countries/Chna", "/countries/Chna"):
        page = client.get(encoded_prefix + path, headers={"Accept": "text/html"}).text
        styles = re.findall(r'rel="stylesheet" href="([^"]+)"', page)
        assert [client.get(style).status_code for style in styles] == [200] * len(styles) != [], (
            path
        )


@pytest.mark.parametrize("prefix", PREFIXES)
def test_errors_below_the_prefix_stay_problems(mounted: Mounted, prefix: str) -> None:
    missing = mounted.client.get(f"{prefix}/v1/nothing", headers=ELSEWHERE)
    assert faults_of(missing, 404) == []
    assert missing.json()["instance"] == f"{prefix}/v1/nothing"
    assert f"{prefix}/v1 " in missing.json()["detail"]
    for path, method, status in (
        ("/v1/facts?contry=CN", "GET", 422),
        ("/v1/facts/nothing", "GET", 404),
        ("/v1/facts", "POST", 405),
        ("/v1/facts?format=xml", "GET", 406),
        ("/v1/facts/search", "POST", 422),
    ):
        response = mounted.client.request(method, prefix + path, headers=ELSEWHERE)
        assert faults_of(response, status) == []


def test_host_keeps_its_own_paths_and_errors(mounted: Mounted) -> None:
    client = mounted.client
    assert client.get("/v1/facts?number=1").json() == "the host's own"
    for path in ("/v1/facts", "/nothing", "/v1/facts?number=x"):
        assert client.get(path).text == "the host's own error page"
    assert set(client.get("/openapi.json").json()["paths"]) == {"/v1/facts"}


def test_create_app_refuses_other_types_than_settings() -> None:
    url: Any = "sqlite:///policyfacts.db"
    with pytest.raises(TypeError, match=r"create_app takes Settings\(database_url="):
        create_app(url)


def test_loggers_of_the_host_are_left_alone(new_database: Callable[[str], Settings]) -> None:
    """Check that Alembic's usual set-up, which disables unknown loggers, is not used."""
    own = logging.getLogger("host.own")
    own.setLevel(logging.INFO)
    before = state_of_loggers()
    settings = load_into(new_database(SQLITE), FROZEN_SEED)
    with TestClient(create_app(settings)) as client:
        assert client.get("/v1").status_code == 200
    after = state_of_loggers()
    assert {name: after[name] for name in before} == before
    ours = {name for name in set(after) - set(before) if not name.startswith("policyfacts")}
    assert [name for name in ours if after[name][0] or after[name][1]] == []


def state_of_loggers() -> dict[str, tuple[list[str], int, bool, bool]]:
    """Return handlers, level and switches of every logger."""
    entries = [logging.getLogger(), *logging.Logger.manager.loggerDict.values()]
    loggers = [entry for entry in entries if isinstance(entry, logging.Logger)]
    return {
        log.name: (
            [repr(handler) for handler in log.handlers],
            log.level,
            log.disabled,
            log.propagate,
        )
        for log in loggers
    }
