"""Facts with the phrases of a query highlighted in them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.sets.text_query import Terms, highlight_fields
from policyfacts.vocabulary import MatchField

# How every stored body ends.
_NO_MATCH = b'"match":null}'
# Nothing of a sentence is shown.
_IN_SENTENCE = {"field": MatchField.SENTENCE.value, "html": ""}


@dataclass(frozen=True)
class Highlights:
    """Phrases to mark in facts, and which facts have the rest of the words in a sentence."""

    phrases: Sequence[Terms]
    by_sentence: BitMap


NO_HIGHLIGHTS = Highlights((), BitMap())


def highlight(
    highlights: Highlights,
    ordinals: Iterable[int],
    bodies: Iterable[bytes],
    registry: EntityRegistry,
) -> list[bytes]:
    """Return the JSON of the facts at these ordinals with their `match` filled in."""
    return [
        _highlight_body(highlights, ordinal, body, registry)
        for ordinal, body in zip(ordinals, bodies, strict=True)
    ]


def _highlight_body(
    highlights: Highlights, ordinal: int, body: bytes, registry: EntityRegistry
) -> bytes:
    fields = highlight_fields(highlights.phrases, json.loads(body), registry)
    if ordinal in highlights.by_sentence:
        fields.append(_IN_SENTENCE)
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return body.removesuffix(_NO_MATCH) + f'"match":{text}}}'.encode()
