"""What goes wrong has a type, and says what was meant."""

import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from policyfacts.client import (
    NEVER,
    AsyncFactsClient,
    BadRequest,
    Closed,
    FactsClient,
    NotFound,
    Refused,
    ServerFailed,
    StaleCursor,
    TooLarge,
    TooManyRequests,
    Unavailable,
    UnexpectedAnswer,
    Unreachable,
    Withdrawn,
)
from policyfacts.database import Database
from policyfacts.loader import load
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from policyfacts.web import in_process
from tests.client.both_clients import Way, client_of
from tests.databases import SQLITE
from tests.seeds import FROZEN_SEED

TURKEY = "by-2013-visa-free-travel-turkey"
# Both are cited from one sentence, which stays cited when the first is withdrawn.
ALIKE = ("by-2013-embassy-qatar", "by-2013-embassy-mongolia")


def test_a_parameter_that_cannot_be_read_says_which_and_what_was_meant(way: Way) -> None:
    with pytest.raises(BadRequest) as caught:
        way.client.facts(contry="TR", level="ministr")
    error = caught.value
    assert {it.parameter for it in error.errors} == {"contry", "level"}
    assert {"country", "minister"} <= set(error.did_you_mean)
    assert "minister" in {word for it in error.errors for word in it.allowed}
    assert (error.status, error.code) == (422, "bad_parameters")
    assert "Did you mean country" in str(error)
    assert error.request_id


def test_a_refusal_comes_back_from_another_process_as_it_was(near: FactsClient) -> None:
    with pytest.raises(NotFound) as caught:
        near.country("Turky")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is NotFound
    assert (str(again), again.problem) == (str(caught.value), caught.value.problem)


def test_a_missing_id_is_told_with_near_ones(way: Way) -> None:
    with pytest.raises(NotFound) as caught:
        way.client.fact(TURKEY[:-1])
    assert TURKEY in caught.value.did_you_mean
    assert TURKEY in str(caught.value)


def test_a_broken_cursor_and_a_bad_part_of_a_body_are_told(way: Way) -> None:
    with pytest.raises(BadRequest) as caught:
        way.client.facts(cursor="made-up")
    assert caught.value.code == "bad_cursor"
    with pytest.raises(BadRequest, match=r"any\[0\]\.cuntry.*Did you mean country"):
        way.client.search({"any": [{"cuntry": "TR"}]})


def test_a_body_beyond_what_is_read_is_too_large(way: Way) -> None:
    with pytest.raises(TooLarge):
        way.client.search({"q": "x" * 2_000_000})


@pytest.fixture
def settings(new_database: Callable[[str], Settings]) -> Settings:
    settings = new_database(SQLITE)
    load_into(settings, FROZEN_SEED)
    return settings


def load_into(settings: Settings, seed: Path) -> None:
    database = Database(settings)
    upgrade(database)
    load(database, seed, {}, lambda *_: None)
    database.dispose()


def test_a_load_between_two_pages_ends_the_walk_and_what_is_withdrawn_leads_on(
    settings: Settings, seed: Path
) -> None:
    with FactsClient(transport=in_process(settings)) as client:
        walk = iter(client.iter_facts(limit=100))
        for _ in range(100):
            next(walk)
        successor = client.fact(ALIKE[1])
        withdraw(seed, *ALIKE)
        load_into(settings, seed)
        client.ready()
        with pytest.raises(StaleCursor, match="release") as caught:
            list(walk)
        assert caught.value.did_you_mean[0].startswith("/v1/facts?limit=100")
        with pytest.raises(Withdrawn, match="a test says so") as gone:
            client.fact(ALIKE[0])
        assert gone.value.replaced_by == successor.id
        assert client.fact(successor.id) == successor


def withdraw(seed: Path, id_: str, successor: str) -> None:
    """Move a fact to those that are withdrawn; sentences that no other fact cites are context."""
    review = seed / "reviews" / "by-2013"
    files = {file: file.read_text(encoding="utf-8") for file in review.glob("facts/*.yaml")}
    block = re.compile(rf"(?ms)^- id: {id_}\n.*?(?=^- id:|\Z)")
    (withdrawn,) = [match[0] for text in files.values() for match in block.finditer(text)]
    for file, text in files.items():
        file.write_text(block.sub("", text), encoding="utf-8")
    others = "".join(files.values()).replace(withdrawn, "")
    sentences = (review / "sentences.csv").read_text(encoding="utf-8")
    for locator in set(re.findall(r"p\d+s\d+", withdrawn)) - set(re.findall(r"p\d+s\d+", others)):
        sentences = re.sub(rf"(?m)^({locator},.*),cited$", r"\1,context", sentences)
    (review / "sentences.csv").write_text(sentences, encoding="utf-8")
    (review / "withdrawn.yaml").write_text(
        f"- {{id: {id_}, replaced_by: {successor}, reason: a test says so}}\n", encoding="utf-8"
    )


def answering(status: int, text: str = "", **headers: str) -> httpx2.MockTransport:
    """Whoever answers everything alike."""
    return httpx2.MockTransport(lambda _: httpx2.Response(status, headers=headers, text=text))


@pytest.mark.parametrize(
    ("status", "error", "advice"),
    [
        (400, BadRequest, "is this the address"),
        (404, NotFound, "is this the address"),
        (429, TooManyRequests, "too much was asked in too short a time, ask again in 7 seconds."),
        (500, ServerFailed, "failed"),
        (502, Unavailable, "cannot answer now, ask again in 7 seconds."),
        (503, Unavailable, "cannot answer now, ask again in 7 seconds."),
        (504, Unavailable, "cannot answer now, ask again in 7 seconds."),
    ],
)
def test_who_answers_without_a_problem_document_is_named(
    kind: type[FactsClient] | type[AsyncFactsClient],
    status: int,
    error: type[Refused],
    advice: str,
) -> None:
    made: dict[str, Any] = {
        "base_url": "http://name:word@elsewhere.example/x",
        "transport": answering(status, "<html>no</html>", **{"Retry-After": "7"}),
        "retry": NEVER,
    }
    with client_of(kind, **made) as client, pytest.raises(error) as caught:
        client.facts(country="TR")
    said = f"http://elsewhere.example/x/v1/facts answers {status} without saying why"
    assert said in str(caught.value)
    assert advice in str(caught.value)
    assert caught.value.retry_after == 7


def test_who_does_not_say_when_is_asked_later(
    kind: type[FactsClient] | type[AsyncFactsClient],
) -> None:
    with (
        client_of(kind, transport=answering(503)) as client,
        pytest.raises(Unavailable, match=r"answers 503 without saying why.*ask again later"),
    ):
        client.facts()


def test_what_is_packed_wrongly_was_answered_but_cannot_be_read(
    kind: type[FactsClient] | type[AsyncFactsClient],
) -> None:
    def answer(_: httpx2.Request) -> httpx2.Response:
        packed = {"Content-Encoding": "gzip"}
        return httpx2.Response(200, headers=packed, stream=httpx2.ByteStream(b"not packed"))

    with (
        client_of(kind, transport=httpx2.MockTransport(answer)) as client,
        pytest.raises(UnexpectedAnswer, match="/v1/facts answers what cannot be read: "),
    ):
        client.facts()


@pytest.mark.parametrize(
    ("status", "text", "type_", "message"),
    [
        (200, "<html>Welcome</html>", "text/html", "<html>Welcome</html>"),
        (200, "{}", "application/json", "at items: Field required"),
        (200, '{"items": 3}', "application/json", "at items"),
        (200, "", "application/json", "Invalid JSON"),
        (204, "", "application/json", "answers 204"),
        (304, "", "application/json", "answers 304"),
        (422, "no JSON", "application/problem+json", "no JSON"),
    ],
)
def test_what_is_no_answer_of_the_service_is_shown(
    kind: type[FactsClient] | type[AsyncFactsClient],
    status: int,
    text: str,
    type_: str,
    message: str,
) -> None:
    transport = answering(status, text, **{"Content-Type": type_})
    with (
        client_of(kind, base_url="http://elsewhere.example", transport=transport) as client,
        pytest.raises(UnexpectedAnswer) as caught,
    ):
        client.facts()
    assert message in str(caught.value)


def test_pages_that_lead_to_themselves_are_left() -> None:
    page = {
        "items": [],
        "page": {"limit": 0, "count": 0, "total": 9, "next": "/v1/years?cursor=same"},
        "facets": {},
        "meta": {"release": "r", "query": {}, "license": "", "citation": "", "warnings": []},
    }
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=page))
    with (
        FactsClient(transport=transport) as client,
        pytest.raises(UnexpectedAnswer, match="the page itself"),
    ):
        list(client.iter_years())


def test_nobody_there_is_unreachable(kind: type[FactsClient] | type[AsyncFactsClient]) -> None:
    with (
        client_of(kind, base_url="http://127.0.0.1:9", retry=NEVER) as client,
        pytest.raises(Unreachable, match=r"http://127\.0\.0\.1:9/v1 does not answer"),
    ):
        client.overview()


@pytest.mark.parametrize(
    "address",
    [None, "", "localhost:8000", "ftp://elsewhere.example", "http://", "http://one.example/?x=1"],
)
def test_an_address_that_is_none_is_refused_at_once(
    kind: type[FactsClient] | type[AsyncFactsClient], address: str | None
) -> None:
    with pytest.raises(ValueError, match=r"address|base_url"):
        kind(address)


def test_an_option_that_there_is_not_is_refused_at_once(
    kind: type[FactsClient] | type[AsyncFactsClient],
) -> None:
    misspelt: Any = {"timout": 3}
    with pytest.raises(TypeError, match="no option 'timout'; it has timeout, "):
        kind("http://127.0.0.1:9", **misspelt)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"base_url": 5}, TypeError, "base_url is a text"),
        ({"base_url": Settings()}, TypeError, "base_url is a text"),
        ({"transport": Settings()}, TypeError, "Transport, such as in_process"),
        ({"retry": 3}, TypeError, r"retry is Retry\(attempts=8\)"),
        ({"retry": None}, TypeError, "NEVER"),
        ({"cache": True}, TypeError, "cache is a MemoryCache"),
        ({"timeout": "5"}, TypeError, "timeout is a number of seconds"),
        ({"timeout": -1}, ValueError, "above 0"),
        ({"headers": {"X-Count": 5}}, TypeError, "headers are texts"),
        ({"headers": "X-Api-Key: secret"}, TypeError, "headers are texts"),
    ],
    ids=repr,
)
def test_an_option_of_another_kind_is_refused_at_once(
    kind: type[FactsClient] | type[AsyncFactsClient],
    options: dict[str, Any],
    error: type[Exception],
    message: str,
) -> None:
    with pytest.raises(error, match=message) as caught:
        kind(**{"base_url": "http://127.0.0.1:9", **options})
    assert "secret" not in str(caught.value)


def test_a_transport_of_the_other_kind_is_refused_at_once() -> None:
    there: Any = httpx2.AsyncHTTPTransport()
    with pytest.raises(TypeError, match=r"FactsClient needs an httpx2\.BaseTransport"):
        FactsClient("http://127.0.0.1:9", transport=there)


def test_a_closed_client_says_so(
    kind: type[FactsClient] | type[AsyncFactsClient], held: Settings
) -> None:
    for made in ({"base_url": "http://127.0.0.1:9"}, {"transport": in_process(held)}):
        with client_of(kind, **made) as client:
            close = client.close if kind is FactsClient else client.aclose
            close()
            for _ in range(2):
                with pytest.raises(Closed, match="This client is closed"):
                    client.count()
