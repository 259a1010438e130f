"""Pages over HTTP: conditional requests, HEAD, and URLs below a prefix or behind a proxy."""

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from policyfacts.web import create_app
from tests.site.html_assertions import BROWSER, Element, links_of, visit

PAGES = ("/", "/?country=KZ", "/countries/KZ", "/facts/by-2013-visa-free-travel-turkey", "/about")
PUBLIC_URL = "https://facts.example/reviews"
MakeApp = Callable[..., FastAPI]


@pytest.mark.parametrize("url", PAGES)
def test_cached_page_answers_304(browser: TestClient, url: str) -> None:
    first = browser.get(url, headers=BROWSER)
    conditional = {**BROWSER, "If-None-Match": first.headers["ETag"]}
    again = browser.get(url, headers=conditional)
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["ETag"].startswith("W/")
    assert first.headers["Cache-Control"] == "public, no-cache"


def test_different_pages_have_different_etags(browser: TestClient) -> None:
    tags = {browser.get(url, headers=BROWSER).headers["ETag"] for url in PAGES}
    assert len(tags) == len(PAGES)


@pytest.mark.parametrize("url", [*PAGES, "/countries/Chna"])
def test_head_has_the_status_and_headers_of_get(browser: TestClient, url: str) -> None:
    get, head = (browser.request(method, url, headers=BROWSER) for method in ("GET", "HEAD"))
    assert head.status_code == get.status_code
    assert head.content == b""
    for name in ("Content-Type", "Content-Security-Policy"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize("url", ["/facts", "/facts/"])
def test_facts_without_an_id_redirects_to_all_facts(browser: TestClient, url: str) -> None:
    assert browser.get(url, headers=BROWSER).url.path == "/"


def test_pages_are_not_in_the_openapi_document(app: FastAPI) -> None:
    assert [path for path in app.openapi()["paths"] if not path.startswith("/v1")] == [
        path
        for path in app.openapi()["paths"]
        if path.rpartition(".")[2] in ("jsonld", "ttl") or path.startswith(("/health", "/metrics"))
    ]


def urls_in(page: Element) -> list[str]:
    """List the URLs that a page links to, sends forms to and loads style sheets from."""
    urls = links_of(page)
    urls += [form["action"] for form in page.all("form")]
    return urls + [link["href"] for link in page.all("link", rel="stylesheet")]


@pytest.fixture(scope="module")
def make_app(app: FastAPI) -> Iterator[MakeApp]:
    """Makes apps with other settings, to be mounted or put behind a proxy."""
    apps: list[FastAPI] = []

    def make(**settings: str) -> FastAPI:
        apps.append(create_app(app.state.service.settings.model_copy(update=settings)))
        return apps[-1]

    yield make
    for made_app in apps:
        made_app.state.service.database.dispose()


def test_links_of_mounted_pages_stay_below_the_prefix(make_app: MakeApp) -> None:
    host = Starlette(routes=[Mount("/deep/facts", make_app())])
    with TestClient(host, raise_server_exceptions=False) as client:
        for url in PAGES:
            page = visit(client, f"/deep/facts{url}")
            for link in urls_in(page):
                assert link.startswith("/deep/facts/"), link
            assert page.one("link", rel="canonical")["href"].startswith("/deep/facts/")
        for link in urls_in(page)[::8]:
            assert client.get(link, headers=BROWSER).status_code == 200, link
        error_page = visit(client, "/deep/facts/countries/Chna", 404)
        assert "/deep/facts/countries/CN" in links_of(error_page)
        redirect = client.get("/deep/facts/countries/China", follow_redirects=False)
        assert redirect.headers["Location"] == "/deep/facts/countries/CN"


def test_links_behind_a_proxy_have_the_root_path(make_app: MakeApp) -> None:
    with TestClient(make_app(root_path="/proxied")) as client:
        page = visit(client, "/?country=KZ")
        assert {url.split("/")[1] for url in urls_in(page)} == {"proxied"}
        assert "/proxied/countries/CN" in links_of(visit(client, "/countries/Chna", 404))


def test_public_url_is_canonical_and_links_stay_relative_to_the_host(make_app: MakeApp) -> None:
    """Absolute links would lead visitors of another address of the service away from it."""
    with TestClient(make_app(public_url=PUBLIC_URL)) as client:
        page = visit(client, "/countries/KZ")
        assert page.one("link", rel="canonical")["href"] == f"{PUBLIC_URL}/countries/KZ"
        assert page.one("meta", property="og:url")["content"].startswith(PUBLIC_URL)
        assert {url.split("/")[1] for url in urls_in(page)} == {"reviews"}
        request = visit(client, "/").all("a", class_="address")[0]["href"]
        assert request == f"{PUBLIC_URL}/v1/facts"
        [oembed] = page.all("link", type="application/json+oembed")
        assert oembed["href"].startswith(f"{PUBLIC_URL}/oembed?url=")
