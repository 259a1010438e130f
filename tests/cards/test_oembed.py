"""oEmbed: the card of a page for those who know only its address."""

from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from policyfacts.http.embed_urls import oembed_address
from policyfacts.http.urls import UrlBuilder
from policyfacts.web import create_app
from tests.cards.images import size_of

PUBLIC = "https://facts.example/review"


@pytest.fixture(scope="module")
def service(app: FastAPI) -> Iterator[TestClient]:
    settings = app.state.service.settings.model_copy(update={"public_url": PUBLIC})
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("page", "card", "title"),
    [
        ("/countries/CN", "/embed/countries/CN", "China"),
        ("/countries/CN/", "/embed/countries/CN", "China"),
        ("/organizations/cis", "/embed/organizations/cis", "Commonwealth of Independent States"),
        ("/topics/visas", "/embed/topics/visas", "Visas"),
        ("/years/2014", "/embed/years/2014", "2014"),
        ("/facts/by-2013-embassy-qatar", "/embed/facts/by-2013-embassy-qatar",
         "Belarus planned to open an embassy in Qatar in 2014."),
        ("/", "/embed/facts", "All facts"),
        ("/?q=&country=TR,CN&topic=visas&sort=date&limit=5",
         "/embed/facts?country=CN,TR&topic=visas",
         "Facts about China or Türkiye: Visas"),
    ],
)  # fmt: skip
def test_each_page_has_its_card(service: TestClient, page: str, card: str, title: str) -> None:
    urls = (
        page,
        f"{PUBLIC}{page}",
        f"http://FACTS.example/review{page}#top",
        f"https://facts.example:443/review{page}",
    )
    for url in urls:
        answer = service.get("/oembed", params={"url": url})
        assert answer.headers["Content-Type"] == "application/json"
        found = answer.json()
        assert (found["version"], found["type"], found["title"]) == ("1.0", "rich", title)
        frame = fromstring(found["html"])
        assert frame.tag == "iframe"
        assert frame.get("src") == f"{PUBLIC}{card}"
        assert (frame.get("width"), frame.get("height")) == (
            str(found["width"]),
            str(found["height"]),
        )
        assert "allow-scripts" not in (frame.get("sandbox") or "allow-scripts")
    assert service.get(card).status_code == 200


def test_it_fits_the_room_there_is(service: TestClient) -> None:
    asked = "/oembed?url=/countries/CN&dnt=1"
    found = service.get(f"{asked}&maxwidth=320&maxheight=200").json()
    assert (found["width"], found["height"]) == (320, 200)
    large = service.get(f"{asked}&maxwidth=9000&maxheight=9000").json()
    assert large["width"] == 600
    assert "thumbnail_url" not in found


def test_it_has_a_picture_for_lists_of_links(service: TestClient) -> None:
    for url, theme in (("/countries/CN", "dark"), ("/?country=TR&topic=visas", "auto")):
        found = service.get("/oembed", params={"url": url, "theme": theme}).json()
        thumbnail = found["thumbnail_url"]
        assert thumbnail.startswith(f"{PUBLIC}/embed/")
        size = size_of(service.get(thumbnail.removeprefix(PUBLIC)))
        assert size == (found["thumbnail_width"], found["thumbnail_height"])


def test_a_question_that_cannot_be_answered_says_why(service: TestClient) -> None:
    answer = service.get("/oembed", params={"url": "/?country=Chna"})
    assert "Did you mean CN (China)" in answer.json()["detail"]


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/review/countries/CN",
        "https://facts.example/countries/CN",
        "https://facts.example/reviewer/countries/CN",
        "https://facts.example@other.example/review/countries/CN",
        "https://facts.example:8443/review/countries/CN",
        "https://facts.example:x/review/countries/CN",
        "//other.example/review/countries/CN",
        "javascript:alert(1)",
        "ftp://facts.example/review/countries/CN",
        "http://[",
        "countries/CN",
        "/countries/Atlantis",
        "/countries",
        "/years/soon",
        "/years/99999999999999999999",
        "/v1/countries/CN",
        "/docs",
        "/?contry=TR",
        "/?country=Atlantis",
        "/?q=%00",
        "/countries/CN/../RU",
        "/facts/by-2013-embassy-qatar/citation",
        "/years/02014",
        "/facts/<script>",
    ],
)
def test_what_is_no_page_of_ours_is_not_found(service: TestClient, url: str) -> None:
    answer = service.get("/oembed", params={"url": url})
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_other_forms_are_not_offered_and_slips_are_refused(service: TestClient) -> None:
    for form in ("xml", "yaml"):
        answer = service.get("/oembed", params={"url": "/countries/CN", "format": form})
        assert (answer.status_code, answer.json()["code"]) == (501, "not_implemented")
    for slip in ("", "url=/&maxwith=3", "url=/&maxwidth=0", "url="):
        assert service.get(f"/oembed?{slip}").status_code == 422


def test_without_a_public_address_it_says_what_is_missing(app: FastAPI) -> None:
    answer = TestClient(app).get("/oembed", params={"url": "/countries/CN"})
    assert answer.status_code == 404
    assert "POLICYFACTS_PUBLIC_URL" in answer.json()["detail"]


def test_pages_can_tell_where_their_oembed_answer_is(service: TestClient) -> None:
    address = oembed_address(UrlBuilder(PUBLIC), "/", {"country": ["TR", "CN"], "q": "a&b"})
    assert address is not None
    found = service.get(address.removeprefix(PUBLIC)).json()
    assert f'src="{PUBLIC}/embed/facts?country=CN,TR&amp;q=a%26b"' in found["html"]
    assert oembed_address(UrlBuilder("/prefix"), "/countries/CN") is None


def test_addresses_may_be_as_long_as_pages_are(service: TestClient) -> None:
    topics = [it["id"] for it in service.get("/v1/topics").json()["items"]]
    url = f"/?topic={','.join(topics)}"
    assert len(url) > 600
    assert service.get("/oembed", params={"url": url}).status_code == 200


def test_isolated_pages_may_show_cards_and_the_element(service: TestClient) -> None:
    for path in (
        "/embed/countries/CN",
        "/embed/countries/CN.svg",
        "/embed/countries/Atlantis.svg",
        "/static/policy-facts.js",
        "/static/cards.css",
    ):
        assert service.get(path).headers["Cross-Origin-Resource-Policy"] == "cross-origin", path


@pytest.mark.parametrize("page", ["/countries/CN", "/?country=TR"])
def test_a_theme_goes_on_to_the_card(service: TestClient, page: str) -> None:
    for theme in ("light", "dark"):
        asked = {"url": page, "theme": theme}
        frame = fromstring(service.get("/oembed", params=asked).json()["html"])
        address = str(frame.get("src")).removeprefix(PUBLIC)
        assert f'data-theme="{theme}"' in service.get(address).text
    assert service.get("/oembed", params={"url": page, "theme": "blue"}).status_code == 422
