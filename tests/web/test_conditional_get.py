"""A client that holds an answer is told so, and never of an answer that it does not hold."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.loader import load
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.contract.problems import ELSEWHERE
from tests.contract.routes import BESIDE, ROUTES
from tests.web.scratch_app import ask_scratch

# Files of a release are known by their own content.
OF_RELEASES = [
    it.url
    for it in ROUTES
    if it.template.startswith("/v1") and not it.template.startswith("/v1/downloads/")
]
OF_CONTENT = [it for it in (*BESIDE, "/llms.txt", "/docs.md") if it != "/"]
KEPT_IN_304 = (
    "ETag",
    "Cache-Control",
    "Vary",
    "X-Content-Type-Options",
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
)


@pytest.fixture(scope="module")
def scratch(loaded_settings: Settings) -> Iterator[TestClient]:
    with ask_scratch(loaded_settings) as client:
        yield client


def again(client: TestClient, address: str, held: str) -> Response:
    return client.get(address, headers={**ELSEWHERE, "If-None-Match": held})


def etag_of(client: TestClient, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    return str(answer.headers["ETag"])


@pytest.mark.parametrize("address", [*OF_RELEASES, *OF_CONTENT])
def test_who_holds_the_answer_is_told_so(client: TestClient, address: str) -> None:
    first = client.get(address, headers=ELSEWHERE)
    etag = first.headers["ETag"]
    assert etag.startswith('W/"')
    assert first.headers["Cache-Control"] == "public, no-cache"
    for held in (etag, etag.removeprefix("W/"), f'"a", W/"b,c", {etag}', "*"):
        second = again(client, address, held)
        assert second.status_code == 304
        assert second.content == b""
        for name in KEPT_IN_304:
            assert second.headers.get(name) == first.headers.get(name), name
        assert not {"Content-Type", "Content-Length", "Content-Encoding"} & {*second.headers}
    for other in ('W/"0123"', etag.strip('W/"'), "", "garbage"):
        assert again(client, address, other).status_code == 200


def test_what_is_of_a_release_says_when_that_was_loaded(client: TestClient) -> None:
    loaded = client.get("/v1").json()["release"]["loaded_at"]
    for address in OF_RELEASES:
        first = client.get(address)
        said = parsedate_to_datetime(first.headers["Last-Modified"])
        assert said == datetime.fromisoformat(loaded).replace(microsecond=0)
        second = again(client, address, first.headers["ETag"])
        assert second.headers["Last-Modified"] == first.headers["Last-Modified"]


def test_the_encoding_makes_no_other_etag(client: TestClient) -> None:
    tags = {
        etag_of(client, "/v1/facts", **{"Accept-Encoding": it})
        for it in ("zstd", "br", "gzip", "identity")
    }
    assert len(tags) == 1


def test_other_questions_and_formats_have_other_etags(scratch: TestClient) -> None:
    urls = (
        "/v1/facts",
        "/v1/facts?limit=5",
        "/v1/facts?country=TR",
        "/v1/facts?country=TR&limit=5",
        "/v1/facts?country=TR,CN",
        "/v1/countries/TR",
        "/v1/countries/CN",
        "/v1/choice",
        "/v1/choice?word=format%3Dcsv",
        "/v1/choice?format=csv",
        "/v1/choice?format=jsonld",
    )
    assert len({etag_of(scratch, it) for it in urls}) == len(urls)
    by_accept = {etag_of(scratch, "/v1/choice", Accept=it) for it in ("text/csv", "*/*")}
    assert len(by_accept) == 2


def test_the_order_of_parameters_makes_no_difference(client: TestClient) -> None:
    one = etag_of(client, "/v1/facts?country=TR&topic=visas&limit=5")
    assert etag_of(client, "/v1/facts?limit=5&topic=visas&country=TR") == one
    assert etag_of(client, "/v1/facts?limit=5&topic=visas&country=T%52") == one


def test_other_links_make_another_etag(loaded_settings: Settings) -> None:
    tags = set()
    for changed in (
        {},
        {"root_path": "/behind"},
        {"public_url": "https://facts.example"},
        {"public_url": "https://other.example"},
    ):
        with TestClient(create_app(loaded_settings.model_copy(update=changed))) as client:
            tags.add(etag_of(client, "/v1/facts"))
    assert len(tags) == 4


def test_the_same_data_elsewhere_has_the_same_etag(
    client: TestClient, loaded_settings: Settings
) -> None:
    with TestClient(create_app(loaded_settings)) as replica:
        for address in OF_RELEASES:
            assert etag_of(replica, address) == etag_of(client, address)


def test_a_new_load_makes_every_etag_another(database: Database, seed: Path) -> None:
    load(database, seed, {}, lambda *_: None)
    with _asking(database) as client:
        before = {it: client.get(it) for it in OF_RELEASES}
        _change(seed)
        load(database, seed, {}, lambda *_: None)
        for address, answer in before.items():
            renewed = again(client, address, answer.headers["ETag"])
            assert renewed.status_code == 200, address
            assert renewed.headers["ETag"] != answer.headers["ETag"]


def test_to_go_back_to_older_data_changes_what_tells_of_loads(
    database: Database, seed: Path, tmp_path: Path
) -> None:
    """Facts are then what they were, and so are their ETags; when they were loaded is not."""
    original = Path(shutil.copytree(seed, tmp_path / "original"))
    load(database, original, {}, lambda *_: None)
    with _asking(database) as client:
        facts, entrance = etag_of(client, "/v1/facts"), etag_of(client, "/v1")
        _change(seed)
        load(database, seed, {}, lambda *_: None)
        load(database, original, {}, lambda *_: None)
        assert etag_of(client, "/v1/facts") == facts
        assert etag_of(client, "/v1") != entrance


def _asking(database: Database) -> TestClient:
    url = database.engine.url.render_as_string(hide_password=False)
    return TestClient(create_app(Settings(database_url=url)))


def _change(seed: Path) -> None:
    dataset = seed / "dataset.yaml"
    text = dataset.read_text(encoding="utf-8")
    dataset.write_text(text.replace("title: ", "title: Renewed ", 1), encoding="utf-8")


def test_who_holds_it_since_its_load_is_told_so(client: TestClient) -> None:
    first = client.get("/v1/facts")
    loaded = first.headers["Last-Modified"]
    assert parsedate_to_datetime(loaded).tzinfo is not None
    cases = {
        loaded: 304,
        "Fri, 01 Jan 2100 00:00:00 GMT": 304,
        "Tue, 15 Nov 1994 12:45:26 GMT": 200,
        "yesterday": 200,
        "Tue, 32 Nov 1994 12:45:26 GMT": 200,
    }
    for since, status in cases.items():
        answer = client.get("/v1/facts", headers={"If-Modified-Since": since})
        assert answer.status_code == status, since
    both = {"If-Modified-Since": loaded, "If-None-Match": '"other"'}
    assert client.get("/v1/facts", headers=both).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [("/v1/facts/nothing", 404), ("/v1/facts?country=XQ", 422), ("/v1/nothing", 404)],
)
@pytest.mark.parametrize(
    "condition",
    [{"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}],
    ids=["any", "since"],
)
def test_nobody_holds_what_there_is_not(
    client: TestClient, address: str, status: int, condition: dict[str, str]
) -> None:
    answer = client.get(address, headers=condition)
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_the_operator_says_how_long_an_answer_is_good(loaded_settings: Settings) -> None:
    with ask_scratch(loaded_settings, cache_seconds=60) as client:
        first = client.get("/v1/facts")
        assert first.headers["Cache-Control"] == "public, max-age=60"
        second = again(client, "/v1/facts", first.headers["ETag"])
        assert second.headers["Cache-Control"] == "public, max-age=60"
        for address in ("/health/live", "/health/ready", "/v1/facts/nothing"):
            assert client.get(address).headers["Cache-Control"] == "no-store"


def test_health_is_never_held(client: TestClient) -> None:
    for address in ("/health/live", "/health/ready"):
        answer = again(client, address, "*")
        assert (answer.status_code, "ETag" in answer.headers) == (200, False)


def test_nothing_is_computed_for_who_holds_it(
    loaded_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = create_app(loaded_settings.model_copy(update={"cache_mb": 0}))
    with TestClient(service, raise_server_exceptions=False) as client:
        held = etag_of(client, "/v1/facts?limit=500")
        monkeypatch.setattr("policyfacts.search.results.facts.list_facts", _fail)
        assert again(client, "/v1/facts?limit=500", held).status_code == 304
        assert client.get("/v1/facts?limit=500").status_code == 500


def _fail(*_: object) -> None:
    raise AssertionError("it was computed")


@pytest.mark.parametrize("address", ["/v1/facts", "/v1/facts/nothing", "/docs", "/v1/choice"])
def test_head_has_the_headers_of_get(
    scratch: TestClient, address: str, loaded_settings: Settings
) -> None:
    own: Callable[[Response], dict[str, str]] = lambda it: {  # noqa: E731
        name: value for name, value in it.headers.items() if name not in ("x-request-id",)
    }
    for encoding in ("zstd", "gzip", "identity"):
        asked = {**ELSEWHERE, "Accept-Encoding": encoding}
        got, head = (scratch.request(it, address, headers=asked) for it in ("GET", "HEAD"))
        assert head.content == b""
        assert head.status_code == got.status_code
        if got.status_code == 200:
            assert own(head) == own(got)
    held = {"If-None-Match": got.headers.get("ETag", "")}
    assert scratch.head(address, headers=held).status_code in (304, 404)
