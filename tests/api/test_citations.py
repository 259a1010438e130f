"""Citations over HTTP: an address only where it leads there from anywhere, the day only with it."""

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
CITED = [f"{FACT}/citation", "/v1/facts/citation?country=TR&topic=visas"]
FORMS = ["text", "bibtex", "ris", "csl-json"]
SetDay = Callable[[date], None]


@pytest.fixture
def set_day(monkeypatch: pytest.MonkeyPatch) -> SetDay:
    """Makes it another day."""

    def set_to(day: date) -> None:
        for module in (context, citations):
            monkeypatch.setattr(module, "today", lambda: day)

    set_to(date(2026, 11, 3))
    return set_to


@pytest.fixture(scope="module")
def public(loaded_settings: Settings) -> Iterator[TestClient]:
    """Asks a service that knows where the world finds it."""
    with TestClient(create_app(loaded_settings.model_copy(update={"public_url": PUBLIC}))) as it:
        yield it


def cite(client: TestClient, address: str, form: str) -> str:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}format={form}")
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize("address", CITED)
@pytest.mark.parametrize("form", FORMS)
def test_a_path_is_no_address_to_cite(
    client: TestClient, address: str, form: str, set_day: SetDay
) -> None:
    cited = cite(client, address, form)
    assert "/v1/" not in cited
    assert "accessed" not in cited.lower()
    assert "2026-11-03" not in cited
    assert "2026/11/03" not in cited
    assert "undefined" not in cited
    assert "None" not in cited
    if form == "ris":
        assert {"UR", "Y2"}.isdisjoint(line[:2] for line in cited.splitlines())
    if form == "csl-json":
        assert {"URL", "accessed"}.isdisjoint(json.loads(cited)[0])


@pytest.mark.parametrize("address", CITED)
def test_an_address_is_cited_with_the_day_on_which_it_was_asked(
    public: TestClient, address: str, set_day: SetDay
) -> None:
    asked = PUBLIC + (FACT if "country" not in address else "/v1/facts?country=TR&topic=visas")
    assert f" {asked} (accessed 2026-11-03)" in cite(public, address, "text")
    (item,) = json.loads(cite(public, address, "csl-json"))
    assert (item["URL"], item["accessed"]) == (asked, {"date-parts": [[2026, 11, 3]]})
    ris = cite(public, address, "ris").splitlines()
    assert {f"UR  - {asked}", "Y2  - 2026/11/03"} <= set(ris)
    bibtex = cite(public, address, "bibtex")
    assert "url = {" in bibtex
    assert "2026-11-03" in bibtex


@pytest.mark.parametrize("address", CITED)
def test_who_holds_the_citation_of_yesterday_gets_that_of_today(
    public: TestClient, address: str, set_day: SetDay
) -> None:
    first = public.get(address)
    held = {"If-None-Match": first.headers["ETag"]}
    assert public.get(address, headers=held).status_code == 304
    set_day(date(2026, 11, 4))
    second = public.get(address, headers=held)
    assert second.status_code == 200
    assert second.headers["ETag"] != first.headers["ETag"]
    assert "2026-11-04" in second.text


def test_what_tells_nothing_of_the_day_is_held_on(client: TestClient, set_day: SetDay) -> None:
    held = {"If-None-Match": client.get(FACT).headers["ETag"]}
    set_day(date(2026, 11, 4))
    assert client.get(FACT, headers=held).status_code == 304
