"""A page of the log of changes: from parameters to rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap

from policyfacts.errors import BadParameters, ParameterError, quote
from policyfacts.queries.changes import ChangeRow, list_runs
from policyfacts.queries.changes import list_changes as list_rows
from policyfacts.queries.releases import find_sequence, list_releases
from policyfacts.schemas.releases import ChangeParams
from policyfacts.search.names.hints import suggest_close
from policyfacts.search.results.paging import make_cursor, read_cursor, slice_facts
from policyfacts.search.snapshot import ReadSession
from policyfacts.suggestions import did_you_mean_text
from policyfacts.vocabulary import Sort

_MAX_ALLOWED = 20


@dataclass(frozen=True)
class ChangeHits:
    """Indexes in the log of the changes on a page, out of `total` that match."""

    indexes: Sequence[int]
    total: int
    next_cursor: str | None
    canonical: dict[str, Any]


def list_changes(session: ReadSession, params: ChangeParams, *, unlimited: bool) -> ChangeHits:
    """Find the changes on a page, or the whole log.

    Raises BadParameters where the release of `since` was never loaded here.
    """
    newest_first = params.sort == Sort.NEWEST.value
    canonical = _canonical(params)
    bound_to = {**canonical, "path": "/v1/changes"}
    log = _find_indexes(session, params)
    start = read_cursor(session, bound_to, params.cursor)
    limit = len(log) if unlimited else params.limit
    # The log grows at its end: the first indexes are the oldest.
    indexes, following = slice_facts(log, oldest_first=newest_first, limit=limit, start=start)
    next_cursor = make_cursor(session, bound_to, following) if following is not None else None
    return ChangeHits(indexes, len(log), next_cursor, canonical)


def read_changes(session: ReadSession, indexes: Sequence[int]) -> list[ChangeRow]:
    """Read the changes at these indexes in the log."""
    return list_rows(session.connection, indexes) if indexes else []


def _canonical(params: ChangeParams) -> dict[str, Any]:
    canonical: dict[str, Any] = {}
    if params.change:
        canonical["change"] = sorted({change.value for change in params.change})
    if params.since is not None:
        canonical["since"] = params.since
    if params.sort == Sort.NEWEST.value:
        canonical["sort"] = Sort.NEWEST.value
    return canonical


def _find_indexes(session: ReadSession, params: ChangeParams) -> BitMap:
    """Return the indexes of all changes that match: a few runs, however long."""
    indexes = BitMap()
    for change, run in list_runs(session.connection, _sequence_since(session, params.since)):
        if not params.change or change in params.change:
            indexes.add_range(run.start, run.stop)
    return indexes


def _sequence_since(session: ReadSession, since: str | None) -> int:
    """Return the sequence after which changes count; 0 comes before the first load."""
    if since is None:
        return 0
    sequence = find_sequence(session.connection, since)
    if sequence is not None:
        return sequence
    ids = list(dict.fromkeys(release.id for release in list_releases(session.connection)))
    near = suggest_close(since, {id_: id_ for id_ in ids})
    message = f"No release {quote(since)} was ever loaded here.{did_you_mean_text(near)}"
    allowed = tuple(ids[:_MAX_ALLOWED])
    raise BadParameters([ParameterError("since", "unknown_release", message, near, allowed)])
