"""Previews: the images that social networks and messengers show for the URL of a page."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import fromstring

import pytest
import resvg_py
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from tests.cards.images import size_of
from tests.conftest import PUBLIC_URL
from tests.site.html_assertions import parse

SVG = "{http://www.w3.org/2000/svg}"
PAGES = (
    "/",
    "/?country=TR&topic=visas&sort=date&limit=5",
    "/countries/CN",
    "/organizations/osce",
    "/regions/africa",
    "/entities/minsk",
    "/topics/visas",
    "/years/2013",
    "/facts/by-2013-embassy-qatar",
)
COUNT_COLOURS = """async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const drawn = canvas.getContext("2d");
    drawn.drawImage(image, 0, 0);
    const counts = {};
    const { data } = drawn.getImageData(0, 0, image.width, image.height);
    for (let i = 0; i < data.length; i += 4) {
        const hex = [...data.slice(i, i + 3)].map(it => it.toString(16).padStart(2, "0")).join("");
        counts[hex] = (counts[hex] ?? 0) + 1;
    }
    return counts;
}"""


CountColours = Callable[[str], dict[str, int]]


@pytest.mark.parametrize("path", PAGES)
def test_preview_image_has_the_size_that_the_page_announces(
    public_client: TestClient, path: str
) -> None:
    page = parse(public_client.get(path))
    metadata = {meta["property"]: meta["content"] for meta in page.all("meta")
            if "property" in meta.attributes}  # fmt: skip
    assert metadata["og:image"].startswith(f"{PUBLIC_URL}/embed/")
    size = (int(metadata["og:image:width"]), int(metadata["og:image:height"]))
    assert size_of(public_client.get(metadata["og:image"].removeprefix(PUBLIC_URL))) == size
    assert size == (1200, 630)
    assert metadata["og:image:alt"] == metadata["og:title"]


def test_pages_have_no_preview_without_a_public_url_or_card(
    app: FastAPI, public_client: TestClient
) -> None:
    for client, path in ((TestClient(app), "/countries/CN"), (public_client, "/countries")):
        page = parse(client.get(path))
        assert not page.all("meta", property="og:image")


@pytest.fixture
def count_colours(browser: Browser, origin: str) -> CountColours:
    """Function that counts the pixels of each colour in an image."""
    page = browser.new_page()
    page.goto(f"{origin}/about")
    return lambda path: dict(page.evaluate(COUNT_COLOURS, origin + path))


@pytest.mark.parametrize(
    ("theme", "background", "accent", "darkest"),
    [
        ("auto", "ffffff", "1f5a92", "174a7e"),
        ("light", "ffffff", "1f5a92", "174a7e"),
        ("dark", "11161c", "7db7ea", "b4d8f5"),
    ],
)
def test_png_has_the_colours_of_the_theme(
    count_colours: CountColours, theme: str, background: str, accent: str, darkest: str
) -> None:
    counts = count_colours(f"/embed/countries/CN.png?theme={theme}")
    assert max(counts, key=counts.__getitem__) == background
    # The number of facts in words, and the country itself.
    assert counts[accent] > 300
    assert counts[darkest] > 1000


def test_errors_are_images_too(public_client: TestClient) -> None:
    for path, status in (("countries/Chna.png", 404), ("facts.png?contry=TR", 422)):
        response = public_client.get(f"/embed/{path}")
        assert response.status_code == status
        assert size_of(response) == (1200, 630)
        assert response.headers["Cache-Control"] == "no-store"


@given(
    words=st.text(min_size=1, max_size=40) | st.sampled_from(["\ud800", "]]>&lt;", "中文 עברית"]),
    path=st.sampled_from(["countries/{}.png", "facts.png?q={}"]),
)
@settings(max_examples=15, deadline=None)
def test_any_input_becomes_an_image(public_client: TestClient, words: str, path: str) -> None:
    quoted = quote(words.encode("utf-8", "surrogatepass"), safe="")
    response = public_client.get(f"/embed/{path.format(quoted)}")
    assert response.status_code < 500
    assert size_of(response) == (1200, 630)


@pytest.fixture
def svgs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """SVG documents that are drawn in the test: the text of a PNG file cannot be read."""
    documents: list[str] = []
    render = resvg_py.svg_to_bytes

    def record(**options: Any) -> bytes:
        documents.append(options["svg_string"])
        return render(**options)

    monkeypatch.setattr(resvg_py, "svg_to_bytes", record)
    return documents


def test_statement_of_a_fact_is_not_cut(public_client: TestClient, svgs: list[str]) -> None:
    # Without its end it would say the opposite of what was meant.
    public_client.get("/embed/facts/by-2013-cooperation-lithuania.png?theme=dark")
    assert "although limiting factors remained." in _text_of(svgs[0])
    facts = public_client.get("/v1/facts?limit=500&fields=id,statement").json()["items"]
    for fact in sorted(facts, key=lambda fact: len(fact["statement"]))[-5:]:
        public_client.get(f"/embed/facts/{fact['id']}.png?theme=dark")
        assert fact["statement"] in _text_of(svgs[-1])


def test_charts_leave_room_for_titles_and_statements(
    public_client: TestClient, svgs: list[str]
) -> None:
    for path in ("organizations/unesco", "topics/drug-control", "countries/GQ"):
        public_client.get(f"/embed/{path}.png?theme=dark")
        card = public_client.get(f"/embed/{path}.json").json()
        for words in (card["title"], card["statements"][0]["words"]):
            assert words in _text_of(svgs[-1])
        assert _bottom_of(svgs[-1]) <= 305


def test_longest_search_leaves_room_for_the_sources(
    public_client: TestClient, svgs: list[str]
) -> None:
    for words in ("W" * 190, "visit " * 30):
        public_client.get(f"/embed/facts.png?q={quote(words)}")
        *groups, footer = fromstring(svgs[-1])
        ends = [float(text.attrib["y"]) for group in groups for text in group.iter(f"{SVG}text")]
        assert max(ends) < float(footer.attrib["transform"].split()[-1].rstrip(")"))
        assert "fact" in _text_of(svgs[-1])


def _text_of(document: str) -> str:
    return " ".join(text.text or "" for text in fromstring(document).iter(f"{SVG}text"))


def _bottom_of(document: str) -> float:
    """Return the y coordinate of the last line."""
    footer = fromstring(document)[-1]
    offset = float(footer.attrib["transform"].split()[-1].rstrip(")"))
    return offset + max(float(text.attrib["y"]) for text in footer.iter(f"{SVG}text"))


def test_characters_without_a_glyph_are_drawn_as_boxes(count_colours: CountColours) -> None:
    few, many = (
        count_colours(f"/embed/facts.png?q={quote(words)}")["17212b"]
        for words in ("中", "中文字符")
    )
    assert many > few


def test_simultaneous_requests_draw_an_image_once(
    public_client: TestClient, svgs: list[str]
) -> None:
    # URLs differ, so that the response cache has none of them; the image is the same.
    paths = [f"/embed/countries/{name}.png?theme=dark" for name in ("MN", "mn", "MNG", "Mongolia")]
    with ThreadPoolExecutor(len(paths)) as threads:
        responses = list(threads.map(public_client.get, paths))
    assert len({response.content for response in responses}) == len(svgs) == 1
