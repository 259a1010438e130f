"""What comes back for a request: status, headers and body, without what differs between runs."""

import hashlib
import json
import logging
from collections.abc import Iterable
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from tests.outside.requests import PAGE, Request

Answers = dict[str, dict[str, Any]]
MASK = "(differs)"


def values_of(client: TestClient) -> dict[str, str]:
    """What requests repeat from an earlier answer."""
    answer = client.get(PAGE)
    cursor = answer.json()["page"]["next"].rpartition("cursor=")[2]
    return {"{etag}": answer.headers["ETag"], "{cursor}": cursor}


def ask_all(client: TestClient, requests: Iterable[Request], values: dict[str, str]) -> Answers:
    """Send the requests in their order and give the answer of each."""
    # The tracebacks of errors that are asked for would hide what differs.
    logging.disable()
    try:
        return {str(request): seen(send(client, request, values)) for request in requests}
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


def seen(answer: Response) -> dict[str, Any]:
    """Give the status, the headers and the body: errors whole, all else as a digest."""
    headers = {name: ", ".join(answer.headers.get_list(name)) for name in sorted(answer.headers)}
    request_id = headers["x-request-id"]
    for name in masked_headers(answer):
        headers[name] = MASK
    body = answer.content.replace(request_id.encode(), MASK.encode())
    return {"status": answer.status_code, "headers": headers, "body": shown(body, headers)}


def masked_headers(answer: Response) -> Iterable[str]:
    """Name the headers of an answer that are not the same in each run or on each machine."""
    path = answer.request.url.path
    yield "x-request-id"
    # Of files: they tell when the package was installed.
    if path.startswith("/static/"):
        yield from {"etag", "last-modified"} & {*answer.headers}
    # Citations tell when they were asked for: their ETags are of that day.
    if path.endswith("/citation") or path.startswith("/facts/"):
        yield from {"etag"} & {*answer.headers}
    # Compression and pixels depend on libraries.
    if "content-encoding" in answer.headers or answer.headers.get("content-type") == "image/png":
        yield from {"content-length"} & {*answer.headers}


def shown(body: bytes, headers: dict[str, str]) -> Any:
    """Give an error as it is, other bodies as the first digits of their SHA-256."""
    media_type = headers.get("content-type", "")
    if media_type == "application/problem+json":
        return json.loads(body)
    if media_type == "image/png":
        return MASK
    return f"sha256 {hashlib.sha256(body).hexdigest()[:16]}, {len(body)} bytes" if body else ""
