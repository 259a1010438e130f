"""Facts with the words of a query highlighted in them."""

import json
from collections.abc import Iterable

from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.sets.text_query import TextQuery, highlight_fields

# How every stored body ends.
_NO_MATCH = b'"match":null}'


def highlight(query: TextQuery, bodies: Iterable[bytes], registry: EntityRegistry) -> list[bytes]:
    """Return the JSON of facts with their `match` filled in."""
    return [_highlight_body(query, body, registry) for body in bodies]


def _highlight_body(query: TextQuery, body: bytes, registry: EntityRegistry) -> bytes:
    fields = highlight_fields(query, json.loads(body), registry)
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return body.removesuffix(_NO_MATCH) + f'"match":{text}}}'.encode()
