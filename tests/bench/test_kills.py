"""Killed loads: an answer of neither release is noticed, and the other release can be loaded."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bench.kills.readers import Readers
from bench.kills.releases import PATHS, Release, other_seed, shown_release
from bench.kills.run import database_fault
from bench.servers import Server
from policyfacts.settings import Settings
from tests.databases import SQLITE, load_into
from tests.seeds import FROZEN_SEED

OLD = Release(Path("old"), bodies=dict.fromkeys(PATHS, b"old"))
NEW = Release(Path("new"), bodies=dict.fromkeys(PATHS, b"new"))


@pytest.fixture
def answers() -> dict[str, tuple[int, bytes]]:
    """Return what the server answers to each path; a test changes it."""
    return dict.fromkeys(PATHS, (200, b"old"))


@pytest.fixture
def server(answers: dict[str, tuple[int, bytes]]) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers[self.path]
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as listener:
        thread = threading.Thread(target=listener.serve_forever)
        thread.start()
        yield Server(0, listener.server_port)
        listener.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ((200, b"new"), None),
        ((200, b"ne"), f"{PATHS[0]}: of neither release"),
        ((500, b"old"), f"{PATHS[0]}: status 500"),
    ],
)
def test_readers_notice_what_no_release_answers(
    server: Server,
    answers: dict[str, tuple[int, bytes]],
    answer: tuple[int, bytes],
    fault: str | None,
) -> None:
    answers[PATHS[0]] = answer
    with Readers(server, [OLD, NEW], 1).reading() as readings:
        while readings.answers < 30:
            time.sleep(0.01)
    assert set(readings.faults) == ({fault} if fault else set())


def test_answers_of_two_releases_at_once_are_noticed(
    server: Server, answers: dict[str, tuple[int, bytes]]
) -> None:
    assert shown_release([NEW, OLD], server) == 1
    answers[PATHS[-1]] = (200, b"new")
    assert shown_release([NEW, OLD], server) is None


def test_damaged_database_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "damaged.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE one (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE two (one INTEGER REFERENCES one (id))")
        connection.execute("INSERT INTO two VALUES (1)")
    connection.close()
    assert "two" in database_fault(f"sqlite:///{file}")


def test_other_release_can_be_loaded(
    tmp_path: Path, new_migrated: Callable[[str], Settings]
) -> None:
    load_into(new_migrated(SQLITE), other_seed(FROZEN_SEED, tmp_path / "other"))
