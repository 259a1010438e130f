"""Each error has an exception type, and says what was meant."""

import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from policyfacts.client import (
    NEVER,
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
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from policyfacts.web import in_process
from tests.client.both_clients import EMPTY_PAGE, ClientClass, Connection, open_client
from tests.databases import SQLITE, opened
from tests.loader.seeds import load_seed
from tests.seeds import FROZEN_SEED

TURKEY = "by-2013-visa-free-travel-turkey"
# Both are cited from one sentence, which stays cited when the first is withdrawn.
ALIKE = ("by-2013-embassy-qatar", "by-2013-embassy-mongolia")


def test_bad_parameter_names_the_parameter_and_suggestions(connection: Connection) -> None:
    with pytest.raises(BadRequest) as caught:
        connection.client.facts(contry="TR", level="ministr")
    error = caught.value
    assert {detail.parameter for detail in error.errors} == {"contry", "level"}
    assert {"country", "minister"} <= set(error.did_you_mean)
    assert "minister" in {word for detail in error.errors for word in detail.allowed}
    assert (error.status, error.code) == (422, "bad_parameters")
    assert "Did you mean country" in str(error)
    assert error.request_id


def test_exceptions_can_be_pickled(client: FactsClient) -> None:
    with pytest.raises(NotFound) as caught:
        client.country("Turky")
    unpickled = pickle.loads(pickle.dumps(caught.value))
    assert type(unpickled) is NotFound
    assert (str(unpickled), unpickled.problem) == (str(caught.value), caught.value.problem)


def test_unknown_id_suggests_similar_ones(connection: Connection) -> None:
    with pytest.raises(NotFound) as caught:
        connection.client.fact(TURKEY[:-1])
    assert TURKEY in caught.value.did_you_mean
    assert TURKEY in str(caught.value)


def test_bad_cursor_and_bad_body_are_refused(connection: Connection) -> None:
    with pytest.raises(BadRequest) as caught:
        connection.client.facts(cursor="made-up")
    assert caught.value.code == "bad_cursor"
    with pytest.raises(BadRequest, match=r"any\[0\]\.cuntry.*Did you mean country"):
        connection.client.search({"any": [{"cuntry": "TR"}]})


def test_body_over_the_limit_is_too_large(connection: Connection) -> None:
    with pytest.raises(TooLarge):
        connection.client.search({"q": "x" * 2_000_000})


@pytest.fixture
def own_settings(new_database: Callable[[str], Settings]) -> Settings:
    own_settings = new_database(SQLITE)
    migrate_and_load(own_settings, FROZEN_SEED)
    return own_settings


def migrate_and_load(own_settings: Settings, seed: Path) -> None:
    with opened(own_settings) as database:
        upgrade(database)
        load_seed(database, seed)


def test_load_between_two_pages_makes_the_cursor_stale(own_settings: Settings, seed: Path) -> None:
    with FactsClient(transport=in_process(own_settings)) as client:
        iterator = iter(client.iter_facts(limit=100))
        for _ in range(100):
            next(iterator)
        successor = client.fact(ALIKE[1])
        withdraw(seed, *ALIKE)
        migrate_and_load(own_settings, seed)
        client.ready()
        with pytest.raises(StaleCursor, match="release") as caught:
            list(iterator)
        assert caught.value.did_you_mean[0].startswith("/v1/facts?limit=100")
        with pytest.raises(Withdrawn, match="a test says so") as withdrawn:
            client.fact(ALIKE[0])
        assert withdrawn.value.replaced_by == successor.id
        assert client.fact(successor.id) == successor


def withdraw(seed: Path, id_: str, successor: str) -> None:
    """Move a fact to the withdrawn ones; sentences that no other fact cites become context."""
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


def transport_with(status: int, text: str = "", **headers: str) -> httpx2.MockTransport:
    """Make a transport that returns the same response to every request."""
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
def test_error_without_a_problem_document_names_the_url(
    client_class: ClientClass, status: int, error: type[Refused], advice: str
) -> None:
    options: dict[str, Any] = {
        "base_url": "http://name:word@elsewhere.example/x",
        "transport": transport_with(status, "<html>no</html>", **{"Retry-After": "7"}),
        "retry": NEVER,
    }
    with open_client(client_class, **options) as client, pytest.raises(error) as caught:
        client.facts(country="TR")
    expected = f"http://elsewhere.example/x/v1/facts answers {status} without saying why"
    assert expected in str(caught.value)
    assert advice in str(caught.value)
    assert caught.value.retry_after == 7


def test_unavailable_without_retry_after_suggests_later(client_class: ClientClass) -> None:
    with (
        open_client(client_class, transport=transport_with(503)) as client,
        pytest.raises(Unavailable, match=r"answers 503 without saying why.*ask again later"),
    ):
        client.facts()


def test_wrong_content_encoding_is_an_unexpected_answer(client_class: ClientClass) -> None:
    def respond(_: httpx2.Request) -> httpx2.Response:
        headers = {"Content-Encoding": "gzip"}
        return httpx2.Response(200, headers=headers, stream=httpx2.ByteStream(b"not packed"))

    with (
        open_client(client_class, transport=httpx2.MockTransport(respond)) as client,
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
def test_unexpected_answer_is_shown_in_the_message(
    client_class: ClientClass, status: int, text: str, type_: str, message: str
) -> None:
    transport = transport_with(status, text, **{"Content-Type": type_})
    with (
        open_client(
            client_class, base_url="http://elsewhere.example", transport=transport
        ) as client,
        pytest.raises(UnexpectedAnswer) as caught,
    ):
        client.facts()
    assert message in str(caught.value)


def test_page_whose_next_is_itself_is_refused() -> None:
    page = EMPTY_PAGE | {"page": EMPTY_PAGE["page"] | {"next": "/v1/years?cursor=same"}}
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=page))
    with (
        FactsClient(transport=transport) as client,
        pytest.raises(UnexpectedAnswer, match="the page itself"),
    ):
        list(client.iter_years())


def test_closed_port_is_unreachable(client_class: ClientClass) -> None:
    with (
        open_client(client_class, base_url="http://127.0.0.1:9", retry=NEVER) as client,
        pytest.raises(Unreachable, match=r"http://127\.0\.0\.1:9/v1 does not answer"),
    ):
        client.overview()


@pytest.mark.parametrize(
    "base_url",
    [None, "", "localhost:8000", "ftp://elsewhere.example", "http://", "http://one.example/?x=1"],
)
def test_invalid_base_url_is_refused(client_class: ClientClass, base_url: str | None) -> None:
    with pytest.raises(ValueError, match=r"address|base_url"):
        client_class(base_url)


def test_unknown_option_is_refused_with_the_known_ones(client_class: ClientClass) -> None:
    misspelt: Any = {"timout": 3}
    with pytest.raises(TypeError, match="no option 'timout'; it has timeout, "):
        client_class("http://127.0.0.1:9", **misspelt)


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
def test_option_of_a_wrong_type_is_refused(
    client_class: ClientClass, options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        client_class(**{"base_url": "http://127.0.0.1:9", **options})
    assert "secret" not in str(caught.value)


def test_async_transport_is_refused_by_the_sync_client() -> None:
    transport: Any = httpx2.AsyncHTTPTransport()
    with pytest.raises(TypeError, match=r"FactsClient needs an httpx2\.BaseTransport"):
        FactsClient("http://127.0.0.1:9", transport=transport)


def test_closed_client_says_so(client_class: ClientClass, settings: Settings) -> None:
    for options in ({"base_url": "http://127.0.0.1:9"}, {"transport": in_process(settings)}):
        with open_client(client_class, **options) as client:
            close = client.close if client_class is FactsClient else client.aclose
            close()
            for _ in range(2):
                with pytest.raises(Closed, match="This client is closed"):
                    client.count()
