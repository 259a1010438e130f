"""Facts counted by what they have: `/v1/facts/stats`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from policyfacts.http.costly import costly
from policyfacts.http.gate import Work
from policyfacts.http.negotiation import NegotiatedFormat, RowOptions, documented_formats
from policyfacts.http.params import CurrentContext
from policyfacts.http.presenters.envelope import Listing, cut_page, make_meta
from policyfacts.http.problem_responses import BAD_CURSOR, STALE_CURSOR
from policyfacts.http.streaming import Rows, Table, send_rows
from policyfacts.http.urls import UrlBuilder
from policyfacts.renderers.columns import count_columns
from policyfacts.schemas.params.formats import StatsListParams
from policyfacts.schemas.stats import Counted, Group, GroupLinks, Stats
from policyfacts.search.parse.dimension_values import label_of
from policyfacts.search.results import stats as selection
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Dimension, Format

router = APIRouter(tags=["Counts and figures"])
_JOINED = (Dimension.COUNTRY, Dimension.REGION, Dimension.ORGANIZATION, Dimension.TOPIC)
_MULTIVALUED = (*_JOINED, Dimension.YEAR, Dimension.SECTION)
_COUNTED_NOTE = (
    "A fact with more than one {} is counted under each: groups do not add up to the total."
)


def _has_several_dimensions(params: StatsListParams, **_: object) -> bool:
    return len(set(params.group_by)) > 1


@router.get(
    "/facts/stats",
    summary="Facts counted by one to three dimensions",
    response_model=Stats,
    responses={
        200: documented_formats(Format.JSON, Format.CSV),
        400: BAD_CURSOR,
        409: STALE_CURSOR,
    },
)
@costly(Work.LONG, when=_has_several_dimensions)
def count_facts(
    params: Annotated[StatsListParams, Query()], format_: NegotiatedFormat, context: CurrentContext
) -> Stats | Response:
    """How many facts have which combination of values, the largest groups first.

    A fact with several values is counted under each, so groups do not add up; a fact that has no
    value in a dimension is in no group (`counted` says how many are).
    """
    options = RowOptions(format_, params.fields, params.bom)
    with context.session() as session:
        stats = selection.count_groups(session, params)
        canonical = {
            **stats.query.canonical,
            "group_by": [dimension.value for dimension in stats.dimensions],
        }
        listing = Listing("/v1/facts/stats", stats.groups, canonical)
        groups, page = cut_page(session, context, params, listing, format_)
        if format_ is Format.CSV:
            rows = Rows("stats", session.snapshot.release.id, page.count, page.total)
            columns = count_columns([dimension.value for dimension in stats.dimensions])
            items = (_row(session, group, stats.dimensions) for group in groups)
            return send_rows(context, options, rows, Table(columns), items)
        warnings = [*stats.query.warnings, *options.warnings(), *_notes(stats)]
        return Stats(
            items=[_present_group(session, group, stats, context.urls) for group in groups],
            counted=Counted(total=stats.total, grouped=stats.grouped),
            page=page,
            facets={},
            meta=make_meta(session, canonical, warnings),
        )


def _notes(stats: selection.Stats) -> list[str]:
    """Say why groups do not add up to the total, where they do not."""
    several = [dimension.value for dimension in stats.dimensions if dimension in _MULTIVALUED]
    notes = [_COUNTED_NOTE.format(" or ".join(several))] if several else []
    if stats.grouped < stats.total:
        without = stats.total - stats.grouped
        names = " or ".join(dimension.value for dimension in stats.dimensions)
        notes.append(f"{without} of {stats.total} facts have no {names}: they are in no group.")
    return notes


def _present_group(
    session: ReadSession, group: selection.Group, stats: selection.Stats, urls: UrlBuilder
) -> Group:
    combination, count = group
    values = dict(zip(stats.dimensions, combination, strict=True))
    # The facts that were counted have these values besides those of the query.
    narrowed = _narrow(stats.query.canonical, values)
    return Group(
        values=values,
        labels={
            dimension: label_of(dimension, value, session.snapshot.registry)
            for dimension, value in values.items()
        },
        facts=count,
        links=GroupLinks(facts=urls.facts(**narrowed) if narrowed is not None else None),
    )


def _narrow(canonical: dict[str, Any], values: dict[Dimension, str]) -> dict[str, Any] | None:
    """Return the query that finds the facts of a group; None where no URL can hold it.

    A value that the query has already takes the place of its alternatives; another one joins it by
    `_all`, where the dimension has that.
    """
    narrowed = dict(canonical)
    for dimension, value in values.items():
        filtered = list(map(str, canonical.get(dimension.value, [])))
        if not filtered or value in filtered:
            narrowed[dimension.value] = [value]
        elif dimension in _JOINED:
            joined = [*canonical.get(f"{dimension}_all", []), value]
            narrowed[f"{dimension}_all"] = list(dict.fromkeys(joined))
        else:
            return None
    return narrowed


def _row(
    session: ReadSession, group: selection.Group, dimensions: tuple[Dimension, ...]
) -> dict[str, Any]:
    registry, (combination, count) = session.snapshot.registry, group
    cells = {
        dimension.value: {"value": value, "label": label_of(dimension, value, registry)}
        for dimension, value in zip(dimensions, combination, strict=True)
    }
    return {**cells, "facts": count}
