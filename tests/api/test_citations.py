"""Citations over HTTP: a URL only where the public URL is set, and the day only with a URL."""

import json
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from starlette.testclient import TestClient

from policyfacts.http import context
from policyfacts.http.presenters import citations
from policyfacts.settings import Settings
from policyfacts.web import create_app

FACT = "/v1/facts/by-2013-state-visit-indonesia"
PUBLIC = "https://facts.example/api"
CITATION_URLS = [f"{FACT}/citation", "/v1/facts/citation?country=TR&topic=visas"]
FORMATS = ["text", "bibtex", "ris", "csl-json"]
SetDay = Callable[[date], None]


@pytest.fixture
def set_day(monkeypatch: pytest.MonkeyPatch) -> SetDay:
    """Function that sets the current day."""

    def set_to(day: date) -> None:
        for module in (context, citations):
            monkeypatch.setattr(module, "today", lambda: day)

    set_to(date(2026, 11, 3))
    return set_to


@pytest.fixture(scope="module")
def public(loaded_settings: Settings) -> Iterator[TestClient]:
    """Client of a service whose public URL is set."""
    settings = loaded_settings.model_copy(update={"public_url": PUBLIC})
    with TestClient(create_app(settings)) as client:
        yield client


def cite(client: TestClient, url: str, format_: str) -> str:
    response = client.get(f"{url}{'&' if '?' in url else '?'}format={format_}")
    assert response.status_code == 200, response.text
    return response.text


@pytest.mark.parametrize("url", CITATION_URLS)
@pytest.mark.parametrize("format_", FORMATS)
def test_path_without_a_host_is_not_cited(
    client: TestClient, url: str, format_: str, set_day: SetDay
) -> None:
    citation = cite(client, url, format_)
    assert "/v1/" not in citation
    assert "accessed" not in citation.lower()
    assert "2026-11-03" not in citation
    assert "2026/11/03" not in citation
    assert "undefined" not in citation
    assert "None" not in citation
    if format_ == "ris":
        assert {"UR", "Y2"}.isdisjoint(line[:2] for line in citation.splitlines())
    if format_ == "csl-json":
        assert {"URL", "accessed"}.isdisjoint(json.loads(citation)[0])


@pytest.mark.parametrize("url", CITATION_URLS)
def test_url_is_cited_with_the_day_of_access(public: TestClient, url: str, set_day: SetDay) -> None:
    cited_url = PUBLIC + (FACT if "country" not in url else "/v1/facts?country=TR&topic=visas")
    assert f" {cited_url} (accessed 2026-11-03)" in cite(public, url, "text")
    (item,) = json.loads(cite(public, url, "csl-json"))
    assert (item["URL"], item["accessed"]) == (cited_url, {"date-parts": [[2026, 11, 3]]})
    ris = cite(public, url, "ris").splitlines()
    assert {f"UR  - {cited_url}", "Y2  - 2026/11/03"} <= set(ris)
    bibtex = cite(public, url, "bibtex")
    assert "url = {" in bibtex
    assert "2026-11-03" in bibtex


@pytest.mark.parametrize("url", CITATION_URLS)
def test_citation_cached_yesterday_is_replaced_today(
    public: TestClient, url: str, set_day: SetDay
) -> None:
    first = public.get(url)
    headers = {"If-None-Match": first.headers["ETag"]}
    assert public.get(url, headers=headers).status_code == 304
    set_day(date(2026, 11, 4))
    second = public.get(url, headers=headers)
    assert second.status_code == 200
    assert second.headers["ETag"] != first.headers["ETag"]
    assert "2026-11-04" in second.text


def test_cached_fact_answers_304_on_the_next_day(client: TestClient, set_day: SetDay) -> None:
    headers = {"If-None-Match": client.get(FACT).headers["ETag"]}
    set_day(date(2026, 11, 4))
    assert client.get(FACT, headers=headers).status_code == 304
