"""NDJSON: one JSON object a line."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from policyfacts.renderers.chunks import in_chunks
from policyfacts.renderers.fields import select_fields
from policyfacts.schemas.facts import Fact

_MEMBERS = tuple(Fact.model_fields)


def select_members(names: Sequence[str]) -> tuple[str, ...]:
    """Return the members of a fact of these names, in that order; without names, none for all."""
    return select_fields(names, _MEMBERS) if names else ()


def write_facts(bodies: Iterable[str], members: Sequence[str]) -> Iterator[str]:
    """Yield stored facts in chunks of whole lines; with `members`, only these in this order."""
    if not members:
        return in_chunks(f"{body}\n" for body in bodies)
    facts = map(json.loads, bodies)
    return write_rows({member: fact[member] for member in members} for fact in facts)


def write_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield JSON objects in chunks of whole lines."""
    return in_chunks(_line(row) for row in rows)


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
