"""Pages over HTTP: known again, held, asked with HEAD, and right wherever the service stands."""

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from policyfacts.web import create_app
from tests.site.html_assertions import BROWSER, Element, links_of, visit

PAGES = ("/", "/?country=KZ", "/countries/KZ", "/facts/by-2013-visa-free-travel-turkey", "/about")
PUBLIC = "https://facts.example/reviews"
Stand = Callable[..., FastAPI]


@pytest.mark.parametrize("address", PAGES)
def test_who_holds_a_page_is_not_sent_it_again(browser: TestClient, address: str) -> None:
    first = browser.get(address, headers=BROWSER)
    held = {**BROWSER, "If-None-Match": first.headers["ETag"]}
    again = browser.get(address, headers=held)
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["ETag"].startswith("W/")
    assert first.headers["Cache-Control"] == "public, no-cache"


def test_pages_that_ask_otherwise_are_others(browser: TestClient) -> None:
    tags = {browser.get(it, headers=BROWSER).headers["ETag"] for it in PAGES}
    assert len(tags) == len(PAGES)


@pytest.mark.parametrize("address", [*PAGES, "/countries/Chna"])
def test_head_says_what_get_would(browser: TestClient, address: str) -> None:
    asked, told = (browser.request(it, address, headers=BROWSER) for it in ("GET", "HEAD"))
    assert told.status_code == asked.status_code
    assert told.content == b""
    for name in ("Content-Type", "Content-Security-Policy"):
        assert told.headers[name] == asked.headers[name]


@pytest.mark.parametrize("address", ["/facts", "/facts/"])
def test_an_address_of_a_fact_cut_short_leads_to_all_facts(
    browser: TestClient, address: str
) -> None:
    assert browser.get(address, headers=BROWSER).url.path == "/"


def test_pages_are_no_part_of_the_contract(app: FastAPI) -> None:
    assert [it for it in app.openapi()["paths"] if not it.startswith("/v1")] == [
        it
        for it in app.openapi()["paths"]
        if it.rpartition(".")[2] in ("jsonld", "ttl") or it.startswith(("/health", "/metrics"))
    ]


def addresses_in(page: Element) -> list[str]:
    """Where the page and its parts lead and what it loads."""
    found = links_of(page)
    found += [it.attributes["action"] for it in page.all("form")]
    return found + [it.attributes["href"] for it in page.all("link", rel="stylesheet")]


@pytest.fixture(scope="module")
def standing(app: FastAPI) -> Iterator[Stand]:
    """Makes the service stand under a prefix: mounted, or behind a proxy that strips it."""
    made: list[FastAPI] = []

    def stand(**settings: str) -> FastAPI:
        given = app.state.service.settings.model_copy(update=settings)
        made.append(create_app(given))
        return made[-1]

    yield stand
    for it in made:
        it.state.service.database.dispose()


def test_mounted_pages_stay_below_the_prefix(standing: Stand) -> None:
    host = Starlette(routes=[Mount("/deep/facts", standing())])
    with TestClient(host, raise_server_exceptions=False) as client:
        for address in PAGES:
            page = visit(client, f"/deep/facts{address}")
            for link in addresses_in(page):
                assert link.startswith("/deep/facts/"), link
            assert page.one("link", rel="canonical").attributes["href"].startswith("/deep/facts/")
        for link in addresses_in(page)[::8]:
            assert client.get(link, headers=BROWSER).status_code == 200, link
        lost = visit(client, "/deep/facts/countries/Chna", 404)
        assert "/deep/facts/countries/CN" in links_of(lost)
        sent = client.get("/deep/facts/countries/China", follow_redirects=False)
        assert sent.headers["Location"] == "/deep/facts/countries/CN"


def test_behind_a_proxy_that_strips_its_prefix(standing: Stand) -> None:
    with TestClient(standing(root_path="/proxied")) as client:
        page = visit(client, "/?country=KZ")
        assert {it.split("/")[1] for it in addresses_in(page)} == {"proxied"}
        assert "/proxied/countries/CN" in links_of(visit(client, "/countries/Chna", 404))


def test_the_public_address_is_told_and_links_stay_where_one_is(standing: Stand) -> None:
    """Or nobody could look at the service by another address than the public one."""
    with TestClient(standing(public_url=PUBLIC)) as client:
        page = visit(client, "/countries/KZ")
        assert page.one("link", rel="canonical").attributes["href"] == f"{PUBLIC}/countries/KZ"
        assert page.one("meta", property="og:url").attributes["content"].startswith(PUBLIC)
        assert {it.split("/")[1] for it in addresses_in(page)} == {"reviews"}
        request = visit(client, "/").all("a", class_="address")[0].attributes["href"]
        assert request == f"{PUBLIC}/v1/facts"
        [oembed] = page.all("link", type="application/json+oembed")
        assert oembed.attributes["href"].startswith(f"{PUBLIC}/oembed?url=")
