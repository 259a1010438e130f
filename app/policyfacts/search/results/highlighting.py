"""Facts with the phrases of a query highlighted in them."""

import json
from collections.abc import Iterable, Sequence

from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.sets.text_query import Terms, highlight_fields

# How every stored body ends.
_NO_MATCH = b'"match":null}'


def highlight(
    phrases: Sequence[Terms], bodies: Iterable[bytes], registry: EntityRegistry
) -> list[bytes]:
    """Return the JSON of facts with their `match` filled in."""
    return [_highlight_body(phrases, body, registry) for body in bodies]


def _highlight_body(phrases: Sequence[Terms], body: bytes, registry: EntityRegistry) -> bytes:
    fields = highlight_fields(phrases, json.loads(body), registry)
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return body.removesuffix(_NO_MATCH) + f'"match":{text}}}'.encode()
