"""Downloads over HTTP: the list, whole files, parts of them, and what is refused."""

import base64
import hashlib
import json
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from tests.contract.problems import ELSEWHERE, faults_of

NAMES = ["facts.ndjson", "datapackage.zip", "policyfacts.sqlite"]
FACTS = "/v1/downloads/facts.ndjson"


def get(client: TestClient, address: str, **headers: str) -> httpx2.Response:
    """Ask with headers; names are written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(address, headers={**ELSEWHERE, **named})


def test_the_list_tells_of_every_file_what_is_true(client: TestClient) -> None:
    listed = client.get("/v1/downloads").json()
    overview = client.get("/v1").json()
    assert [it["name"] for it in listed["items"]] == NAMES
    assert listed["meta"]["release"] == overview["release"]["id"]
    assert listed["license_url"] == overview["license_url"]
    for it in listed["items"]:
        answer = client.get(it["links"]["self"])
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == it["media_type"]
        assert len(answer.content) == it["bytes"]
        assert hashlib.sha256(answer.content).hexdigest() == it["sha256"]
    assert listed["items"][0]["rows"] == overview["counts"]["facts"]


def test_http_and_the_command_give_the_same_bytes(client: TestClient, exported: Path) -> None:
    for name in NAMES:
        assert client.get(f"/v1/downloads/{name}").content == (exported / name).read_bytes()
    manifest = json.loads((exported / "manifest.json").read_text(encoding="utf-8"))
    listed = client.get("/v1/downloads").json()
    assert manifest["files"] == [
        {name: value for name, value in it.items() if name != "links"} for it in listed["items"]
    ]
    assert manifest["release"] == listed["meta"]["release"]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_named_for_its_release_and_carries_its_checksum(
    client: TestClient, name: str
) -> None:
    answer = get(client, f"/v1/downloads/{name}")
    release = client.get("/v1").json()["release"]["id"]
    stem, suffix = name.split(".")
    saved_as = f'attachment; filename="{stem}-{release}.{suffix}"'
    assert answer.headers["Content-Disposition"] == saved_as
    digest = hashlib.sha256(answer.content)
    written = base64.b64encode(digest.digest()).decode()
    assert answer.headers["Repr-Digest"] == f"sha-256=:{written}:"
    assert answer.headers["ETag"] == f'"{digest.hexdigest()}"'
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("name", NAMES)
def test_no_encoding_comes_between_a_file_and_its_checksum(client: TestClient, name: str) -> None:
    answer = get(client, f"/v1/downloads/{name}", Accept_Encoding="zstd, br, gzip")
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Content-Length"] == str(len(answer.content))


@pytest.mark.parametrize("name", NAMES)
def test_head_says_what_get_would(client: TestClient, name: str) -> None:
    head, got = (ask(f"/v1/downloads/{name}") for ask in (client.head, client.get))
    assert (head.status_code, head.content) == (200, b"")
    for header in ("Content-Length", "ETag", "Repr-Digest", "Accept-Ranges", "Content-Disposition"):
        assert head.headers[header] == got.headers[header]


def test_whoever_holds_the_file_is_not_sent_it_again(client: TestClient) -> None:
    etag = client.get(FACTS).headers["ETag"]
    again = get(client, FACTS, If_None_Match=f'"other", {etag}')
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert get(client, FACTS, If_None_Match='"other"').status_code == 200


def test_a_download_that_broke_off_can_go_on(client: TestClient) -> None:
    whole = client.get(FACTS)
    size, etag = len(whole.content), whole.headers["ETag"]
    first, rest = (
        get(client, FACTS, Range=part, If_Range=etag) for part in ("bytes=0-99", "bytes=100-")
    )
    assert (first.status_code, rest.status_code) == (206, 206)
    assert first.headers["Content-Range"] == f"bytes 0-99/{size}"
    assert first.content + rest.content == whole.content
    last = get(client, FACTS, Range="bytes=-10")
    assert last.content == whole.content[-10:]


def test_a_range_of_a_file_that_is_another_by_now_gives_the_whole(client: TestClient) -> None:
    answer = get(client, FACTS, Range="bytes=0-99", If_Range='"older"')
    assert answer.status_code == 200
    assert answer.content == client.get(FACTS).content


def test_a_range_in_an_unknown_unit_is_ignored(client: TestClient) -> None:
    assert get(client, FACTS, Range="items=0-5").status_code == 200


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("bytes=999999999-", 416, "no such bytes"),
        ("bytes=", 400, "bytes=0-499"),
        ("bytes=9-1", 400, "bytes=0-499"),
        ("bytes", 400, "bytes=0-499"),
    ],
)
def test_a_range_that_cannot_be_had_is_a_problem(
    client: TestClient, asked: str, status: int, words: str
) -> None:
    answer = get(client, FACTS, Range=asked)
    assert faults_of(answer, status) == []
    assert words in answer.json()["detail"]
    if status == 416:
        size = len(client.get(FACTS).content)
        assert answer.headers["Content-Range"] == f"bytes */{size}"


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("facts.json", ["facts.ndjson"]),
        ("FACTS.NDJSON", ["facts.ndjson"]),
        ("manifest.json", []),
        ("..%2Fpolicyfacts.sqlite", None),
        ("%00", None),
    ],
)
def test_an_unknown_name_is_answered_with_the_names_there_are(
    client: TestClient, name: str, suggestion: list[str] | None
) -> None:
    answer = get(client, f"/v1/downloads/{name}")
    assert faults_of(answer, 404) == []
    if suggestion is not None:
        (fault,) = answer.json()["errors"]
        assert (fault["parameter"], fault["allowed"]) == ("name", NAMES)
        assert fault["did_you_mean"] == suggestion


def test_downloads_take_no_parameters(client: TestClient) -> None:
    for path in ("/v1/downloads", FACTS, "/catalog.jsonld"):
        assert faults_of(get(client, f"{path}?country=TR"), 422) == []
