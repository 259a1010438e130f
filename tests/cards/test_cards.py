"""Cards: they show what the API answers, and nothing on them can do harm."""

import re
from html.parser import HTMLParser
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import Element, fromstring

import pytest
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from policyfacts.charts.text_width import width_of

WORLD = 'class="drawing world"'
TIMELINE = 'class="drawing months"'
SVG = "{http://www.w3.org/2000/svg}"
# The path of each card, its title, and the parameters by which the API finds the same facts.
CARDS = [
    ("countries/CN", "China", {"country": "CN"}),
    ("regions/africa", "Africa", {"region": "africa"}),
    ("organizations/cis", "Commonwealth of Independent States", {"organization": "cis"}),
    ("entities/minsk", "Minsk", {"entity": "minsk"}),
    ("topics/visas", "Visas", {"topic": "visas"}),
    ("years/2014", "2014", {"year": "2014"}),
    ("facts?country=TR&topic=visas", "Facts about Türkiye: Visas",
     {"country": "TR", "topic": "visas"}),
    ("facts", "All facts", {}),
]  # fmt: skip


class _Parser(HTMLParser):
    """Parser that collects words, tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def service(app: FastAPI) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)


def image_url(path: str) -> str:
    name, mark, query = path.partition("?")
    return f"/embed/{name}.svg{mark}{query}"


def text_of(root: Element) -> str:
    """Join the texts of an SVG image, which wraps lines into several elements."""
    return " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize(("path", "title", "params"), CARDS, ids=[card[0] for card in CARDS])
def test_card_shows_title_count_and_statements_of_the_api(
    service: TestClient, path: str, title: str, params: dict[str, str]
) -> None:
    body = service.get("/v1/facts", params={**params, "limit": 3}).json()
    total = body["page"]["total"]
    note = "1 fact" if total == 1 else f"{total} facts"
    page, image = service.get(f"/embed/{path}"), service.get(image_url(path))
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert image.headers["Content-Type"].startswith("image/svg+xml")
    svg_text = text_of(fromstring(image.text))
    for text in (_Parser(page.text).text(), svg_text):
        assert note in text
        assert body["meta"]["citation"].split(":")[0] in text
        assert "Stated by the Ministry of Foreign Affairs of Belarus" in text
        for fact in body["items"]:
            assert fact["statement"][:30] in text
    assert f">{title}</a></h1>" in page.text
    assert title in svg_text
    for fact in body["items"]:
        assert f'href="/facts/{fact["id"]}"' in page.text


def test_map_of_a_card_has_every_country_of_its_facts(service: TestClient) -> None:
    counts = service.get("/v1/topics/visas").json()["counts"]["partners"]
    root = fromstring(service.get("/embed/topics/visas.svg").text)
    titles = {title.text for title in root.iter(f"{SVG}title")}
    for row in counts:
        assert f"{row['label']}: {row['count']} fact{'s' * (row['count'] > 1)}" in titles


def test_cards_with_a_map_have_the_note_on_borders(service: TestClient) -> None:
    for path, has_map in (("countries/CN", True), ("organizations/osce", False)):
        for extension in ("", ".svg"):
            text = _Parser(service.get(f"/embed/{path}{extension}").text).text()
            assert ("Borders express no opinion" in text) is has_map


def test_long_names_and_statements_are_not_cut(service: TestClient) -> None:
    for path in ("organizations/unesco", "organizations/ohchr", "entities/lisbon-protocol"):
        card = service.get(f"/embed/{path}.json").json()
        text = _Parser(service.get(f"/embed/{path}.svg").text.partition("</style>")[2]).text()
        assert card["title"] in text
        assert all(statement["words"] in text for statement in card["statements"])


def test_cards_without_countries_have_a_timeline_of_all_facts(service: TestClient) -> None:
    for path in (
        "organizations/osce",
        "entities/world-ice-hockey-championship-2014",
        "facts/by-2013-readmission-and-visa-facilitation-talks-eu",
    ):
        page, image = service.get(f"/embed/{path}"), service.get(f"/embed/{path}.svg")
        assert (page.status_code, image.status_code) == (200, 200)
        assert WORLD not in page.text + image.text
        total = service.get(f"/v1/{path}").json().get("facts", 1)
        for text in (page.text, image.text):
            assert TIMELINE in text
            drawn = re.findall("<title>[^<]*: ([0-9]+) facts?</title>", text.partition(TIMELINE)[2])
            others = re.findall(">and ([0-9]+) facts? in other years<", text)
            assert sum(map(int, drawn + others)) == total
    for path in ("countries/KZ", "facts?q=nothing-of-it"):
        assert TIMELINE not in service.get(f"/embed/{path}").text


def test_card_of_a_fact_has_its_whole_statement_and_locators(service: TestClient) -> None:
    fact = service.get("/v1/facts/by-2013-visa-free-travel-turkey").json()
    page = service.get(f"/embed/facts/{fact['id']}").text
    image = text_of(fromstring(service.get(f"/embed/facts/{fact['id']}.svg").text))
    for text in (_Parser(page).text(), image):
        assert fact["statement"] in text
        for evidence in fact["evidence"]:
            assert evidence["locator"] in text


def test_other_and_former_names_lead_to_the_card(service: TestClient) -> None:
    for name, title in (
        ("Китай", "China"),
        ("中国", "China"),
        ("chn", "China"),
        ("Turkey", "Türkiye"),
    ):
        assert f">{title}</a></h1>" in service.get(f"/embed/countries/{quote(name)}").text
        image = service.get(f"/embed/countries/{quote(name)}.svg").text
        assert f">{title} (" in image.partition("</title>")[0]


def test_only_cards_may_be_framed_and_they_have_no_scripts(service: TestClient) -> None:
    for path in ("/embed/countries/CN", "/embed/countries/nowhere", "/embed/facts?limit=x"):
        response = service.get(path)
        directives = response.headers["Content-Security-Policy"].split("; ")
        policy = dict(directive.split(" ", 1) for directive in directives)
        assert policy["frame-ancestors"] == "*"
        assert policy["default-src"] == policy["script-src"] == "'none'"
        parser = _Parser(response.text)
        assert not parser.tags & {"script", "style", "form", "iframe"}
        assert not [name for name, _ in parser.attributes if name == "style" or name[:2] == "on"]
    docs = service.get("/docs").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in docs
    image = service.get("/embed/countries/CN.svg").headers
    assert image["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_links_open_outside_the_frame(service: TestClient) -> None:
    text = service.get("/embed/countries/CN").text
    assert text.count("<a ") == text.count('target="_blank" rel="noopener"') == 4


def test_theme_is_set_only_by_the_parameter(service: TestClient) -> None:
    for path in ("/embed/topics/visas", "/embed/topics/visas.svg"):
        assert 'data-theme="dark"' in service.get(f"{path}?theme=DARK").text
        assert "data-theme=" not in service.get(path).text.partition("<style>")[0]


def test_limit_is_the_number_of_listed_facts(service: TestClient) -> None:
    for limit in (0, 1, 5):
        text = service.get(f"/embed/years/2013?limit={limit}").text
        assert text.count("<li>") == limit


def test_cached_card_answers_304(service: TestClient) -> None:
    for path in ("/embed/countries/CN", "/embed/countries/CN.svg"):
        first = service.get(path)
        again = service.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert service.head(path).headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    ("path", "status", "expected"),
    [
        ("countries/Chna", 404, "China"),
        ("facts/by-2013-visa-free-travel-turky", 404, "by-2013-visa-free-travel-turkey"),
        ("years/1066", 404, "1066"),
        ("years/soon", 422, "year"),
        ("countries/CN?thme=dark", 422, "theme"),
        ("countries/CN?theme=pink", 422, "light"),
        ("countries/CN?limit=6", 422, "limit"),
        ("countries/CN?theme=dark&theme=light", 422, "more than once"),
        ("facts?contry=TR", 422, "country"),
        ("facts?country=Chna", 422, "China"),
        ("facts?q=%FF", 422, "UTF-8"),
        ("elephants/CN", 404, "nothing"),
        ("countries/CN%00", 422, "U+0000 NUL"),
    ],
)
def test_error_card_says_what_is_wrong(
    service: TestClient, path: str, status: int, expected: str
) -> None:
    page, image = service.get(f"/embed/{path}"), service.get(image_url(path))
    assert page.status_code == image.status_code == status
    assert page.headers["Cache-Control"] == image.headers["Cache-Control"] == "no-store"
    assert page.headers["Content-Type"].startswith("text/html")
    assert image.headers["Content-Type"].startswith("image/svg+xml")
    assert expected in _Parser(page.text).text()
    assert expected in text_of(fromstring(image.text))


@given(
    words=st.text(min_size=1, max_size=40)
    | st.sampled_from(["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "]]>&lt;"]),
    template=st.sampled_from(["countries/{}", "topics/{}", "facts?q={}", "facts?{}=1", "facts/{}"]),
)
@settings(max_examples=30, deadline=None)
def test_input_never_becomes_markup(service: TestClient, words: str, template: str) -> None:
    path = template.format(quote(words, safe=""))
    page, image = service.get(f"/embed/{path}"), service.get(image_url(path))
    assert page.status_code == image.status_code < 500
    tags = _Parser(page.text).tags
    assert tags <= {"html", "head", "meta", "title", "link", "body", "main", "header", "div", "p",
                    "h1", "a", "svg", "path", "g", "circle", "rect", "line", "text", "ul", "li",
                    "span", "footer"}  # fmt: skip
    root = fromstring(image.text)
    assert not list(root.iter(f"{SVG}script")) + list(root.iter(f"{SVG}a"))


@pytest.mark.parametrize(
    "title", ["联合国教育科学文化组织" * 9, "Содружество Независимых Государств " * 5, "x" * 150]
)
def test_long_titles_in_any_script_fit_the_card(service: TestClient, title: str) -> None:
    image = service.get(f"/embed/facts.svg?{urlencode({'q': title[:190]})}")
    assert image.status_code == 200
    root = fromstring(image.text)
    sizes = {"card-title": 20, "card-note": 15, "card-statement": 14, "card-source": 11}
    for text in root.iter(f"{SVG}text"):
        size = sizes.get(text.get("class", ""))
        if size:
            width = width_of("".join(text.itertext())) * size
            assert float(text.get("x", "")) + width <= 600
    lines = [text for text in root.iter(f"{SVG}text") if text.get("class") == "card-title"]
    assert 1 < len(lines) <= 8
    assert float(root.get("height", "")) < 700


def test_cards_work_when_mounted_below_a_prefix(app: FastAPI) -> None:
    host = TestClient(Starlette(routes=[Mount("/host/facts", app)]), raise_server_exceptions=False)
    for path, status in (("countries/CN", 200), ("countries/nowhere", 404)):
        response = host.get(f"/host/facts/embed/{path}")
        assert response.status_code == status
        values = [value or "" for _, value in _Parser(response.text).attributes]
        styles = [value for value in values if value.endswith(".css")]
        assert len(styles) == 3
        for url in styles:
            assert url.startswith("/host/facts/static/")
            assert host.get(url).status_code == 200
    assert 'href="/host/facts/countries/CN"' in host.get("/host/facts/embed/countries/CN").text


def test_svg_card_has_a_description_for_screen_readers(client: TestClient) -> None:
    root = fromstring(client.get("/embed/countries/CN.svg").text)
    description = root.findtext("{http://www.w3.org/2000/svg}desc") or ""
    facts = client.get("/v1/facts?country=CN&limit=3").json()["items"]
    assert all(fact["statement"] in description for fact in facts)
    assert "Ministry of Foreign Affairs of Belarus" in description
