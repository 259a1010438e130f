"""A stream that a load cuts off differs from a complete one."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from policyfacts.http import streaming as bulk
from policyfacts.search.results.facts import read_bodies
from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.architecture.serving import serving
from tests.databases import KINDS, load_into
from tests.loader.seeds import replace
from tests.seeds import frozen_facts


@dataclass
class Loading:
    """Loads a new release while a stream is read, before a batch of a certain number."""

    settings: Settings
    seed: Path
    before: int
    batches: list[int] = field(default_factory=list)

    def read(self, session: Any, ordinals: Sequence[int], highlights: Any) -> Sequence[bytes]:
        self.batches.append(len(ordinals))
        if len(self.batches) == self.before:
            replace(self.seed / "dataset.yaml", "2026.1", "2026.2")
            load_into(self.settings, self.seed)
        return read_bodies(session, ordinals, highlights)


Start = Callable[[int, int], tuple[FastAPI, Loading]]


@pytest.fixture(params=KINDS)
def start(
    request: pytest.FixtureRequest,
    new_loaded: Callable[[str], Settings],
    seed: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Start:
    """Start a service that reads in batches of a size, and is loaded anew before one of them."""

    def make(size: int, before: int) -> tuple[FastAPI, Loading]:
        loading = Loading(new_loaded(request.param), seed, before)
        monkeypatch.setattr(bulk, "_BATCH", size)
        monkeypatch.setattr(bulk, "read_bodies", loading.read)
        return create_app(loading.settings), loading

    return make


@pytest.mark.parametrize(("form", "encoding"), [("csv", "identity"), ("ndjson", "gzip")])
def test_load_in_the_middle_of_a_stream_cuts_it_off(start: Start, form: str, encoding: str) -> None:
    app, loading = start(40, 3)
    with serving(app) as address:
        with pytest.raises(IncompleteRead):
            read_whole(address, encoding, form)
        answer, text = read_whole(address, encoding, form)
    assert loading.batches[:4] == [40, 40, 40, 40]
    assert answer.getheader("X-Row-Count") == str(len(frozen_facts()))
    assert text


def test_load_before_anything_was_sent_is_a_problem(start: Start) -> None:
    app, _ = start(5, 1)
    with TestClient(app) as client:
        answer = client.get("/v1/facts?format=csv", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 503
    assert answer.json()["code"] == "release_changed"
    assert answer.headers["Retry-After"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def read_whole(address: str, encoding: str, form: str) -> tuple[HTTPResponse, bytes]:
    """Return the response and its body; raise IncompleteRead where it has no proper end."""
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=60)) as connection:
        headers = {"Accept-Encoding": encoding}
        connection.request("GET", f"/v1/facts?format={form}", headers=headers)
        with connection.getresponse() as answer:
            return answer, answer.read()
