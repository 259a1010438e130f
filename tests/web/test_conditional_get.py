"""Conditional requests: 304 where the client has the response, and never where it has not."""

import shutil
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.contract.problems import ELSEWHERE
from tests.contract.routes import BESIDE, ROUTES
from tests.databases import settings_of
from tests.loader.seeds import load_seed, replace

# Files of a release are known by their own content.
OF_RELEASES = [
    route.url
    for route in ROUTES
    if route.template.startswith("/v1") and not route.template.startswith("/v1/downloads/")
]
OF_CONTENT = [url for url in (*BESIDE, "/llms.txt", "/docs.md") if url != "/"]
KEPT_IN_304 = (
    "ETag",
    "Cache-Control",
    "Vary",
    "X-Content-Type-Options",
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
)


def revalidate(client: TestClient, address: str, etag: str) -> Response:
    return client.get(address, headers={**ELSEWHERE, "If-None-Match": etag})


def etag_of(client: TestClient, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    return str(answer.headers["ETag"])


@pytest.mark.parametrize("address", [*OF_RELEASES, *OF_CONTENT])
def test_matching_etag_answers_304(client: TestClient, address: str) -> None:
    first = client.get(address, headers=ELSEWHERE)
    etag = first.headers["ETag"]
    assert etag.startswith('W/"')
    assert first.headers["Cache-Control"] == "public, no-cache"
    for condition in (etag, etag.removeprefix("W/"), f'"a", W/"b,c", {etag}', "*"):
        second = revalidate(client, address, condition)
        assert second.status_code == 304
        assert second.content == b""
        for name in KEPT_IN_304:
            assert second.headers.get(name) == first.headers.get(name), name
        assert not {"Content-Type", "Content-Length", "Content-Encoding"} & {*second.headers}
    for other in ('W/"0123"', etag.strip('W/"'), "", "garbage"):
        assert revalidate(client, address, other).status_code == 200


def test_last_modified_is_when_the_release_was_loaded(client: TestClient) -> None:
    loaded = client.get("/v1").json()["release"]["loaded_at"]
    for address in OF_RELEASES:
        first = client.get(address)
        last_modified = parsedate_to_datetime(first.headers["Last-Modified"])
        assert last_modified == datetime.fromisoformat(loaded).replace(microsecond=0)
        second = revalidate(client, address, first.headers["ETag"])
        assert second.headers["Last-Modified"] == first.headers["Last-Modified"]


def test_etag_is_the_same_in_every_encoding(client: TestClient) -> None:
    tags = {
        etag_of(client, "/v1/facts", **{"Accept-Encoding": encoding})
        for encoding in ("zstd", "br", "gzip", "identity")
    }
    assert len(tags) == 1


def test_other_queries_and_formats_have_other_etags(scratch: TestClient) -> None:
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
    assert len({etag_of(scratch, url) for url in urls}) == len(urls)
    by_accept = {etag_of(scratch, "/v1/choice", Accept=accept) for accept in ("text/csv", "*/*")}
    assert len(by_accept) == 2


def test_etag_is_the_same_in_every_order_of_parameters(client: TestClient) -> None:
    one = etag_of(client, "/v1/facts?country=TR&topic=visas&limit=5")
    assert etag_of(client, "/v1/facts?limit=5&topic=visas&country=TR") == one
    assert etag_of(client, "/v1/facts?limit=5&topic=visas&country=T%52") == one


def test_other_public_urls_have_other_etags(loaded_settings: Settings) -> None:
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


def test_replicas_have_the_same_etags(client: TestClient, loaded_settings: Settings) -> None:
    with TestClient(create_app(loaded_settings)) as replica:
        for address in OF_RELEASES:
            assert etag_of(replica, address) == etag_of(client, address)


def test_every_etag_changes_with_a_load(database: Database, seed: Path) -> None:
    load_seed(database, seed)
    with TestClient(create_app(settings_of(database))) as client:
        before = {url: client.get(url) for url in OF_RELEASES}
        replace(seed / "dataset.yaml", "title: ", "title: Renewed ")
        load_seed(database, seed)
        for address, answer in before.items():
            renewed = revalidate(client, address, answer.headers["ETag"])
            assert renewed.status_code == 200, address
            assert renewed.headers["ETag"] != answer.headers["ETag"]


def test_reloaded_older_data_has_its_etags_except_where_loads_are_listed(
    database: Database, seed: Path, tmp_path: Path
) -> None:
    """Facts are then what they were, and so are their ETags; when they were loaded is not."""
    original = Path(shutil.copytree(seed, tmp_path / "original"))
    load_seed(database, original)
    with TestClient(create_app(settings_of(database))) as client:
        facts, entrance = etag_of(client, "/v1/facts"), etag_of(client, "/v1")
        replace(seed / "dataset.yaml", "title: ", "title: Renewed ")
        load_seed(database, seed)
        load_seed(database, original)
        assert etag_of(client, "/v1/facts") == facts
        assert etag_of(client, "/v1") != entrance


def test_if_modified_since_answers_304_unless_loaded_later(client: TestClient) -> None:
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
def test_errors_are_never_304_and_have_no_etag(
    client: TestClient, address: str, status: int, condition: dict[str, str]
) -> None:
    answer = client.get(address, headers=condition)
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_health_is_never_304(client: TestClient) -> None:
    for address in ("/health/live", "/health/ready"):
        answer = revalidate(client, address, "*")
        assert (answer.status_code, "ETag" in answer.headers) == (200, False)


def test_304_is_answered_without_reading_facts(
    loaded_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = create_app(loaded_settings.model_copy(update={"cache_mb": 0}))
    with TestClient(service, raise_server_exceptions=False) as client:
        etag = etag_of(client, "/v1/facts?limit=500")
        monkeypatch.setattr("policyfacts.search.results.facts.list_facts", _fail)
        assert revalidate(client, "/v1/facts?limit=500", etag).status_code == 304
        assert client.get("/v1/facts?limit=500").status_code == 500


def _fail(*_: object) -> None:
    raise AssertionError("the facts were read")


@pytest.mark.parametrize("address", ["/v1/facts", "/v1/facts/nothing", "/docs", "/v1/choice"])
def test_head_has_the_headers_of_get(
    scratch: TestClient, address: str, loaded_settings: Settings
) -> None:
    own: Callable[[Response], dict[str, str]] = lambda response: {  # noqa: E731
        name: value for name, value in response.headers.items() if name != "x-request-id"
    }
    for encoding in ("zstd", "gzip", "identity"):
        headers = {**ELSEWHERE, "Accept-Encoding": encoding}
        got, head = (send(address, headers=headers) for send in (scratch.get, scratch.head))
        assert head.content == b""
        assert head.status_code == got.status_code
        if got.status_code == 200:
            assert own(head) == own(got)
    condition = {"If-None-Match": got.headers.get("ETag", "")}
    assert scratch.head(address, headers=condition).status_code in (304, 404)
