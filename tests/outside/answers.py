"""What comes back for a request: status, headers and body, without what differs between runs."""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from tests.outside.requests import PAGE, Request

Answers = dict[str, dict[str, Any]]
MASK = "(differs)"


def values_of(client: TestClient) -> dict[str, str]:
    """Ask for what requests repeat from an earlier answer."""
    answer = client.get(PAGE)
    cursor = answer.json()["page"]["next"].rpartition("cursor=")[2]
    return {"{etag}": answer.headers["ETag"], "{cursor}": cursor}


def ask_all(client: TestClient, requests: Iterable[Request], values: dict[str, str]) -> Answers:
    """Send the requests in their order and give the answer of each."""
    # The tracebacks of errors that are asked for would hide what differs.
    logging.disable()
    try:
        return {str(request): freeze(send(client, request, values)) for request in requests}
    finally:
        logging.disable(logging.NOTSET)


def send(client: TestClient, request: Request, values: dict[str, str]) -> Response:
    """Send one request, with nothing in it that it does not name."""
    text = json.dumps([request.address, {"Accept-Encoding": "identity", **request.headers}])
    for placeholder, value in values.items():
        text = text.replace(placeholder, json.dumps(value)[1:-1])
    address, headers = json.loads(text)
    return client.request(
        request.method, address, headers=headers, content=request.body, follow_redirects=False
    )


def freeze(answer: Response) -> dict[str, Any]:
    """Give the status, the headers and the body: errors whole, all else as a digest."""
    headers = {name: ", ".join(answer.headers.get_list(name)) for name in sorted(answer.headers)}
    request_id = headers["x-request-id"]
    for name in {*headers} & {*unfrozen_headers(answer)}:
        headers[name] = MASK
    body = answer.content.replace(request_id.encode(), MASK.encode())
    frozen_body = (
        MASK if has_unfrozen_body(answer) else digest(body, headers.get("content-type", ""))
    )
    return {"status": answer.status_code, "headers": headers, "body": frozen_body}


def unfrozen_headers(answer: Response) -> Iterator[str]:
    """Name the headers of an answer that are not the same in each run or on each machine."""
    path = answer.request.url.path
    yield "x-request-id"
    # Of files: they tell when the package was installed.
    if path.startswith("/static/"):
        yield from ("etag", "last-modified")
    # Citations tell when they were asked for: their ETags are of that day.
    if path.endswith("/citation") or path.startswith("/facts/"):
        yield "etag"
    # What is compressed is as long as its library makes it.
    if "content-encoding" in answer.headers or has_unfrozen_body(answer):
        yield "content-length"


def has_unfrozen_body(answer: Response) -> bool:
    """Tell whether others decide on the body: on pixels a library, on the title of 416 Python."""
    return answer.headers.get("content-type") == "image/png" or answer.status_code == 416


def digest(body: bytes, media_type: str) -> Any:
    """Give an error as it is, of other bodies the first digits of their SHA-256."""
    if media_type == "application/problem+json":
        return json.loads(body)
    return f"sha256 {hashlib.sha256(body).hexdigest()[:16]}, {len(body)} bytes" if body else ""
