"""Cards: what stands on them is what the API says, and nothing on them can do harm."""

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
# The card of each thing, its title, and what the API is asked for the same facts.
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


class _Reader(HTMLParser):
    """Words, tags and attributes of a page."""

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

    def said(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def service(app: FastAPI) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)


def as_image(path: str) -> str:
    name, mark, query = path.partition("?")
    return f"/embed/{name}.svg{mark}{query}"


def words_of(root: Element) -> str:
    """All that an image says, its broken lines joined."""
    return " ".join("".join(it.itertext()) for it in root.iter(f"{SVG}text"))


@pytest.mark.parametrize(("path", "title", "asked"), CARDS, ids=[it[0] for it in CARDS])
def test_a_card_says_what_the_api_says(
    service: TestClient, path: str, title: str, asked: dict[str, str]
) -> None:
    found = service.get("/v1/facts", params={**asked, "limit": 3}).json()
    total = found["page"]["total"]
    note = "1 fact" if total == 1 else f"{total} facts"
    page, image = service.get(f"/embed/{path}"), service.get(as_image(path))
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert image.headers["Content-Type"].startswith("image/svg+xml")
    drawn = words_of(fromstring(image.text))
    for said in (_Reader(page.text).said(), drawn):
        assert note in said
        assert found["meta"]["citation"].split(":")[0] in said
        assert "Stated by the Ministry of Foreign Affairs of Belarus" in said
        for fact in found["items"]:
            assert fact["statement"][:30] in said
    assert f">{title}</a></h1>" in page.text
    assert title in drawn
    for fact in found["items"]:
        assert f'href="/facts/{fact["id"]}"' in page.text


def test_the_map_of_a_card_has_every_country_of_its_facts(service: TestClient) -> None:
    counts = service.get("/v1/topics/visas").json()["counts"]["partners"]
    root = fromstring(service.get("/embed/topics/visas.svg").text)
    drawn = {it.text for it in root.iter(f"{SVG}title")}
    for it in counts:
        assert f"{it['label']}: {it['count']} fact{'s' * (it['count'] > 1)}" in drawn


def test_a_map_says_that_its_borders_take_no_side(service: TestClient) -> None:
    for path, has_map in (("countries/CN", True), ("organizations/osce", False)):
        for form in ("", ".svg"):
            said = _Reader(service.get(f"/embed/{path}{form}").text).said()
            assert ("Borders express no opinion" in said) is has_map


def test_long_names_and_statements_are_whole(service: TestClient) -> None:
    for path in ("organizations/unesco", "organizations/ohchr", "entities/lisbon-protocol"):
        card = service.get(f"/embed/{path}.json").json()
        said = _Reader(service.get(f"/embed/{path}.svg").text.partition("</style>")[2]).said()
        assert card["title"] in said
        assert all(it["words"] in said for it in card["statements"])


def test_where_nobody_is_on_a_map_there_is_a_timeline_of_all_facts(service: TestClient) -> None:
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


def test_a_fact_has_its_statement_whole_and_the_sentences_it_rests_on(service: TestClient) -> None:
    fact = service.get("/v1/facts/by-2013-visa-free-travel-turkey").json()
    page = service.get(f"/embed/facts/{fact['id']}").text
    image = words_of(fromstring(service.get(f"/embed/facts/{fact['id']}.svg").text))
    for said in (_Reader(page).said(), image):
        assert fact["statement"] in said
        for it in fact["evidence"]:
            assert it["locator"] in said


def test_a_card_is_found_by_any_name_and_by_those_of_other_times(service: TestClient) -> None:
    for name, title in (
        ("Китай", "China"),
        ("中国", "China"),
        ("chn", "China"),
        ("Turkey", "Türkiye"),
    ):
        assert f">{title}</a></h1>" in service.get(f"/embed/countries/{quote(name)}").text
        image = service.get(f"/embed/countries/{quote(name)}.svg").text
        assert f">{title} (" in image.partition("</title>")[0]


def test_only_cards_may_stand_in_frames_and_they_run_nothing(service: TestClient) -> None:
    for path in ("/embed/countries/CN", "/embed/countries/nowhere", "/embed/facts?limit=x"):
        answer = service.get(path)
        policy = dict(
            it.split(" ", 1) for it in answer.headers["Content-Security-Policy"].split("; ")
        )
        assert policy["frame-ancestors"] == "*"
        assert policy["default-src"] == policy["script-src"] == "'none'"
        reader = _Reader(answer.text)
        assert not reader.tags & {"script", "style", "form", "iframe"}
        assert not [name for name, _ in reader.attributes if name == "style" or name[:2] == "on"]
    docs = service.get("/docs").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in docs
    image = service.get("/embed/countries/CN.svg").headers
    assert image["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_links_leave_the_frame(service: TestClient) -> None:
    text = service.get("/embed/countries/CN").text
    assert text.count("<a ") == text.count('target="_blank" rel="noopener"') == 4


def test_a_theme_is_forced_or_left_to_whoever_looks(service: TestClient) -> None:
    for path in ("/embed/topics/visas", "/embed/topics/visas.svg"):
        assert 'data-theme="dark"' in service.get(f"{path}?theme=DARK").text
        assert "data-theme=" not in service.get(path).text.partition("<style>")[0]


def test_as_many_facts_are_named_as_are_wanted(service: TestClient) -> None:
    for limit in (0, 1, 5):
        text = service.get(f"/embed/years/2013?limit={limit}").text
        assert text.count("<li>") == limit


def test_a_card_that_is_held_is_not_sent_again(service: TestClient) -> None:
    for path in ("/embed/countries/CN", "/embed/countries/CN.svg"):
        first = service.get(path)
        again = service.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert service.head(path).headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
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
        ("countries/CN%00", 404, "NUL"),
    ],
)
def test_a_refusal_is_a_card_that_says_what_was_meant(
    service: TestClient, path: str, status: int, said: str
) -> None:
    page, image = service.get(f"/embed/{path}"), service.get(as_image(path))
    assert page.status_code == image.status_code == status
    assert page.headers["Cache-Control"] == image.headers["Cache-Control"] == "no-store"
    assert page.headers["Content-Type"].startswith("text/html")
    assert image.headers["Content-Type"].startswith("image/svg+xml")
    assert said in _Reader(page.text).said()
    assert said in words_of(fromstring(image.text))


@given(
    words=st.text(min_size=1, max_size=40)
    | st.sampled_from(["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "]]>&lt;"]),
    where=st.sampled_from(["countries/{}", "topics/{}", "facts?q={}", "facts?{}=1", "facts/{}"]),
)
@settings(max_examples=30, deadline=None)
def test_whatever_is_asked_stays_words(service: TestClient, words: str, where: str) -> None:
    path = where.format(quote(words, safe=""))
    page, image = service.get(f"/embed/{path}"), service.get(as_image(path))
    assert page.status_code == image.status_code < 500
    tags = _Reader(page.text).tags
    assert tags <= {"html", "head", "meta", "title", "link", "body", "main", "header", "div", "p",
                    "h1", "a", "svg", "path", "g", "circle", "rect", "line", "text", "ul", "li",
                    "span", "footer"}  # fmt: skip
    root = fromstring(image.text)
    assert not list(root.iter(f"{SVG}script")) + list(root.iter(f"{SVG}a"))


@pytest.mark.parametrize(
    "title", ["联合国教育科学文化组织" * 9, "Содружество Независимых Государств " * 5, "x" * 150]
)
def test_long_words_of_any_script_stay_inside_the_card(service: TestClient, title: str) -> None:
    image = service.get(f"/embed/facts.svg?{urlencode({'q': title[:190]})}")
    assert image.status_code == 200
    root = fromstring(image.text)
    sizes = {"card-title": 20, "card-note": 15, "card-statement": 14, "card-source": 11}
    for it in root.iter(f"{SVG}text"):
        size = sizes.get(it.get("class", ""))
        if size:
            width = width_of("".join(it.itertext())) * size
            assert float(it.get("x", "")) + width <= 600
    lines = [it for it in root.iter(f"{SVG}text") if it.get("class") == "card-title"]
    assert 1 < len(lines) <= 8
    assert float(root.get("height", "")) < 700


def test_it_works_mounted_below_a_prefix(app: FastAPI) -> None:
    host = TestClient(Starlette(routes=[Mount("/host/facts", app)]), raise_server_exceptions=False)
    for path, status in (("countries/CN", 200), ("countries/nowhere", 404)):
        answer = host.get(f"/host/facts/embed/{path}")
        assert answer.status_code == status
        styles = [it for _, it in _Reader(answer.text).attributes if it and it.endswith(".css")]
        assert len(styles) == 3
        for it in styles:
            assert it.startswith("/host/facts/static/")
            assert host.get(it).status_code == 200
    assert 'href="/host/facts/countries/CN"' in host.get("/host/facts/embed/countries/CN").text


def test_an_image_is_told_to_those_who_do_not_see_it(client: TestClient) -> None:
    root = fromstring(client.get("/embed/countries/CN.svg").text)
    told = root.findtext("{http://www.w3.org/2000/svg}desc") or ""
    facts = client.get("/v1/facts?country=CN&limit=3").json()["items"]
    assert all(it["statement"] in told for it in facts)
    assert "Ministry of Foreign Affairs of Belarus" in told
