"""Every page is whole: well formed, within the policy, and all its links lead somewhere."""

import pytest
from starlette.testclient import TestClient

from tests.site.html_assertions import BROWSER, document_of, faults_of, links_of, visit

FACT = "/facts/by-2013-trade-turnover-united-states"
PAGES = (
    "/",
    "/?q=Kazakhstan&topic=trade",
    "/?country=KZ,CN&status=done,planned&facet=level,section&sort=date",
    "/?q=nothingofthekind",
    "/countries",
    "/countries/KZ",
    "/countries/AW",
    "/regions",
    "/regions/africa",
    "/organizations",
    "/organizations/un",
    "/topics",
    "/topics/economy",
    "/years",
    "/years/2013",
    "/entities",
    "/entities/minsk",
    "/entities/alexander-lukashenko",
    "/about",
    FACT,
)
# Of many links to pages of one folder, every so-many-th is followed.
STEP = 90


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_well_formed_and_within_the_policy(browser: TestClient, address: str) -> None:
    page = visit(browser, address)
    assert faults_of(page) == []
    assert page.one("head").one("title").text.endswith("policyfacts")
    assert page.one("meta", name="description").attributes["content"]
    canonical = page.one("link", rel="canonical").attributes["href"]
    assert browser.get(canonical, headers=BROWSER).status_code == 200


def test_the_policy_lets_in_nothing_from_elsewhere(browser: TestClient) -> None:
    policy = browser.get("/", headers=BROWSER).headers["Content-Security-Policy"]
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    page = visit(browser, "/")
    used = [*page.all("link", rel="stylesheet"), *page.all("link", rel="icon")]
    for it in used:
        assert browser.get(it.attributes["href"]).status_code == 200


@pytest.mark.no_cov
def test_every_link_leads_somewhere(browser: TestClient) -> None:
    """Of each folder and each form of question, some; those of programs too."""
    seen = dict.fromkeys(it for page in PAGES for it in links_of(visit(browser, page)))
    followed = set()
    by_folder: dict[str, list[str]] = {}
    for address in sorted(seen):
        path, _, query = address.partition("?")
        names = "&".join(sorted(it.partition("=")[0] for it in query.split("&")))
        by_folder.setdefault(f"{path.rpartition('/')[0]}?{names}", []).append(address)
    for urls in by_folder.values():
        for address in urls[::STEP]:
            answer = browser.get(address, headers=BROWSER, follow_redirects=False)
            assert answer.status_code == 200, address
            followed.add(address)
    assert len(followed) > 60


def test_alternates_are_what_they_say(browser: TestClient) -> None:
    for address in ("/", "/countries/KZ", "/topics/visas", "/years/2013", "/about", FACT):
        links = visit(browser, address).all("link", rel="alternate")
        assert links, address
        for it in links:
            answer = browser.get(it.attributes["href"])
            assert answer.headers["Content-Type"].startswith(it.attributes["type"]), it


def test_the_page_of_a_fact_says_it_as_json_ld(browser: TestClient) -> None:
    """The same document as the API's, in the context that search engines know."""
    found, known = document_of(visit(browser, FACT)), browser.get(f"/v1{FACT}?format=jsonld").json()
    context, own = found.pop("@context")
    assert (context, found.pop("url"), known.pop("@context")) == (
        "https://schema.org",
        FACT,
        "/context.jsonld",
    )
    assert found == known
    whole = browser.get("/context.jsonld").json()["@context"]
    assert own == {name: whole[name] for name in own}
    assert {"kind", "parties", "figures"} <= set(own)


@pytest.mark.parametrize(
    ("address", "type_", "name"),
    [
        ("/", "Dataset", None),
        ("/about", "Dataset", None),
        ("/countries/KZ", "Country", "Kazakhstan"),
        ("/regions/africa", "Place", "Africa"),
        ("/organizations/cis", "Organization", "Commonwealth of Independent States"),
        ("/topics/visas", "DefinedTerm", "Visas"),
        ("/years/2013", "Dataset", None),
        ("/entities/minsk", "Place", "Minsk"),
        (FACT, "Claim", None),
    ],
)
def test_each_kind_of_page_says_itself_to_search_engines_and_in_previews(
    browser: TestClient, address: str, type_: str, name: str | None
) -> None:
    page = visit(browser, address)
    document = document_of(page)
    assert document["@type"] == type_
    assert name is None or document["name"] == name
    told = {
        it.attributes["property"]: it.attributes["content"]
        for it in page.all("meta")
        if "property" in it.attributes
    }
    assert told["og:title"]
    assert len(told["og:description"]) > 40
    if name:
        assert told["og:title"].startswith(f"{name}: ")


def test_a_first_visit_is_light(browser: TestClient) -> None:
    """All that a browser loads at first, compressed."""
    page = visit(browser, "/")
    linked = [it.attributes["href"] for it in page.all("link", rel="stylesheet")]
    scripts = [it.attributes["src"] for it in page.all("script") if "src" in it.attributes]
    compressed = {"Accept-Encoding": "br", **BROWSER}
    sizes = [
        int(browser.get(it, headers=compressed).headers["Content-Length"])
        for it in ("/", *linked, *scripts)
    ]
    assert sum(sizes) < 100_000
