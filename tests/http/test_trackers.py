"""Shared links: pages, cards and oEmbed pass over what trackers add, programs' doors do not."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from policyfacts.http.trackers import is_tracker, without_trackers
from policyfacts.schemas.params.cards import FactsCardParams, OembedParams
from policyfacts.schemas.params.formats import ExplorerParams
from tests.conftest import PUBLIC_URL

ADDED = (
    "fbclid=IwAR0",
    "FBCLID=IwAR0",
    "gclid=a",
    "gbraid=a",
    "wbraid=a",
    "gad_source=1",
    "msclkid=a",
    "dclid=a",
    "yclid=a",
    "ysclid=a",
    "twclid=a",
    "ttclid=a",
    "igshid=a",
    "igsh=a",
    "li_fat_id=a",
    "mc_cid=a",
    "mc_eid=a",
    "_ga=2.1.1",
    "_ga_ABC=1",
    "_gl=1*a",
    "mkt_tok=a",
    "utm_source=a",
    "UTM_Medium=a",
    "utm%5Fcampaign=a%20b",
    "utm_x",
    "ref_src=twsrc%5Etfw",
    "ref_url=https%3A%2F%2Fexample.org%2F%3Fcountry%3DTR",
    "si=a",
    "ref=newsletter",
    "__twitter_impression=true",
    "oly_anon_id=a",
    "_hsenc=a",
    "_hsmi=1",
    "vero_id=a",
    "s_kwcid=AL!1",
    "wickedid=a",
    "at_medium=a",
    "pk_campaign=a",
    "mtm_kwd=a",
    "amp;utm_source=a",
    "amp;amp;utm_source=a",
    "mibextid=a",
    "rcm=a",
    "ck_subscriber_id=1",
    "hss_channel=tw-1",
    "srsltid=a",
    "__cft__[0]=a",
)
PAGES = (
    "/",
    "/?country=TR",
    "/about",
    "/countries",
    "/countries/CN",
    "/regions/africa",
    "/organizations/un",
    "/topics",
    "/topics/visas",
    "/years/2014",
    "/facts/by-2013-embassy-qatar",
    "/docs",
    "/embed/facts?country=TR",
    "/embed/countries/CN",
    "/embed/countries/CN.svg",
    "/oembed?url=/countries/CN",
)
STRICT = (
    "/v1",
    "/v1/facts",
    "/v1/countries/CN",
    "/v1/facts/by-2013-embassy-qatar",
    "/reconcile",
    "/reconcile/1.0-draft",
    "/health/live",
)


def with_more(address: str, added: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{added}"


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_the_same_whatever_trackers_add(public_client: TestClient, address: str) -> None:
    plain = public_client.get(address)
    assert plain.status_code == 200
    for added in ("&".join(ADDED), *ADDED[:2], ADDED[-2]):
        tracked = public_client.get(with_more(address, added))
        assert tracked.status_code == 200
        assert tracked.content == plain.content
        assert tracked.headers.get("Link") == plain.headers.get("Link")
        assert tracked.headers.get("ETag") == plain.headers.get("ETag")


@pytest.mark.parametrize("added", ADDED)
def test_each_tracker_is_passed_over_at_both_ends_of_a_query(
    client: TestClient, added: str
) -> None:
    assert client.get(f"/?{added}").status_code == 200
    response = client.get(f"/?{added}&country=TR&limit=1")
    assert response.text == client.get("/?country=TR&limit=1").text


def test_pages_that_follow_carry_no_tracker(public_client: TestClient) -> None:
    page = public_client.get("/?limit=2&utm_source=letter&fbclid=a")
    assert "cursor=" in page.text
    assert "utm_source" not in page.text
    assert "fbclid" not in page.text


def test_oembed_passes_over_trackers_inside_the_address(public_client: TestClient) -> None:
    for page in ("/?country=TR", "/countries/TR"):
        plain = public_client.get("/oembed", params={"url": f"{PUBLIC_URL}{page}"})
        tracked = with_more(f"{PUBLIC_URL}{page}", "&".join(ADDED))
        answer = public_client.get("/oembed", params={"url": tracked})
        assert answer.status_code == 200
        assert answer.json() == plain.json()


@pytest.mark.parametrize("address", STRICT)
def test_addresses_that_programs_write_are_read_strictly(client: TestClient, address: str) -> None:
    response = client.get(with_more(address, "utm_source=a"))
    assert response.status_code == 422
    assert "utm_source" in response.json()["detail"]


@pytest.mark.parametrize("query", ["contry=TR", "contry=TR&utm_source=a", "utmsource=a", "quid=1"])
def test_pages_refuse_what_a_person_misspells(client: TestClient, query: str) -> None:
    page = client.get(f"/?{query}", headers={"Accept": "text/html"})
    assert page.status_code == 422
    assert "utm_source" not in page.text


def test_redirects_lead_on_without_trackers(client: TestClient) -> None:
    for address in ("/countries/China?fbclid=a", "/countries/CN/?fbclid=a"):
        response = client.get(address, headers={"Accept": "text/html"}, follow_redirects=False)
        assert response.status_code == 308
        assert response.headers["Location"] == "/countries/CN"


def misspellings(word: str) -> Iterator[str]:
    """Yield a word with one letter left out, doubled, swapped or replaced."""
    for place in range(len(word)):
        before, after = word[:place], word[place + 1 :]
        yield before + after
        yield before + word[place] * 2 + after
        yield before + after[:1] + word[place] + after[1:]
        yield from (before + letter + after for letter in "abcdefghijklmnopqrstuvwxyz_")


def test_no_misspelt_parameter_is_taken_for_a_tracker() -> None:
    names = {
        name
        for model in (ExplorerParams, FactsCardParams, OembedParams)
        for name in model.model_fields
    }
    mistaken = {text for name in names for text in (name, *misspellings(name)) if is_tracker(text)}
    assert mistaken == set()


def test_what_is_left_of_a_query_stays_as_it_was_written() -> None:
    query = "country=T%52&q=a+b&&topic=&utm_source=x&country=CN&=1"
    assert without_trackers(query) == "country=T%52&q=a+b&&topic=&country=CN&=1"
    assert without_trackers("country=TR") == "country=TR"
    assert without_trackers("utm_source=a&fbclid") == ""
