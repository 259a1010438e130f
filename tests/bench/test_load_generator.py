"""The load generator counts correct responses only."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.load_generator import Request, WrongAnswer, send_requests

_BODY = b'{"items":[]}' * 20_000  # arrives in many packets
_CHUNKS = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (_BODY[:70_000], _BODY[70_000:]))


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with _serving() as port:
        yield port


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/not-modified":
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(200)
        if self.path == "/chunked":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(_CHUNKS + b"0\r\n\r\n")
            return
        self.send_header("Content-Length", str(len(_BODY)))
        self.end_headers()
        self.wfile.write(_BODY)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Log nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore clients that disconnect during a response when the time is over."""


@contextmanager
def _serving() -> Iterator[int]:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    "request_",
    [
        Request("/whole", _BODY),
        Request("/chunked", _BODY),
        Request("/not-modified", status=304),
    ],
    ids=lambda request_: request_.path,
)
def test_correct_responses_are_counted(port: int, request_: Request) -> None:
    tally = send_requests(port, [request_], seconds=0.5, connections=2)
    assert tally.responses > 60  # so many that bodies were compared
    assert 0.5 <= tally.seconds < 5


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (Request("/whole", _BODY[:-1] + b"!"), "another body"),
        (Request("/chunked", _BODY[:-1]), "another body"),
        (Request("/whole", status=304), "answers 200"),
    ],
)
def test_wrong_response_ends_the_measurement(port: int, request_: Request, message: str) -> None:
    with pytest.raises(WrongAnswer, match=message):
        send_requests(port, [request_], seconds=5, connections=2)
