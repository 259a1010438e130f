"""Error pages: the right status, links to what was meant, and no markup from the request."""

import shutil
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.databases import SQLITE
from tests.loader.seeds import (
    EMBASSIES,
    TREATY,
    load_seed,
    small_facts,
    write_small_review,
    write_yaml,
)
from tests.seeds import FROZEN_SEED
from tests.site.html_assertions import BROWSER, faults_of, links_of, visit

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
API_URLS = ("/v1/facts?contry=TR", "/v1/nothing", "/static/nothing.css")


@pytest.mark.parametrize(
    ("url", "status", "suggestion"),
    [
        ("/?contry=TR", 422, "/?country=TR"),
        ("/?country=Turky,CN", 422, "/?country=CN&country=TR"),
        ("/?country=Turky&country=CN", 422, "/?country=CN&country=TR"),
        ("/?party=Turkey:hots,RU", 422, "/?party=RU&party=Turkey:host"),
        ("/?country=europe", 422, "/?region=europe"),
        ("/?status=don&country=KZ", 422, "/?country=KZ&status=done"),
        ("/?status=don&country=KZ", 422, "/?country=KZ"),
        ("/?sort=relevance", 422, "/"),
        ("/?cursor=made-up&topic=trade", 400, "/"),
        ("/countries/Chna", 404, "/countries/CN"),
        ("/countries/eu", 404, "/entities/eu"),
        ("/topics/vsas", 404, "/topics/visas"),
        ("/facts/by-2013-state-visit-indonesi", 404, "/facts/by-2013-state-visit-indonesia"),
        ("/entities/minsk?x=1", 422, "/entities/minsk"),
        ("/nothing/here", 404, "/"),
        ("/years/1800", 404, "/"),
        ("/years/x", 422, "/"),
        ("/?limit=-1", 422, "/"),
        ("/?q=a&q=b", 422, "/"),
        ("/?%FF=1", 422, "/"),
        ("/countries/a%00b", 422, "/"),
    ],
)
def test_error_page_links_to_what_was_meant(
    browser: TestClient, url: str, status: int, suggestion: str
) -> None:
    page = visit(browser, url, status)
    assert faults_of(page) == []
    assert suggestion in links_of(page)
    links = [link for link in links_of(page) if not link.startswith("/v1/releases")]
    for link in links:
        assert browser.get(link, headers=BROWSER).status_code == 200, link


def test_404_page_does_not_mention_the_api(browser: TestClient) -> None:
    main = visit(browser, "/nothing/here", 404).one("main")
    assert "There is no page at /nothing/here" in main.text
    assert "/v1" not in main.text
    assert {"/", "/countries", "/topics"} <= set(links_of(main))


def test_programs_get_problem_documents(browser: TestClient) -> None:
    for url in ("/?contry=TR", "/countries/Chna", "/nothing/here"):
        for accept in ("*/*", "application/json", "application/json, text/html;q=0.9"):
            response = browser.get(url, headers={"Accept": accept})
            assert response.headers["Content-Type"] == "application/problem+json"
    for url in API_URLS:
        response = browser.get(url, headers=BROWSER)
        assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "url",
    [
        "/?q={}",
        "/?country={}",
        "/?status={}",
        "/?{}=1",
        "/?cursor={}",
        "/?date_from={}",
        "/countries/{}",
        "/topics/{}",
        "/facts/{}",
        "/{}",
    ],
)
def test_input_never_becomes_markup(browser: TestClient, url: str) -> None:
    response = browser.get(url.format(quote(HOSTILE, safe="")), headers=BROWSER)
    assert response.status_code in (200, 400, 404, 422)
    assert "<script>alert" not in response.text
    assert "<img" not in response.text


@given(
    params=st.dictionaries(
        st.sampled_from(["q", "country", "topic", "date_from", "year", "party", "limit", "x<y"]),
        st.text(min_size=1, max_size=12),
        max_size=3,
    )
)
@examples(max_examples=20, deadline=None)
def test_any_query_has_the_status_that_the_api_answers(
    browser: TestClient, params: dict[str, str]
) -> None:
    response = browser.get("/", params=params, headers=BROWSER)
    assert response.status_code in (200, 400, 422)
    api_status = browser.get("/v1/facts", params=params).status_code
    assert response.status_code == api_status
    # Our script, and the one that holds JSON-LD.
    assert response.text.count("<script") <= 2


@pytest.fixture(scope="module")
def reloaded(
    new_database: Callable[[str], Settings], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[TestClient, str]]:
    """Client of a service that has loaded a small review twice, and a page URL from before."""
    seed = tmp_path_factory.mktemp("moved") / "seed"
    shutil.copytree(FROZEN_SEED, seed, ignore=shutil.ignore_patterns("by-2013"))
    settings = new_database(SQLITE)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        assert "policyfacts load" in visit(client, "/", 503).text
        database = Database(settings)
        upgrade(database)
        write_small_review(seed)
        load_seed(database, seed)
        next_url = visit(client, "/?entity=KZ&limit=1").one("a", rel="next")["href"]
        facts = small_facts()
        del facts[EMBASSIES]
        write_small_review(seed, facts)
        tombstone = {"id": EMBASSIES, "reason": "told twice", "replaced_by": TREATY}
        write_yaml(seed / "reviews" / "kz-2014" / "withdrawn.yaml", [tombstone])
        load_seed(database, seed)
        yield client, next_url.partition("#")[0]
    database.dispose()


def test_cursor_of_an_older_release_links_to_the_first_page(
    reloaded: tuple[TestClient, str],
) -> None:
    client, next_url = reloaded
    page = visit(client, next_url, 409)
    assert "/?entity=KZ&limit=1" in links_of(page)
    assert faults_of(page) == []


def test_withdrawn_fact_links_to_its_successor(reloaded: tuple[TestClient, str]) -> None:
    client, _ = reloaded
    page = visit(client, f"/facts/{EMBASSIES}", 410)
    assert "told twice" in page.text
    assert f"/facts/{TREATY}" in links_of(page)
