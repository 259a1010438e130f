"""Facts with the places where the words asked for stand in them."""

import json
from collections.abc import Iterable

from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.sets.text_query import TextQuery, show_matches

# How every stored body ends.
_NO_MATCH = b'"match":null}'


def highlight(query: TextQuery, bodies: Iterable[bytes], registry: EntityRegistry) -> list[bytes]:
    """The bodies with `match` filled in."""
    return [_mark(query, body, registry) for body in bodies]


def _mark(query: TextQuery, body: bytes, registry: EntityRegistry) -> bytes:
    hits = show_matches(query, json.loads(body), registry)
    shown = json.dumps(hits, ensure_ascii=False, separators=(",", ":"))
    return body.removesuffix(_NO_MATCH) + f'"match":{shown}}}'.encode()
