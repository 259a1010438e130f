"""oEmbed: from the URL of a page to its card."""

from xml.etree.ElementTree import fromstring

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from policyfacts.http.embed_urls import oembed_address
from policyfacts.http.urls import UrlBuilder
from tests.cards.images import size_of
from tests.conftest import PUBLIC_URL


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
def test_each_page_has_its_card(
    public_client: TestClient, page: str, card: str, title: str
) -> None:
    urls = (
        page,
        f"{PUBLIC_URL}{page}",
        f"http://FACTS.example/review{page}#top",
        f"https://facts.example:443/review{page}",
    )
    for url in urls:
        response = public_client.get("/oembed", params={"url": url})
        assert response.headers["Content-Type"] == "application/json"
        body = response.json()
        assert (body["version"], body["type"], body["title"]) == ("1.0", "rich", title)
        frame = fromstring(body["html"])
        assert frame.tag == "iframe"
        assert frame.get("src") == f"{PUBLIC_URL}{card}"
        size = (frame.get("width"), frame.get("height"))
        assert size == (str(body["width"]), str(body["height"]))
        assert "allow-scripts" not in (frame.get("sandbox") or "allow-scripts")
    assert public_client.get(card).status_code == 200


def test_card_fits_maxwidth_and_maxheight(public_client: TestClient) -> None:
    url = "/oembed?url=/countries/CN&dnt=1"
    body = public_client.get(f"{url}&maxwidth=320&maxheight=200").json()
    assert (body["width"], body["height"]) == (320, 200)
    large = public_client.get(f"{url}&maxwidth=9000&maxheight=9000").json()
    assert large["width"] == 600
    assert "thumbnail_url" not in body


def test_thumbnail_has_the_size_it_announces(public_client: TestClient) -> None:
    for url, theme in (("/countries/CN", "dark"), ("/?country=TR&topic=visas", "auto")):
        body = public_client.get("/oembed", params={"url": url, "theme": theme}).json()
        thumbnail = body["thumbnail_url"]
        assert thumbnail.startswith(f"{PUBLIC_URL}/embed/")
        size = size_of(public_client.get(thumbnail.removeprefix(PUBLIC_URL)))
        assert size == (body["thumbnail_width"], body["thumbnail_height"])


def test_url_with_an_unknown_name_says_what_was_meant(public_client: TestClient) -> None:
    response = public_client.get("/oembed", params={"url": "/?country=Chna"})
    assert "Did you mean CN (China)" in response.json()["detail"]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("contry=TR", "'contry' is not a parameter of /. Did you mean country"),
        ("offset=20", "Did you mean cursor?"),
        ("year=soon", "year='soon': it is not a whole number"),
        ("date_from=soon", "date_from: 'soon' is not a date"),
        ("kind=happening", "kind='happening': it must be 'event'"),
        ("country=A%07", "country='A<U+0007>': holds U+0007"),
        ("contry=A&regoin=B", "'regoin' is not a parameter"),
    ],
)
def test_a_question_that_cannot_be_read_says_why(
    public_client: TestClient, query: str, reason: str
) -> None:
    response = public_client.get("/oembed", params={"url": f"/?{query}"})
    assert response.status_code == 404
    assert reason in response.json()["detail"]


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
def test_urls_that_are_no_page_of_the_service_answer_404(
    public_client: TestClient, url: str
) -> None:
    response = public_client.get("/oembed", params={"url": url})
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_other_formats_answer_501_and_bad_parameters_422(public_client: TestClient) -> None:
    for format_ in ("xml", "yaml"):
        response = public_client.get("/oembed", params={"url": "/countries/CN", "format": format_})
        assert (response.status_code, response.json()["code"]) == (501, "not_implemented")
    for query in ("", "url=/&maxwith=3", "url=/&maxwidth=0", "url="):
        assert public_client.get(f"/oembed?{query}").status_code == 422


def test_without_a_public_url_oembed_names_the_missing_setting(app: FastAPI) -> None:
    response = TestClient(app).get("/oembed", params={"url": "/countries/CN"})
    assert response.status_code == 404
    assert "POLICYFACTS_PUBLIC_URL" in response.json()["detail"]


def test_oembed_url_of_a_page_leads_to_its_card(public_client: TestClient) -> None:
    oembed_url = oembed_address(UrlBuilder(PUBLIC_URL), "/", {"country": ["TR", "CN"], "q": "a&b"})
    assert oembed_url is not None
    body = public_client.get(oembed_url.removeprefix(PUBLIC_URL)).json()
    assert f'src="{PUBLIC_URL}/embed/facts?country=CN,TR&amp;q=a%26b"' in body["html"]
    assert oembed_address(UrlBuilder("/prefix"), "/countries/CN") is None


def test_long_urls_are_accepted(public_client: TestClient) -> None:
    topics = [topic["id"] for topic in public_client.get("/v1/topics").json()["items"]]
    url = f"/?topic={','.join(topics)}"
    assert len(url) > 600
    assert public_client.get("/oembed", params={"url": url}).status_code == 200


def test_cards_and_the_element_allow_cross_origin_embedding(public_client: TestClient) -> None:
    for path in (
        "/embed/countries/CN",
        "/embed/countries/CN.svg",
        "/embed/countries/Atlantis.svg",
        "/static/policy-facts.js",
        "/static/cards.css",
    ):
        assert public_client.get(path).headers["Cross-Origin-Resource-Policy"] == "cross-origin", (
            path
        )


@pytest.mark.parametrize("page", ["/countries/CN", "/?country=TR"])
def test_theme_is_passed_on_to_the_card(public_client: TestClient, page: str) -> None:
    for theme in ("light", "dark"):
        params = {"url": page, "theme": theme}
        frame = fromstring(public_client.get("/oembed", params=params).json()["html"])
        card_url = str(frame.get("src")).removeprefix(PUBLIC_URL)
        assert f'data-theme="{theme}"' in public_client.get(card_url).text
    assert public_client.get("/oembed", params={"url": page, "theme": "blue"}).status_code == 422
