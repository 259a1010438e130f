"""REDbot and httplint check headers as caches, browsers and proxies read them."""

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from httplint import HttpRequestLinter, HttpResponseLinter

from conformance.addresses import Address, addresses_of_each_kind
from conformance.checks import Check, Report
from conformance.service import Reply, Service
from conformance.tools import run

_ENCODINGS = ("identity", "gzip", "br", "zstd")
_SMALL = 1024  # bytes below which an answer may stay as it is
_FILES = "/v1/downloads/"  # sent as they are: their digests and ranges are of the file
_OF_THE_MOMENT = {"/health/live", "/health/ready"}  # nothing to validate later
_BAD = {"BAD", "WARN"}
# Notes that are accepted, each with the reason why it does not apply. There are none so far.
_ACCEPTED: dict[str, str] = {}


def _redbot(service: Service, folder: Path) -> Report:
    """Run REDbot, which sends requests itself: conditional ones, for a range, with gzip."""
    every = addresses_of_each_kind(service)
    addresses = [address for address in every if address.accept is None]
    objections: list[str] = []
    for address in addresses:
        url = service.address + address.path
        log = json.loads(run("redbot", "--output-format=har", url, folder=folder).output)["log"]
        if not log["entries"]:
            error = log.get("_red_error", "REDbot saw no answer")
            objections.append(f"GET {address.path}: {error}")
        for entry in log["entries"]:
            subject = f"GET {address.path}: {entry['response']['status']}"
            objections += [f"{subject}: {note}" for note in _bad(entry["_red_messages"])]
            if str(entry["response"]["status"]) != str(address.status):
                objections.append(f"{subject}: {address.status} was expected")
    return Report(f"{len(addresses)} addresses", objections)


def _httplint(service: Service, _folder: Path) -> Report:
    """Lint each address in each encoding: GET, HEAD, and conditional by each validator."""
    responses = 0
    objections: list[str] = []
    for address in addresses_of_each_kind(service):
        for encoding in _ENCODINGS:
            for exchange in _exchanges(service, address, encoding):
                responses += 1
                objections += [f"{exchange}: {note}" for note in _unexpected(exchange)]
                objections += [f"{exchange}: {note}" for note in _bad(_lint(exchange))]
    return Report(f"{responses} answers in {', '.join(_ENCODINGS)}", objections)


@dataclass(frozen=True)
class _Exchange:
    """A request and its response, and the status that is expected."""

    method: str
    path: str
    headers: Mapping[str, str]
    expected: int
    reply: Reply

    def __str__(self) -> str:
        headers = " ".join(f"{name}: {value};" for name, value in self.headers.items())
        return f"{self.method} {self.path} {headers} {self.reply.status}"


def _exchanges(service: Service, address: Address, encoding: str) -> Iterator[_Exchange]:
    path, status = address.path, address.status
    headers = {"Accept-Encoding": encoding, "User-Agent": "conformance"}
    if address.accept is not None:
        headers["Accept"] = address.accept
    reply = service.fetch(path, headers)
    yield _Exchange("GET", path, headers, status, reply)
    yield _Exchange("HEAD", path, headers, status, service.fetch(path, headers, "HEAD"))
    for validator, condition in (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since")):
        value = reply.header(validator)
        if value is not None:
            conditional = {**headers, condition: value}
            yield _Exchange("GET", path, conditional, 304, service.fetch(path, conditional))


def _unexpected(exchange: _Exchange) -> Iterator[str]:
    """Yield what is not as requested: status, ETag or encoding; linting would not show that."""
    reply = exchange.reply
    if reply.status != exchange.expected:
        yield f"{exchange.expected} was expected"
    if reply.status in (200, 304) and exchange.path not in _OF_THE_MOMENT:
        yield from ["it has no ETag"] if reply.header("etag") is None else []
    encoding = reply.header("content-encoding") or "identity"
    is_file = exchange.path.startswith(_FILES)
    if (
        len(reply.body) >= _SMALL
        and not is_file
        and encoding != exchange.headers["Accept-Encoding"]
    ):
        yield f"it is encoded as {encoding}"


def _lint(exchange: _Exchange) -> list[dict[str, Any]]:
    reply = exchange.reply
    request = HttpRequestLinter()
    request.process_request_topline(exchange.method.encode(), exchange.path.encode(), b"1.1")
    request.process_headers(_as_bytes(exchange.headers.items()))
    request.finish_content(True)
    linter = HttpResponseLinter(start_time=time.time())
    linter.request = request
    linter.is_head_response = exchange.method == "HEAD"
    linter.process_response_topline(b"1.1", str(reply.status).encode(), reply.reason.encode())
    linter.process_headers(_as_bytes(reply.headers))
    linter.feed_content(reply.body)
    linter.finish_content(True)
    return [_as_dict(note) for note in linter.notes]


def _as_bytes(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def _as_dict(note: Any) -> dict[str, Any]:
    return {
        "note_id": type(note).__name__,
        "level": note.level.name,
        "subject": note.subject,
        "summary": str(note.summary),
        "subnotes": [_as_dict(subnote) for subnote in note.subnotes],
    }


def _bad(notes: list[dict[str, Any]]) -> Iterator[str]:
    for note in notes:
        if note["level"] in _BAD and note["note_id"] not in _ACCEPTED:
            yield f"[{note['level']}] {note['note_id']} ({note['subject']}): {note['summary']}"
        yield from _bad(note.get("subnotes", []))


CHECKS = [Check("redbot", _redbot), Check("httplint", _httplint)]
