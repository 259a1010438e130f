"""A page of the log of changes: from what is asked to rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policyfacts.errors import BadParameters, ParameterFault, meant
from policyfacts.queries.changes import ChangeRow, ChangesWanted, count_changes
from policyfacts.queries.changes import list_changes as list_rows
from policyfacts.queries.releases import find_sequence, list_releases
from policyfacts.schemas.releases import ChangeQuestion
from policyfacts.selection.names import nearest
from policyfacts.selection.pages import give_cursor, read_cursor
from policyfacts.selection.snapshot import View
from policyfacts.vocabulary import Change, Sort

_SHOWN = 20


@dataclass(frozen=True)
class FoundChanges:
    """Where in the log the changes asked for stand, out of `total` that are wanted."""

    wanted: ChangesWanted
    places: Sequence[int]
    total: int
    next_cursor: str | None
    canonical: dict[str, Any]


def list_changes(view: View, asked: ChangeQuestion, *, whole: bool) -> FoundChanges:
    """The page that is asked for, or the whole log.

    BadParameters where the release was never loaded here.
    """
    sorts = sorted(set(asked.change))
    newest_first = asked.sort == Sort.NEWEST.value
    wanted = ChangesWanted(_read_since(view, asked.since), sorts or list(Change), newest_first)
    canonical: dict[str, Any] = {"change": [it.value for it in sorts]} if sorts else {}
    if asked.since is not None:
        canonical["since"] = asked.since
    if newest_first:
        canonical["sort"] = Sort.NEWEST.value
    question = {**canonical, "path": "/v1/changes"}
    start = read_cursor(view, question, asked.cursor)
    total = count_changes(view.connection, wanted)
    end = total if whole else min(start + asked.limit, total)
    is_last = end in (total, start)
    next_cursor = None if is_last else give_cursor(view, question, end)
    return FoundChanges(wanted, range(start, end), total, next_cursor, canonical)


def read_changes(view: View, wanted: ChangesWanted, places: Sequence[int]) -> list[ChangeRow]:
    """The changes at these places, which follow each other."""
    if not places:
        return []
    return list_rows(view.connection, wanted, start=places[0], limit=len(places))


def _read_since(view: View, since: str | None) -> int:
    """The sequence after which changes count; 0 comes before the first load."""
    if since is None:
        return 0
    sequence = find_sequence(view.connection, since)
    if sequence is not None:
        return sequence
    known = list(dict.fromkeys(it.id for it in list_releases(view.connection)))
    near = nearest(since, {it: it for it in known})
    message = f"No release '{since}' was ever loaded here.{meant(near)}"
    fault = ParameterFault(
        "since", "unknown_release", message, did_you_mean=near, allowed=tuple(known[:_SHOWN])
    )
    raise BadParameters([fault])
