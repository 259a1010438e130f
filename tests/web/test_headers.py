"""Compression, Vary, links: what browsers, proxies and crawlers read before any body."""

import re
from collections.abc import Iterator

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


@pytest.fixture(scope="module")
def scratch(loaded_settings: Settings) -> Iterator[TestClient]:
    with ask_scratch(loaded_settings) as client:
        yield client


def links_of(answer: Response) -> dict[str, str]:
    return {rel: address for address, rel, _ in LINK.findall(answer.headers.get("Link", ""))}


def alternates_of(answer: Response) -> dict[str, str]:
    found = LINK.findall(answer.headers["Link"])
    return {kind: address for address, rel, kind in found if rel == "alternate"}


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
def test_an_answer_is_compressed_as_the_client_has_it(
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
    asked = {"Accept-Encoding": "gzip"}
    problem = scratch.get("/v1/facts?" + "&".join(f"x{i}=1" for i in range(20)), headers=asked)
    assert (problem.status_code, problem.headers["Content-Encoding"]) == (422, "gzip")
    assert "Content-Encoding" not in scratch.get("/v1/archive", headers=asked).headers


@pytest.mark.parametrize("address", [*EVERY_URL, "/v1/nothing", "/v1/choice", "/v1/failure"])
@pytest.mark.parametrize("condition", [{}, {"If-None-Match": "*"}], ids=["anew", "held"])
def test_every_answer_varies_once_by_each_header_and_is_what_it_says(
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


def test_links_say_where_to_go_from_an_answer(scratch: TestClient) -> None:
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


def test_links_go_where_clients_see_the_service(loaded_settings: Settings) -> None:
    for changed, start in (
        ({"root_path": "/behind"}, "/behind/"),
        ({"public_url": "https://facts.example/api"}, "https://facts.example/api/"),
        ({"root_path": "/за"}, "/%D0%B7%D0%B0/"),
    ):
        with ask_scratch(loaded_settings, **changed) as client:
            links = links_of(client.get("/v1/choice"))
            assert [
                it for rel, it in links.items() if rel != "license" and not it.startswith(start)
            ] == []


def test_links_stay_below_the_path_of_a_mount(app: FastAPI) -> None:
    client = TestClient(Starlette(routes=[Mount("/host/facts", app)]))
    links = links_of(client.get("/host/facts/v1/facts?country=TR&limit=1"))
    for relation in ("service-desc", "service-doc", "cite-as"):
        assert links[relation].startswith("/host/facts/"), relation
        assert client.get(links[relation]).status_code == 200
    entrance = client.get("/host/facts/", headers=ELSEWHERE, follow_redirects=False)
    assert entrance.status_code == 200
    assert entrance.headers["Access-Control-Allow-Origin"] == "*"
    assert 'href="/host/facts/docs"' in entrance.text


def test_long_questions_do_not_make_headers_that_proxies_refuse(scratch: TestClient) -> None:
    answer = scratch.get("/v1/choice", params={"word": "word " * 1500})
    assert answer.status_code == 200
    assert len(answer.headers["Link"]) <= MAX_LENGTH
    assert links_of(answer)["service-desc"] == "/openapi.json"
    assert "cite-as" not in links_of(answer)


def test_what_nobody_foresaw_keeps_the_headers_of_every_answer(scratch: TestClient) -> None:
    answer = scratch.get("/v1/failure", headers=ELSEWHERE)
    assert answer.status_code == 500
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Link" not in answer.headers
