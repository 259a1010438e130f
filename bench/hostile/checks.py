"""What must hold of each answer to a hostile request."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from http import HTTPStatus
from xml.etree import ElementTree

from bench.hostile.attempts import Attempt, Ending
from bench.hostile.client import Outcome, Response
from bench.hostile.words import ATTRIBUTE, ELEMENT, EVALUATED, HEADER

_JSON = (
    "application/json application/ld+json application/geo+json application/problem+json"
    " application/json+oembed application/vnd.citationstyles.csl+json"
).split()
_XML = ("image/svg+xml", "application/atom+xml", "application/xml")
_TEXTS = ("text/html", "text/csv", "text/plain", "text/markdown", "text/css", "text/javascript")
_MARKUP = ("text/html", "image/svg+xml")
_PROBLEM_MEMBERS = {"type", "title", "status", "code", "detail", "instance", "errors", "request_id"}
# Where errors are of a form of their own: answers to calls of assistants, data of cards.
_OWN_FORMS = (b" /mcp", b" /embed/", b"%2fembed")
_LEAKS = (b"Traceback (most recent", b"root:x:0:", b"sqlalchemy.exc", b"site-packages", EVALUATED)
# oEmbed has 501 for formats that are not offered (oembed.com, 2.3.3).
_TOLD = (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.NOT_IMPLEMENTED)
_SECONDS_TO_ANSWER = 15


def failures(attempt: Attempt, outcome: Outcome) -> Iterator[str]:
    """Yield what is wrong with what came back."""
    if attempt.ending is Ending.READS:
        short = len(outcome.responses) < attempt.due
        refused = any(_closes(response) for response in outcome.responses)
        if short and not refused:
            yield f"{len(outcome.responses)} of {attempt.due} responses, then {outcome.ended}"
        if outcome.seconds > _SECONDS_TO_ANSWER:
            yield f"took {outcome.seconds:.0f} s"
    for response in outcome.responses:
        yield from _wrong(response, attempt)


def _closes(response: Response) -> bool:
    """Tell whether no other response comes on the connection, and the client is told so."""
    return "close" in response.fields.get("connection", "").lower()


def _wrong(response: Response, attempt: Attempt) -> Iterator[str]:
    yield from _wrong_head(response)
    body = _decoded(response)
    if body is None:
        yield "a body that cannot be unpacked"
    elif body:
        yield from _wrong_body(response, body, attempt)


def _wrong_head(response: Response) -> Iterator[str]:
    status, fields = response.status, response.fields
    if status == HTTPStatus.SERVICE_UNAVAILABLE and not fields.get("retry-after", "").isdecimal():
        yield "503 without Retry-After"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and status not in _TOLD:
        yield f"status {status}"
    if HEADER in fields:
        yield "a header field of the client's making"


def _wrong_body(response: Response, body: bytes, attempt: Attempt) -> Iterator[str]:
    media_type = response.fields.get("content-type", "").partition(";")[0]
    if not media_type:
        yield f"{response.status} with a body of no type"
    yield from (f"{leak.decode()!r} in the body" for leak in _LEAKS if leak in body)
    if response.status >= HTTPStatus.BAD_REQUEST:
        yield from _wrong_error(response, media_type, body, attempt)
    if media_type in _MARKUP:
        texts = [text for text in (ELEMENT, ATTRIBUTE) if text.encode() in body]
        yield from (f"{text!r} in {media_type}" for text in texts)
    is_part = response.status == HTTPStatus.PARTIAL_CONTENT
    if not is_part and not _is_well_formed(media_type, body):
        yield f"{response.status} is no {media_type}"


def _wrong_error(
    response: Response, media_type: str, body: bytes, attempt: Attempt
) -> Iterator[str]:
    """Yield what is wrong with an error: a problem document, a page, a card or a call's."""
    if media_type == "application/problem+json":
        problem = json.loads(body)
        if set(problem) != _PROBLEM_MEMBERS or problem["status"] != response.status:
            yield f"{response.status} with a problem of other members or another status"
    elif media_type == "application/json":
        if not any(path in attempt.pieces[0] for path in _OWN_FORMS):
            yield f"{response.status} as plain JSON"
    elif media_type not in (*_MARKUP, "image/png"):
        yield f"{response.status} as {media_type or 'nothing'}"


def _decoded(response: Response) -> bytes | None:
    """Return the body unpacked, empty where only others can; None where it fails."""
    body = response.body
    try:
        match response.fields.get("content-encoding"):
            case "gzip":
                return gzip.decompress(body)
            case "deflate":
                return zlib.decompress(body)
            case None | "identity":
                return body
    except (OSError, EOFError, zlib.error):
        return None
    return b""


def _is_well_formed(media_type: str, body: bytes) -> bool:
    try:
        _READERS.get(media_type, bytes)(body)
    except (ValueError, ElementTree.ParseError):
        return False
    return True


def _read_lines(body: bytes) -> None:
    for line in body.splitlines():
        json.loads(line)


def _read_png(body: bytes) -> None:
    if not body.startswith(b"\x89PNG\r\n"):
        raise ValueError("no PNG")


_READERS: dict[str, Callable[[bytes], object]] = {
    **dict.fromkeys(_JSON, json.loads),
    **dict.fromkeys(_XML, ElementTree.fromstring),
    **dict.fromkeys(_TEXTS, bytes.decode),
    "application/x-ndjson": _read_lines,
    "image/png": _read_png,
}
