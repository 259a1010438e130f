"""A page of facts for a question: the whole path from parameters to bodies."""

from dataclasses import dataclass, replace

from policyfacts.errors import NotFound, Withdrawn
from policyfacts.queries.facts import find_body, find_tombstone, list_bodies, list_ids_from
from policyfacts.schemas.questions import FactQuestion
from policyfacts.selection.filters import FactFilter, InTime
from policyfacts.selection.matching import match
from policyfacts.selection.names import nearest
from policyfacts.selection.pages import give_cursor, read_cursor, slice_facts
from policyfacts.selection.questions import Canonical, read_question
from policyfacts.selection.snapshot import View
from policyfacts.vocabulary import DateMatch, Sort


@dataclass(frozen=True)
class FactPage:
    """JSON texts of the facts on one page, with the exact total and what continues it."""

    bodies: list[str]
    total: int
    next_cursor: str | None
    canonical: Canonical
    warnings: list[str]


def list_facts(view: View, asked: FactQuestion) -> FactPage:
    """The page that is asked for."""
    question = read_question(asked, view.snapshot.catalogue)
    canonical = dict(question.canonical)
    if asked.sort is not Sort.NEWEST:
        canonical["sort"] = asked.sort.value
    start = read_cursor(view, canonical, asked.cursor)
    found = match(question.wanted, view.snapshot.sets)
    positions, next_start = slice_facts(
        found, oldest_first=asked.sort is Sort.OLDEST, limit=asked.limit, start=start
    )
    return FactPage(
        bodies=list_bodies(view.connection, positions),
        total=len(found),
        next_cursor=give_cursor(view, canonical, next_start) if next_start is not None else None,
        canonical=canonical,
        warnings=[*question.warnings, *_date_warnings(view, question.wanted, len(found))],
    )


def get_fact(view: View, fact_id: str) -> str:
    """The JSON text of one fact; Withdrawn or NotFound where there is none."""
    fact_id = fact_id.lower()
    body = find_body(view.connection, fact_id)
    if body is not None:
        return body
    tombstone = find_tombstone(view.connection, fact_id)
    if tombstone is not None:
        reason, successor = tombstone
        replaced = f" '{successor}' takes its place." if successor else ""
        detail = f"Fact '{fact_id}' was withdrawn: {reason.rstrip('.')}.{replaced}"
        raise Withdrawn(detail, successor)
    alike = list_ids_from(view.connection, fact_id[: len(fact_id) // 2])
    raise NotFound(f"There is no fact '{fact_id}'.", nearest(fact_id, {id_: id_ for id_ in alike}))


def _date_warnings(view: View, wanted: FactFilter, total: int) -> list[str]:
    """What the other reading of dates would add."""
    wider = FactFilter(
        tuple(
            replace(it, match=DateMatch.OVERLAPS) if isinstance(it, InTime) else it
            for it in wanted.conditions
        )
    )
    more = len(match(wider, view.snapshot.sets)) - total if wider != wanted else 0
    if not more:
        return []
    facts = "1 more fact overlaps" if more == 1 else f"{more} more facts overlap"
    return [
        f"{facts} these dates without lying within them: add date_match=overlaps to see them too."
    ]
