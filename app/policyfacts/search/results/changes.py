"""A page of the log of changes: from what is asked to rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap

from policyfacts.errors import BadParameters, ParameterError, did_you_mean_text
from policyfacts.queries.changes import ChangeRow, list_runs
from policyfacts.queries.changes import list_changes as list_rows
from policyfacts.queries.releases import find_sequence, list_releases
from policyfacts.schemas.releases import ChangeParams
from policyfacts.search.names.resolving import suggest_close
from policyfacts.search.results.paging import give_cursor, read_cursor, slice_facts
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Sort

_SHOWN = 20


@dataclass(frozen=True)
class FoundChanges:
    """Where in the log the changes asked for stand, out of `total` that are wanted."""

    places: Sequence[int]
    total: int
    next_cursor: str | None
    canonical: dict[str, Any]


def list_changes(session: ReadSession, asked: ChangeParams, *, whole: bool) -> FoundChanges:
    """The page that is asked for, or the whole log.

    BadParameters where the release was never loaded here.
    """
    newest_first = asked.sort == Sort.NEWEST.value
    canonical = _canonical(asked)
    question = {**canonical, "path": "/v1/changes"}
    log = _find_places(session, asked)
    start = read_cursor(session, question, asked.cursor)
    limit = len(log) if whole else asked.limit
    # The log grows at its end: the first places are the oldest.
    places, following = slice_facts(log, oldest_first=newest_first, limit=limit, start=start)
    next_cursor = give_cursor(session, question, following) if following is not None else None
    return FoundChanges(places, len(log), next_cursor, canonical)


def read_changes(session: ReadSession, places: Sequence[int]) -> list[ChangeRow]:
    """The changes at these places."""
    return list_rows(session.connection, places) if places else []


def _canonical(asked: ChangeParams) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if asked.change:
        found["change"] = sorted({it.value for it in asked.change})
    if asked.since is not None:
        found["since"] = asked.since
    if asked.sort == Sort.NEWEST.value:
        found["sort"] = Sort.NEWEST.value
    return found


def _find_places(session: ReadSession, asked: ChangeParams) -> BitMap:
    """All places in the log that are asked for: a few runs, however long."""
    found = BitMap()
    for change, run in list_runs(session.connection, _read_since(session, asked.since)):
        if not asked.change or change in asked.change:
            found.add_range(run.start, run.stop)
    return found


def _read_since(session: ReadSession, since: str | None) -> int:
    """The sequence after which changes count; 0 comes before the first load."""
    if since is None:
        return 0
    sequence = find_sequence(session.connection, since)
    if sequence is not None:
        return sequence
    known = list(dict.fromkeys(it.id for it in list_releases(session.connection)))
    near = suggest_close(since, {it: it for it in known})
    message = f"No release '{since}' was ever loaded here.{did_you_mean_text(near)}"
    fault = ParameterError(
        "since", "unknown_release", message, did_you_mean=near, allowed=tuple(known[:_SHOWN])
    )
    raise BadParameters([fault])
