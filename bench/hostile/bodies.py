"""Hostile bodies: searches, calls of assistants, batches to reconcile."""

import json
from dataclasses import replace
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from bench.hostile.attempts import Attempt, Request, one
from bench.hostile.doors import Door, choose
from bench.hostile.words import hostile_bytes, hostile_text

Doors = list[Door]
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"
_MEDIA = (
    _JSON,
    _FORM,
    "",
    "text/plain",
    "application/xml",
    "multipart/form-data; boundary=x",
    "json",
)
_SEARCH = (
    "country region organization entity topic year q date_from limit any_of all_of not where"
).split()
_METHODS = (
    "initialize tools/list tools/call ping resources/list prompts/get notifications/initialized"
    " logging/setLevel completion/complete sampling/createMessage"
).split()
_TOOLS = "search_facts get_fact count_facts list_values find_entity cite compare nothing".split()
_RAW = (
    b"",
    b"{",
    b"[",
    b"null",
    b"true",
    b"0",
    b'""',
    b"[]",
    b"{}",
    b"\xef\xbb\xbf{}",
    b"\xff\xfe{\x00}\x00",
    b'{"country": "\xff"}',
    b'{"a": 1, "a": 2}',
    b'{"limit": NaN}',
    b'{"limit": 1e999}',
    b'{"q": "\\ud800"}',
    b'{"q": "\\u0000"}',
    b'{"limit": ' + b"9" * 5000 + b"}",
    b"[" * 20_000,
    b'{"a":' * 9000,
    b'{"where": ' * 500 + b"{}" + b"}" * 500,
    b"{}" * 2,
    b"// comment\n{}",
    b"{'country': 'TR'}",
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    b"a" * 70_000,
    b" " * 65_537,
)


def searches(random: Random, _: Doors) -> Attempt:
    """Search with bodies that are no searches."""
    body = _maybe_raw(random, lambda: {_name(random): _json(random) for _ in range(3)})
    return one("bodies of searches", _post("/v1/facts/search", body, random))


def assistants(random: Random, _: Doors) -> Attempt:
    """Call tools with messages that are none."""

    def message() -> Any:
        arguments = {_name(random): _json(random) for _ in range(2)}
        params = {"name": random.choice(_TOOLS), "arguments": arguments}
        call: dict[str, Any] = {
            "jsonrpc": random.choice(("2.0", "2.0", "1.0", None)),
            "id": random.choice((1, "a", None, 1.5, [], {}, 10**400)),
            "method": random.choice((*_METHODS, hostile_text(random))),
            "params": random.choice((params, params, arguments, _json(random))),
        }
        if random.random() < 0.3:
            call.pop(random.choice(list(call)))
        return random.choice((call, call, call, [call, call], []))

    request = _post("/mcp", _maybe_raw(random, message), random)
    if random.random() < 0.3:
        fields = ("Mcp-Session-Id", "Mcp-Protocol-Version", "Origin", "Accept")
        request = request.with_headers((random.choice(fields), _line(hostile_text(random))))
    return one("calls of assistants", request)


def reconciliation(random: Random, _: Doors) -> Attempt:
    """Reconcile batches that are none, in both versions."""
    if random.random() < 0.3:
        query = urlencode(
            {random.choice(("queries", "extend")): _dump(_batch(random))}, errors="surrogatepass"
        )
        return one("reconciliation", Request(f"/reconcile?{query}"[:60_000]))
    if random.random() < 0.5:
        fields = {"queries": _dump(_batch(random)), hostile_text(random): "x"}
        chosen = dict(list(fields.items())[: random.choice((1, 1, 2))])
        form = urlencode(chosen, errors="surrogatepass").encode()
        body = random.choice((form, form, hostile_bytes(random), form * 3))
        return one("reconciliation", _post("/reconcile", body, random, _FORM))
    path = "/reconcile/1.0-draft/" + random.choice(("match", "extend"))
    return one("reconciliation", _post(path, _maybe_raw(random, lambda: _batch(random)), random))


def bodies_elsewhere(random: Random, doors: Doors) -> Attempt:
    """Send bodies where none is read."""
    door = choose(doors, random)
    request = Request(door.valid_path, random.choice(("GET", "HEAD", "DELETE", "POST")))
    body = random.choice((b"{}", b"a" * 1000, hostile_bytes(random)))
    return one("bodies where none is read", request.with_body(body, random.choice(_MEDIA)))


def _batch(random: Random) -> Any:
    query = {
        "query": _json(random),
        "type": _json(random),
        "limit": _json(random),
        "properties": [{"pid": _json(random), "v": _json(random)}],
    }
    draft = {"type": random.choice(("name", "id", "all")), "propertyValue": _json(random)}
    return random.choice(
        (
            {"q0": query},
            {hostile_text(random): query},
            {"queries": [{**query, "conditions": [draft]}]},
            {"ids": [hostile_text(random)], "properties": [{"id": hostile_text(random)}]},
            {f"q{number}": query for number in range(60)},
            _json(random),
        )
    )


def _json(random: Random, depth: int = 0) -> Any:
    shape = random.randrange(10 if depth < 3 else 7)
    if shape < 4:
        return hostile_text(random)
    if shape < 7:
        return random.choice((None, True, 0, -1, 1.5, 2**63, 10**30, 1e308, [], {}))
    if shape < 9:
        return [_json(random, depth + 1) for _ in range(random.choice((1, 2, 40)))]
    return {_name(random): _json(random, depth + 1) for _ in range(2)}


def _name(random: Random) -> str:
    return random.choice(_SEARCH) if random.random() < 0.7 else hostile_text(random)


def _maybe_raw(random: Random, make: Any) -> bytes:
    return (
        random.choice(_RAW) if random.random() < 0.3 else _dump(make()).encode("utf-8", "replace")
    )


def _dump(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False)


def _post(path: str, body: bytes, random: Random, media_type: str = _JSON) -> Request:
    if random.random() < 0.1:
        media_type = random.choice(_MEDIA)
    if random.random() < 0.1:
        path = f"{path}?{quote(hostile_text(random))}"
    request = Request(path, "POST").with_body(body, media_type)
    return replace(request, version="HTTP/1.0") if random.random() < 0.05 else request


def _line(text: str) -> bytes:
    return text.encode("utf-8", "replace").translate(None, b"\r\n\x00")
