"""Facts with the places where the words asked for stand in them."""

import json
from collections.abc import Iterable

from policyfacts.selection.catalogue import Catalogue
from policyfacts.selection.texts import TextQuery, show_matches

# How every stored body ends.
_NO_MATCH = '"match":null}'


def mark_matches(query: TextQuery, bodies: Iterable[str], catalogue: Catalogue) -> list[str]:
    """The bodies with `match` filled in."""
    return [_mark(query, body, catalogue) for body in bodies]


def _mark(query: TextQuery, body: str, catalogue: Catalogue) -> str:
    hits = show_matches(query, json.loads(body), catalogue)
    shown = json.dumps(hits, ensure_ascii=False, separators=(",", ":"))
    return f'{body.removesuffix(_NO_MATCH)}"match":{shown}}}'
