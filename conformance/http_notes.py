"""REDbot and httplint read headers as caches, browsers and proxies do."""

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
# Notes that are accepted, each with the reason why it does not apply. None so far.
_ACCEPTED: dict[str, str] = {}


def _redbot(service: Service, folder: Path) -> Report:
    """REDbot asks by itself: again with its validators, for a range, with and without gzip."""
    addresses = [it for it in addresses_of_each_kind(service) if it.accept is None]
    objections: list[str] = []
    for at in addresses:
        said = run("redbot", "--output-format=har", service.address + at.path, folder=folder).output
        log = json.loads(said)["log"]
        if not log["entries"]:
            objections.append(f"GET {at.path}: {log.get('_red_error', 'REDbot saw no answer')}")
        for entry in log["entries"]:
            what = f"GET {at.path}: {entry['response']['status']}"
            objections += [f"{what}: {said}" for said in _bad(entry["_red_messages"])]
            if str(entry["response"]["status"]) != str(at.status):
                objections.append(f"{what}: {at.status} was expected")
    return Report(f"{len(addresses)} addresses", objections)


def _httplint(service: Service, _folder: Path) -> Report:
    """Each address in each encoding: GET, HEAD, and again by each of its validators."""
    asked = 0
    objections: list[str] = []
    for address in addresses_of_each_kind(service):
        for encoding in _ENCODINGS:
            for context in _exchanges(service, address, encoding):
                asked += 1
                objections += [f"{context}: {said}" for said in _unlike(context)]
                objections += [f"{context}: {said}" for said in _bad(_lint(context))]
    return Report(f"{asked} answers in {', '.join(_ENCODINGS)}", objections)


@dataclass(frozen=True)
class _Exchange:
    """One question and its answer, and the status that was expected."""

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
    whole = service.fetch(path, headers)
    yield _Exchange("GET", path, headers, status, whole)
    yield _Exchange("HEAD", path, headers, status, service.fetch(path, headers, "HEAD"))
    for validator, condition in (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since")):
        value = whole.header(validator)
        if value is not None:
            conditional = {**headers, condition: value}
            yield _Exchange("GET", path, conditional, 304, service.fetch(path, conditional))


def _unlike(context: _Exchange) -> Iterator[str]:
    """What would leave the linting empty: what was asked for did not come."""
    reply = context.reply
    if reply.status != context.expected:
        yield f"{context.expected} was expected"
    if reply.status in (200, 304) and context.path not in _OF_THE_MOMENT:
        yield from ["it has no ETag"] if reply.header("etag") is None else []
    encoding = reply.header("content-encoding") or "identity"
    is_file = context.path.startswith(_FILES)
    if len(reply.body) >= _SMALL and not is_file and encoding != context.headers["Accept-Encoding"]:
        yield f"it is encoded as {encoding}"


def _lint(context: _Exchange) -> list[dict[str, Any]]:
    reply = context.reply
    request = HttpRequestLinter()
    request.process_request_topline(context.method.encode(), context.path.encode(), b"1.1")
    request.process_headers(_as_bytes(context.headers.items()))
    request.finish_content(True)
    linter = HttpResponseLinter(start_time=time.time())
    linter.request = request
    linter.is_head_response = context.method == "HEAD"
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
