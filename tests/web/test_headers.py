"""Compression, Vary, links: what browsers, proxies and crawlers read before any body."""

import re

import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from policyfacts.http.response_headers import MAX_LENGTH
from policyfacts.settings import Settings
from tests.contract.problems import ELSEWHERE
from tests.contract.routes import EVERY_URL
from tests.web.scratch_app import ask_scratch

LINK = re.compile(r'<([^>]*)>; rel="([a-z-]+)"(?:; type="([^"]+)")?')


def links_of(answer: Response) -> dict[str, str]:
    return {rel: address for address, rel, _ in LINK.findall(answer.headers.get("Link", ""))}


def alternates_of(answer: Response) -> dict[str, str]:
    links = LINK.findall(answer.headers["Link"])
    return {media_type: address for address, rel, media_type in links if rel == "alternate"}


@pytest.mark.parametrize(
    ("accepted", "used"),
    [
        ("zstd", "zstd"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("identity", None),
        ("", None),
        ("gzip, br, zstd", "zstd"),
        ("gzip;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("zstd;q=0, br;q=0, gzip", "gzip"),
        ("*;q=0", None),
        ("*;q=0, gzip;q=0.1", "gzip"),
        ("deflate", None),
    ],
)
@pytest.mark.parametrize("address", ["/v1/facts", "/v1/choice?format=csv"])
def test_response_has_the_encoding_that_the_client_accepts(
    scratch: TestClient, address: str, accepted: str, used: str | None
) -> None:
    plain = scratch.get(address, headers={"Accept-Encoding": "identity"})
    answer = scratch.get(address, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == used
    if used == "zstd":
        assert answer.content.startswith(b"\x28\xb5\x2f\xfd")
    else:
        assert answer.text == plain.text
    if used:
        assert int(answer.headers["Content-Length"]) < len(plain.content) / 2


def test_problems_are_compressed_and_archives_are_not(scratch: TestClient) -> None:
    headers = {"Accept-Encoding": "gzip"}
    problem = scratch.get("/v1/facts?" + "&".join(f"x{i}=1" for i in range(20)), headers=headers)
    assert (problem.status_code, problem.headers["Content-Encoding"]) == (422, "gzip")
    assert "Content-Encoding" not in scratch.get("/v1/archive", headers=headers).headers


@pytest.mark.parametrize("address", [*EVERY_URL, "/v1/nothing", "/v1/choice", "/v1/failure"])
@pytest.mark.parametrize("condition", [{}, {"If-None-Match": "*"}], ids=["plain", "conditional"])
def test_every_response_has_one_vary_nosniff_and_exposed_headers(
    scratch: TestClient, address: str, condition: dict[str, str]
) -> None:
    answer = scratch.get(address, headers={**ELSEWHERE, **condition}, follow_redirects=False)
    assert len(answer.headers.get_list("Vary")) == 1
    names = [name.strip().lower() for name in answer.headers["Vary"].split(",")]
    assert "accept-encoding" in names
    assert len(names) == len(set(names))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    exposed = answer.headers["Access-Control-Expose-Headers"]
    for name in ("ETag", "Link", "Last-Modified", "Content-Disposition", "X-Request-Id"):
        assert name in exposed


def test_response_links_to_contract_license_next_page_and_formats(scratch: TestClient) -> None:
    answer = scratch.get("/v1/choice?word=a%20b&format=csv")
    links = links_of(answer)
    assert links["service-desc"] == "/openapi.json"
    assert links["service-doc"] == "/docs"
    assert links["describedby"] == "/catalog.jsonld"
    assert links["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert links["cite-as"] == "/v1/choice?word=a+b"
    assert links["next"] == "/v1/choice?cursor=2"
    others = alternates_of(answer)
    assert set(others) == {"application/json", "application/ld+json"}
    for media_type, address in others.items():
        assert scratch.get(address).headers["Content-Type"] == media_type
    assert "Link" not in scratch.get("/v1/choice", headers={"If-None-Match": "*"}).headers


def test_links_begin_with_the_public_url(loaded_settings: Settings) -> None:
    for changed, start in (
        ({"root_path": "/behind"}, "/behind/"),
        ({"public_url": "https://facts.example/api"}, "https://facts.example/api/"),
        ({"root_path": "/за"}, "/%D0%B7%D0%B0/"),
    ):
        with ask_scratch(loaded_settings, **changed) as client:
            links = links_of(client.get("/v1/choice"))
            del links["license"]
            assert [url for url in links.values() if not url.startswith(start)] == []


def test_links_stay_below_a_mount(app: FastAPI) -> None:
    client = TestClient(Starlette(routes=[Mount("/host/facts", app)]))
    links = links_of(client.get("/host/facts/v1/facts?country=TR&limit=1"))
    for relation in ("service-desc", "service-doc", "cite-as"):
        assert links[relation].startswith("/host/facts/"), relation
        assert client.get(links[relation]).status_code == 200


def test_link_header_of_a_long_query_stays_short(scratch: TestClient) -> None:
    answer = scratch.get("/v1/choice", params={"word": "word " * 1500})
    assert answer.status_code == 200
    assert len(answer.headers["Link"]) <= MAX_LENGTH
    assert links_of(answer)["service-desc"] == "/openapi.json"
    assert "cite-as" not in links_of(answer)
