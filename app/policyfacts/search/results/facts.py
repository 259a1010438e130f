"""A page of facts: from a parsed query to the bodies on it."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap

from policyfacts.errors import BadParameters, NotFound, ParameterError, Withdrawn, quote
from policyfacts.queries.facts import find_body, find_tombstone, list_ids, list_ids_from
from policyfacts.schemas.params.lists import FactParams
from policyfacts.search.names.hints import suggest_close
from policyfacts.search.parse.query import ParsedQuery
from policyfacts.search.results.date_warnings import date_warnings
from policyfacts.search.results.facets import FacetCount, count_facets
from policyfacts.search.results.highlighting import Highlights, highlight
from policyfacts.search.results.nothing_found import NothingFound, explain_facts
from policyfacts.search.results.own_texts import find_by_sentence, sentence_warnings
from policyfacts.search.results.paging import make_cursor, read_cursor, slice_facts, slice_tiers
from policyfacts.search.results.ranking import Ranking, rank_text
from policyfacts.search.sets.filters import TextMatch
from policyfacts.search.snapshot import ReadSession
from policyfacts.suggestions import did_you_mean_text
from policyfacts.vocabulary import Sort


@dataclass(frozen=True)
class FactHits:
    """Ordinals of the facts on a page, in its order, out of `total` that match.

    `start` of them stand before this page.
    """

    ordinals: Sequence[int]
    start: int
    total: int
    next_cursor: str | None
    canonical: Mapping[str, Any]
    warnings: Sequence[str]
    highlights: Highlights
    nothing_found: NothingFound | None


@dataclass(frozen=True)
class FactPage:
    """JSON of the facts on one page, the hits that they are, and the facets."""

    bodies: Sequence[bytes]
    hits: FactHits
    facets: Mapping[str, Sequence[FacetCount]]


def list_facts(
    session: ReadSession, params: FactParams, query: ParsedQuery, cursor: str | None
) -> FactPage:
    """Find the facts on a page, read their bodies and count the facets.

    Raises BadParameters, or what is wrong with the cursor.
    """
    hits = find_facts(session, params, query, cursor)
    facets = count_facets(session, query, params.facet) if params.facet else {}
    return FactPage(read_bodies(session, hits.ordinals, hits.highlights), hits, facets)


def find_facts(
    session: ReadSession, params: FactParams, query: ParsedQuery, cursor: str | None
) -> FactHits:
    """Find the facts on a page, without their bodies."""
    _check(params, cursor)
    canonical = dict(query.canonical)
    if params.sort is not Sort.NEWEST:
        canonical["sort"] = params.sort.value
    if params.sample is not None:
        canonical |= {"sample": params.sample, "seed": params.seed or 0}
    start = read_cursor(session, canonical, cursor)
    matches = session.matcher.match(query.fact_filter)
    by_sentence = _find_by_sentence(session, query, matches)
    ranking = _rank(session, params, query)
    ordinals, following = _cut_page(params, ranking, matches, start)
    nothing_found = None if matches else explain_facts(session, query)
    return FactHits(
        ordinals=ordinals,
        start=start,
        total=len(matches),
        next_cursor=make_cursor(session, canonical, following) if following is not None else None,
        canonical=canonical,
        warnings=[
            *query.warnings,
            *(ranking.warnings if ranking else ()),
            *_seed_warnings(params),
            *date_warnings(session.matcher, query.fact_filter, len(matches)),
            *(sentence_warnings("fact", len(by_sentence), len(matches)) if by_sentence else ()),
            *(nothing_found.warnings() if nothing_found else ()),
        ],
        highlights=Highlights(query.highlight, by_sentence),
        nothing_found=nothing_found,
    )


def read_bodies(
    session: ReadSession, ordinals: Sequence[int], highlights: Highlights
) -> Sequence[bytes]:
    """Read the JSON of facts, with the phrases highlighted in them where there are any."""
    bodies = session.bodies(ordinals)
    if not highlights.phrases:
        return bodies
    return highlight(highlights, ordinals, bodies, session.snapshot.registry)


def get_fact(session: ReadSession, fact_id: str) -> str:
    """Return the JSON text of one fact; raises Withdrawn or NotFound where there is none."""
    fact_id = fact_id.lower()
    body = find_body(session.connection, fact_id)
    if body is not None:
        return body
    tombstone = find_tombstone(session.connection, fact_id)
    if tombstone is not None:
        reason, successor = tombstone
        replaced = f" '{successor}' takes its place." if successor else ""
        detail = f"Fact {quote(fact_id)} was withdrawn: {reason.rstrip('.')}.{replaced}"
        raise Withdrawn(detail, successor)
    neighbours = list_ids_from(session.connection, fact_id[: len(fact_id) // 2])
    near = suggest_close(fact_id, {id_: id_ for id_ in neighbours})
    raise NotFound(f"There is no fact {quote(fact_id)}.{did_you_mean_text(near)}", near)


def list_fact_ids(session: ReadSession, limit: int) -> Sequence[str]:
    """List ids of facts in their order, at most so many."""
    return list_ids(session.connection, limit)


def _check(params: FactParams, cursor: str | None) -> None:
    """Raise BadParameters where parameters do not go together."""
    errors = []
    if params.sort is Sort.RELEVANCE and params.q is None:
        errors.append(("sort", "needs_q", "sort=relevance needs q: only words fit well or badly."))
    if cursor is not None and params.sample is not None:
        errors.append(("cursor", "no_pages", "A sample has no pages: leave out cursor."))
    if errors:
        raise BadParameters([ParameterError(*error) for error in errors])


def _find_by_sentence(session: ReadSession, query: ParsedQuery, matches: BitMap) -> BitMap:
    """Return those of the matches that are found by words of their sentences alone."""
    if not query.highlight:
        return BitMap()
    return find_by_sentence(session.matcher, query.fact_filter, matches)


def _rank(session: ReadSession, params: FactParams, query: ParsedQuery) -> Ranking | None:
    """Rank the facts that hold the words, where that order is asked for."""
    text_query = query.text_query
    if params.sort is not Sort.RELEVANCE or text_query is None:
        return None
    matches = session.matcher.ordinals(TextMatch("q", text_query))
    return rank_text(session, text_query, matches)


def _cut_page(
    params: FactParams, ranking: Ranking | None, matches: BitMap, start: int
) -> tuple[list[int], int | None]:
    """Return the ordinals from `start`, in the order asked for, and where the next page begins."""
    limit = params.limit
    if params.sample is not None:
        limit = min(params.sample, len(matches))
        picked = random.Random(params.seed or 0).sample(range(len(matches)), limit)
        matches = BitMap(matches[index] for index in picked)
    if ranking is None:
        oldest_first = params.sort is Sort.OLDEST
        return slice_facts(matches, oldest_first=oldest_first, limit=limit, start=start)
    return slice_tiers([tier & matches for tier in ranking.tiers], limit=limit, start=start)


def _seed_warnings(params: FactParams) -> list[str]:
    is_idle = params.seed is not None and params.sample is None
    return ["seed changes nothing: it picks the facts of a sample."] if is_idle else []
