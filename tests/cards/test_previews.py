"""Previews: what networks and messengers show where an address of a page is shared."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import fromstring

import pytest
import resvg_py
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from policyfacts.web import create_app
from tests.architecture.serving import serving
from tests.cards.images import size_of
from tests.chromium import chromium
from tests.site.html_assertions import read

PUBLIC = "https://facts.example/review"
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


@pytest.fixture(scope="module")
def service(app: FastAPI) -> TestClient:
    model = app.state.service.settings.model_copy(update={"public_url": PUBLIC})
    return TestClient(create_app(model), raise_server_exceptions=False)


@pytest.mark.parametrize("path", PAGES)
def test_each_page_names_a_picture_of_the_size_it_says(service: TestClient, path: str) -> None:
    page = read(service.get(path))
    told = {it.attributes["property"]: it.attributes["content"] for it in page.all("meta")
            if "property" in it.attributes}  # fmt: skip
    assert told["og:image"].startswith(f"{PUBLIC}/embed/")
    said = (int(told["og:image:width"]), int(told["og:image:height"]))
    assert size_of(service.get(told["og:image"].removeprefix(PUBLIC))) == said == (1200, 630)
    assert told["og:image:alt"] == told["og:title"]


def test_without_a_public_address_and_on_other_pages_there_is_none(
    app: FastAPI, service: TestClient
) -> None:
    for client, path in ((TestClient(app), "/countries/CN"), (service, "/countries")):
        page = read(client.get(path))
        assert not page.all("meta", property="og:image")


def test_words_and_shades_are_drawn_in_the_colours_of_the_theme(app: FastAPI) -> None:
    with serving(app) as origin, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{origin}/about")
        for theme, paper, accent, most in (
            ("auto", "ffffff", "1f5a92", "174a7e"),
            ("light", "ffffff", "1f5a92", "174a7e"),
            ("dark", "11161c", "7db7ea", "b4d8f5"),
        ):
            address = f"{origin}/embed/countries/CN.png?theme={theme}"
            counts = page.evaluate(COUNT_COLOURS, address)
            assert max(counts, key=counts.__getitem__) == paper
            # The number of facts in words, and the country itself.
            assert counts[accent] > 300, theme
            assert counts[most] > 1000, theme


def test_a_refusal_is_a_picture_too(service: TestClient) -> None:
    for path, status in (("countries/Chna.png", 404), ("facts.png?contry=TR", 422)):
        answer = service.get(f"/embed/{path}")
        assert answer.status_code == status
        assert size_of(answer) == (1200, 630)
        assert answer.headers["Cache-Control"] == "no-store"


@given(
    words=st.text(min_size=1, max_size=40) | st.sampled_from(["\ud800", "]]>&lt;", "中文 עברית"]),
    path=st.sampled_from(["countries/{}.png", "facts.png?q={}"]),
)
@settings(max_examples=15, deadline=None)
def test_whatever_is_asked_becomes_a_picture(service: TestClient, words: str, path: str) -> None:
    written = quote(words.encode("utf-8", "surrogatepass"), safe="")
    answer = service.get(f"/embed/{path.format(written)}")
    assert answer.status_code < 500
    assert size_of(answer) == (1200, 630)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is drawn from now on: nobody can read it in a PNG file."""
    documents: list[str] = []
    render = resvg_py.svg_to_bytes

    def note(**asked: Any) -> bytes:
        documents.append(asked["svg_string"])
        return render(**asked)

    monkeypatch.setattr(resvg_py, "svg_to_bytes", note)
    return documents


def test_the_statement_of_a_fact_is_whole(service: TestClient, drawn: list[str]) -> None:
    # Without its end it would say the opposite of what was meant.
    service.get("/embed/facts/by-2013-cooperation-lithuania.png?theme=dark")
    assert "although limiting factors remained." in _words_of(drawn[0])
    facts = service.get("/v1/facts?limit=500&fields=id,statement").json()["items"]
    for fact in sorted(facts, key=lambda it: len(it["statement"]))[-5:]:
        service.get(f"/embed/facts/{fact['id']}.png?theme=dark")
        assert fact["statement"] in _words_of(drawn[-1])


def test_pictures_make_room_for_words(service: TestClient, drawn: list[str]) -> None:
    for path in ("organizations/unesco", "topics/drug-control", "countries/GQ"):
        service.get(f"/embed/{path}.png?theme=dark")
        card = service.get(f"/embed/{path}.json").json()
        for words in (card["title"], card["statements"][0]["words"]):
            assert words in _words_of(drawn[-1])
        assert _lowest_of(drawn[-1]) <= 305


def test_the_longest_question_leaves_room_for_the_sources(
    service: TestClient, drawn: list[str]
) -> None:
    for words in ("W" * 190, "visit " * 30):
        service.get(f"/embed/facts.png?q={quote(words)}")
        *others, foot = fromstring(drawn[-1])
        ends = [float(it.attrib["y"]) for one in others for it in one.iter(f"{SVG}text")]

        assert max(ends) < float(foot.attrib["transform"].split()[-1].rstrip(")"))
        assert "fact" in _words_of(drawn[-1])


def _words_of(document: str) -> str:
    return " ".join(it.text or "" for it in fromstring(document).iter(f"{SVG}text"))


def _lowest_of(document: str) -> float:
    """How far down the last line stands."""
    foot = fromstring(document)[-1]
    moved = float(foot.attrib["transform"].split()[-1].rstrip(")"))
    return moved + max(float(it.attrib["y"]) for it in foot.iter(f"{SVG}text"))


def test_letters_that_no_font_has_are_seen_to_be_there(app: FastAPI) -> None:
    with serving(app) as origin, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{origin}/about")
        few, many = (
            page.evaluate(COUNT_COLOURS, f"{origin}/embed/facts.png?q={quote(it)}")["17212b"]
            for it in ("中", "中文字符")
        )
    assert many > few


def test_an_image_that_many_ask_for_at_once_is_drawn_once(
    service: TestClient, drawn: list[str]
) -> None:
    # Addresses differ, so that the answer cache has none of them; the image is the same.
    paths = [f"/embed/countries/{it}.png?theme=dark" for it in ("MN", "mn", "MNG", "Mongolia")]
    with ThreadPoolExecutor(len(paths)) as threads:
        images = list(threads.map(service.get, paths))
    assert len({it.content for it in images}) == len(drawn) == 1
