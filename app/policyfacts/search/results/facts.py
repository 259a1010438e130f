"""A page of facts for a question: the whole path from parameters to bodies."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap

from policyfacts.errors import BadParameters, NotFound, ParameterError, Withdrawn, did_you_mean_text
from policyfacts.queries.facts import find_body, find_tombstone, list_ids, list_ids_from
from policyfacts.schemas.params import FactParams
from policyfacts.search.names.resolving import suggest_close
from policyfacts.search.parse.query import ParsedQuery
from policyfacts.search.results.conditions import matcher_for
from policyfacts.search.results.facets import FacetCount, count_facets
from policyfacts.search.results.highlighting import highlight
from policyfacts.search.results.paging import give_cursor, read_cursor, slice_facts, slice_tiers
from policyfacts.search.results.spans import date_warnings
from policyfacts.search.results.text_search import Ranking, list_unknown, rank_text
from policyfacts.search.sets.filters import FactFilter, TextMatch
from policyfacts.search.sets.matcher import Matcher
from policyfacts.search.sets.text_query import TextQuery
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Sort


@dataclass(frozen=True)
class FactHits:
    """Positions of the facts asked for, in their order, out of `total` that match.

    `start` of them stand before this page.
    """

    ordinals: Sequence[int]
    start: int
    total: int
    next_cursor: str | None
    canonical: Mapping[str, Any]
    warnings: Sequence[str]
    marks: TextQuery | None


@dataclass(frozen=True)
class FactPage:
    """JSON of the facts on one page, what is around it, and the facets."""

    bodies: Sequence[bytes]
    hits: FactHits
    facets: Mapping[str, Sequence[FacetCount]]


def list_facts(
    session: ReadSession, asked: FactParams, question: ParsedQuery, cursor: str | None
) -> FactPage:
    """The page that is asked for, of a question that has been read."""
    matcher = matcher_for(session)
    found = _find(session, asked, question, cursor, matcher)
    facets = count_facets(matcher, question, asked.facet, session.snapshot)
    return FactPage(read_bodies(session, found.ordinals, found.marks), found, facets)


def find_facts(
    session: ReadSession, asked: FactParams, question: ParsedQuery, cursor: str | None
) -> FactHits:
    """Where the facts asked for stand, without their bodies."""
    return _find(session, asked, question, cursor, matcher_for(session))


def read_bodies(
    session: ReadSession, ordinals: Sequence[int], marks: TextQuery | None
) -> Sequence[bytes]:
    """JSON of facts that were found, with the words marked in them where there are any."""
    bodies = session.bodies(ordinals)
    return bodies if marks is None else highlight(marks, bodies, session.snapshot.registry)


def _find(
    session: ReadSession,
    asked: FactParams,
    question: ParsedQuery,
    cursor: str | None,
    matcher: Matcher,
) -> FactHits:
    _check(asked, cursor)
    canonical = dict(question.canonical)
    if asked.sort is not Sort.NEWEST:
        canonical["sort"] = asked.sort.value
    if asked.sample is not None:
        canonical |= {"sample": asked.sample, "seed": asked.seed or 0}
    start = read_cursor(session, canonical, cursor)
    found = matcher.match(question.wanted)
    ranking = _rank(session, asked, question, matcher)
    ordinals, following = _place(asked, ranking, found, start)
    return FactHits(
        ordinals=ordinals,
        start=start,
        total=len(found),
        next_cursor=give_cursor(session, canonical, following) if following is not None else None,
        canonical=canonical,
        warnings=[
            *question.warnings,
            *(ranking.warnings if ranking else ()),
            *_warnings(asked, matcher, question.wanted, len(found)),
            *_unknown_words(session, question.text, len(found)),
        ],
        marks=question.marks,
    )


def _check(asked: FactParams, cursor: str | None) -> None:
    """What is wrong with parameters that go, or do not go, together."""
    errors = []
    if asked.sort is Sort.RELEVANCE and asked.q is None:
        errors.append(("sort", "needs_q", "sort=relevance needs q: only words fit well or badly."))
    if cursor is not None and asked.sample is not None:
        errors.append(("cursor", "no_pages", "A sample has no pages: leave out cursor."))
    if errors:
        raise BadParameters([ParameterError(*fault) for fault in errors])


def _rank(
    session: ReadSession, asked: FactParams, question: ParsedQuery, matcher: Matcher
) -> Ranking | None:
    """How well facts fit, where that is asked for."""
    if asked.sort is not Sort.RELEVANCE or question.text is None:
        return None
    return rank_text(session, question.text, matcher.ordinals(TextMatch("q", question.text)))


def _place(
    asked: FactParams, ranking: Ranking | None, found: BitMap, start: int
) -> tuple[list[int], int | None]:
    """Positions from `start`, in the order asked for, and where the next page begins, if any."""
    limit = asked.limit
    if asked.sample is not None:
        limit = min(asked.sample, len(found))
        picked = random.Random(asked.seed or 0).sample(range(len(found)), limit)
        found = BitMap(found[it] for it in picked)
    if ranking is None:
        is_reversed = asked.sort is Sort.OLDEST
        return slice_facts(found, oldest_first=is_reversed, limit=limit, start=start)
    return slice_tiers([it & found for it in ranking.tiers], limit=limit, start=start)


def get_fact(session: ReadSession, fact_id: str) -> str:
    """The JSON text of one fact; Withdrawn or NotFound where there is none."""
    fact_id = fact_id.lower()
    body = find_body(session.connection, fact_id)
    if body is not None:
        return body
    tombstone = find_tombstone(session.connection, fact_id)
    if tombstone is not None:
        reason, successor = tombstone
        replaced = f" '{successor}' takes its place." if successor else ""
        detail = f"Fact '{fact_id}' was withdrawn: {reason.rstrip('.')}.{replaced}"
        raise Withdrawn(detail, successor)
    alike = list_ids_from(session.connection, fact_id[: len(fact_id) // 2])
    near = suggest_close(fact_id, {id_: id_ for id_ in alike})
    raise NotFound(f"There is no fact '{fact_id}'.{did_you_mean_text(near)}", near)


def list_fact_ids(session: ReadSession, most: int) -> Sequence[str]:
    """Ids of facts in their order, at most so many."""
    return list_ids(session.connection, most)


def _unknown_words(session: ReadSession, text: TextQuery | None, total: int) -> list[str]:
    """Why words find nothing: those that no fact holds."""
    unknown = list_unknown(session, text) if text is not None and not total else []
    return [f"No fact holds {' or '.join(f'“{it}”' for it in unknown)}."] if unknown else []


def _warnings(asked: FactParams, matcher: Matcher, wanted: FactFilter, total: int) -> list[str]:
    """What changes nothing, and what the other reading of dates would add."""
    idle = asked.seed is not None and asked.sample is None
    found = ["seed changes nothing: it picks the facts of a sample."] if idle else []
    return [*found, *date_warnings(matcher, wanted, total)]
