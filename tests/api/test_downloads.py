"""Downloads over HTTP: the list, whole files, ranges, and errors."""

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


def get(client: TestClient, url: str, **headers: str) -> httpx2.Response:
    """Send a GET request with headers, whose names are written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(url, headers={**ELSEWHERE, **named})


def test_list_has_type_size_and_checksum_of_every_file(client: TestClient) -> None:
    listed = client.get("/v1/downloads").json()
    overview = client.get("/v1").json()
    assert [file["name"] for file in listed["items"]] == NAMES
    assert listed["meta"]["release"] == overview["release"]["id"]
    assert listed["license_url"] == overview["license_url"]
    for file in listed["items"]:
        response = client.get(file["links"]["self"])
        assert response.status_code == 200
        assert response.headers["Content-Type"] == file["media_type"]
        assert len(response.content) == file["bytes"]
        assert hashlib.sha256(response.content).hexdigest() == file["sha256"]
    assert listed["items"][0]["rows"] == overview["counts"]["facts"]


def test_download_has_the_bytes_of_the_export_command(client: TestClient, exported: Path) -> None:
    for name in NAMES:
        assert client.get(f"/v1/downloads/{name}").content == (exported / name).read_bytes()
    manifest = json.loads((exported / "manifest.json").read_text(encoding="utf-8"))
    listed = client.get("/v1/downloads").json()
    assert manifest["files"] == [
        {name: value for name, value in file.items() if name != "links"} for file in listed["items"]
    ]
    assert manifest["release"] == listed["meta"]["release"]


@pytest.mark.parametrize("name", NAMES)
def test_file_has_the_release_in_its_name_and_its_checksum(client: TestClient, name: str) -> None:
    response = get(client, f"/v1/downloads/{name}")
    release = client.get("/v1").json()["release"]["id"]
    stem, suffix = name.split(".")
    saved_as = f'attachment; filename="{stem}-{release}.{suffix}"'
    assert response.headers["Content-Disposition"] == saved_as
    digest = hashlib.sha256(response.content)
    encoded = base64.b64encode(digest.digest()).decode()
    assert response.headers["Repr-Digest"] == f"sha-256=:{encoded}:"
    assert response.headers["ETag"] == f'"{digest.hexdigest()}"'
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("name", NAMES)
def test_files_are_sent_without_content_encoding(client: TestClient, name: str) -> None:
    response = get(client, f"/v1/downloads/{name}", Accept_Encoding="zstd, br, gzip")
    assert "Content-Encoding" not in response.headers
    assert response.headers["Content-Length"] == str(len(response.content))


def test_cached_file_answers_304(client: TestClient) -> None:
    etag = client.get(FACTS).headers["ETag"]
    again = get(client, FACTS, If_None_Match=f'"other", {etag}')
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert get(client, FACTS, If_None_Match='"other"').status_code == 200


def test_interrupted_download_can_be_resumed_by_range(client: TestClient) -> None:
    full = client.get(FACTS)
    size, etag = len(full.content), full.headers["ETag"]
    first, rest = (
        get(client, FACTS, Range=range_, If_Range=etag) for range_ in ("bytes=0-99", "bytes=100-")
    )
    assert (first.status_code, rest.status_code) == (206, 206)
    assert first.headers["Content-Range"] == f"bytes 0-99/{size}"
    assert first.content + rest.content == full.content
    last = get(client, FACTS, Range="bytes=-10")
    assert last.content == full.content[-10:]


def test_range_with_an_older_etag_answers_the_whole_file(client: TestClient) -> None:
    response = get(client, FACTS, Range="bytes=0-99", If_Range='"older"')
    assert response.status_code == 200
    assert response.content == client.get(FACTS).content


def test_range_in_an_unknown_unit_is_ignored(client: TestClient) -> None:
    assert get(client, FACTS, Range="items=0-5").status_code == 200


@pytest.mark.parametrize(
    ("range_", "status", "words"),
    [
        ("bytes=999999999-", 416, "no such bytes"),
        ("bytes=", 400, "bytes=0-499"),
        ("bytes=9-1", 400, "bytes=0-499"),
        ("bytes", 400, "bytes=0-499"),
    ],
)
def test_invalid_range_is_refused(client: TestClient, range_: str, status: int, words: str) -> None:
    response = get(client, FACTS, Range=range_)
    assert faults_of(response, status) == []
    assert words in response.json()["detail"]
    if status == 416:
        size = len(client.get(FACTS).content)
        assert response.headers["Content-Range"] == f"bytes */{size}"


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("facts.json", ["facts.ndjson"]),
        ("FACTS.NDJSON", ["facts.ndjson"]),
        ("manifest.json", []),
        ("..%2Fpolicyfacts.sqlite", None),
    ],
)
def test_unknown_file_is_refused_with_the_allowed_names(
    client: TestClient, name: str, suggestion: list[str] | None
) -> None:
    response = get(client, f"/v1/downloads/{name}")
    assert faults_of(response, 404) == []
    if suggestion is not None:
        (fault,) = response.json()["errors"]
        assert (fault["parameter"], fault["allowed"]) == ("name", NAMES)
        assert fault["did_you_mean"] == suggestion
