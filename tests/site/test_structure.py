"""Every page is well formed, keeps the content security policy, and has no dead links."""

import pytest
from starlette.testclient import TestClient

from tests.site.html_assertions import BROWSER, faults_of, json_ld_of, links_of, visit

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
# Of many similar links, only every so-many-th is followed.
STEP = 90


@pytest.mark.parametrize("url", PAGES)
def test_pages_are_well_formed_and_keep_the_rules(browser: TestClient, url: str) -> None:
    page = visit(browser, url)
    assert faults_of(page) == []
    assert page.one("head").one("title").text.endswith("policyfacts")
    assert page.one("meta", name="description")["content"]
    canonical = page.one("link", rel="canonical")["href"]
    assert browser.get(canonical, headers=BROWSER).status_code == 200


def test_content_security_policy_allows_only_the_service_itself(browser: TestClient) -> None:
    policy = browser.get("/", headers=BROWSER).headers["Content-Security-Policy"]
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    page = visit(browser, "/")
    links = [*page.all("link", rel="stylesheet"), *page.all("link", rel="icon")]
    for link in links:
        assert browser.get(link["href"]).status_code == 200


@pytest.mark.no_cov
def test_no_link_is_dead(browser: TestClient) -> None:
    """Follow some links of each folder and each set of parameters, those for programs too."""
    urls = dict.fromkeys(url for page in PAGES for url in links_of(visit(browser, page)))
    followed = set()
    by_folder: dict[str, list[str]] = {}
    for url in sorted(urls):
        path, _, query = url.partition("?")
        parameters = "&".join(sorted(parameter.partition("=")[0] for parameter in query.split("&")))
        by_folder.setdefault(f"{path.rpartition('/')[0]}?{parameters}", []).append(url)
    for similar_urls in by_folder.values():
        for url in similar_urls[::STEP]:
            response = browser.get(url, headers=BROWSER, follow_redirects=False)
            assert response.status_code == 200, url
            followed.add(url)
    assert len(followed) > 60


def test_alternate_links_have_the_media_type_they_announce(browser: TestClient) -> None:
    for url in ("/", "/countries/KZ", "/topics/visas", "/years/2013", "/about", FACT):
        links = visit(browser, url).all("link", rel="alternate")
        assert links, url
        for link in links:
            response = browser.get(link["href"])
            assert response.headers["Content-Type"].startswith(link["type"]), link


def test_fact_page_has_the_json_ld_of_the_api(browser: TestClient) -> None:
    """Compare with the document of the API, but for the context: search engines know schema.org."""
    embedded = json_ld_of(visit(browser, FACT))
    expected = browser.get(f"/v1{FACT}?format=jsonld").json()
    context, embedded_terms = embedded.pop("@context")
    assert (context, embedded.pop("url"), expected.pop("@context")) == (
        "https://schema.org",
        FACT,
        "/context.jsonld",
    )
    assert embedded == expected
    terms = browser.get("/context.jsonld").json()["@context"]
    assert embedded_terms == {name: terms[name] for name in embedded_terms}
    assert {"kind", "parties", "figures"} <= set(embedded_terms)


@pytest.mark.parametrize(
    ("url", "type_", "name"),
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
def test_each_kind_of_page_has_json_ld_and_open_graph_metadata(
    browser: TestClient, url: str, type_: str, name: str | None
) -> None:
    page = visit(browser, url)
    document = json_ld_of(page)
    assert document["@type"] == type_
    assert name is None or document["name"] == name
    metadata = {
        meta["property"]: meta["content"]
        for meta in page.all("meta")
        if "property" in meta.attributes
    }
    assert metadata["og:title"]
    assert len(metadata["og:description"]) > 40
    if name:
        assert metadata["og:title"].startswith(f"{name}: ")


def test_first_visit_loads_less_than_100_kb(browser: TestClient) -> None:
    """Sum the sizes of what a browser loads at first, compressed."""
    page = visit(browser, "/")
    linked = [link["href"] for link in page.all("link", rel="stylesheet")]
    scripts = [script["src"] for script in page.all("script") if "src" in script.attributes]
    compressed = {"Accept-Encoding": "br", **BROWSER}
    sizes = [
        int(browser.get(url, headers=compressed).headers["Content-Length"])
        for url in ("/", *linked, *scripts)
    ]
    assert sum(sizes) < 100_000
