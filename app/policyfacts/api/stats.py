"""Facts counted by what they have: `/v1/facts/stats`."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from policyfacts.http.negotiation import RowOptions, WantedFormat, documented_formats
from policyfacts.http.params import CurrentContext
from policyfacts.http.presenters.envelope import Listing, cut_page, make_meta
from policyfacts.http.problem_responses import BAD_CURSOR, STALE_CURSOR
from policyfacts.http.streaming import Rows, Table, send_rows
from policyfacts.http.urls import UrlBuilder
from policyfacts.renderers.columns import count_columns
from policyfacts.schemas.params import StatsListParams
from policyfacts.schemas.stats import Counted, Group, GroupLinks, Stats
from policyfacts.search.parse.dimension_values import label_of
from policyfacts.search.results import stats as selection
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Dimension, Format

router = APIRouter(tags=["Counts and figures"])
_JOINED = (Dimension.COUNTRY, Dimension.REGION, Dimension.ORGANIZATION, Dimension.TOPIC)
_OF_SEVERAL = (*_JOINED, Dimension.YEAR, Dimension.SECTION)
_COUNTED = "A fact with more than one {} is counted under each: groups do not add up to the total."


@router.get(
    "/facts/stats",
    operation_id="count_facts",
    summary="Facts counted by one to three dimensions",
    response_model=Stats,
    responses={
        200: documented_formats(Format.JSON, Format.CSV),
        400: BAD_CURSOR,
        409: STALE_CURSOR,
    },
)
def count_facts(
    question: Annotated[StatsListParams, Query()], wanted: WantedFormat, context: CurrentContext
) -> Stats | Response:
    """How many facts have which combination of values, the largest groups first.

    A fact with several values is counted under each, so groups do not add up; a fact that has no
    value in a dimension is in no group (`counted` says how many are).
    """
    manner = RowOptions(wanted, question.fields, question.bom)
    with context.session() as session:
        found = selection.count_groups(session, question)
        canonical = {**found.query.canonical, "group_by": [it.value for it in found.dimensions]}
        listing = Listing("/v1/facts/stats", found.groups, canonical)
        groups, page = cut_page(session, context, question, listing, wanted)
        if wanted is Format.CSV:
            rows = Rows("stats", session.snapshot.release.id, page.count, page.total)
            columns = count_columns([it.value for it in found.dimensions])
            items = [_row(session, it, found.dimensions) for it in groups]
            return send_rows(manner, rows, Table(columns), items)
        warnings = [*found.query.warnings, *manner.warnings(), *_notes(found)]
        return Stats(
            items=[_shape_group(session, it, found, context.urls) for it in groups],
            counted=Counted(total=found.total, grouped=found.grouped),
            page=page,
            facets={},
            meta=make_meta(session, canonical, warnings),
        )


def _notes(found: selection.Stats) -> list[str]:
    """Why groups do not add up to the total, where they do not."""
    several = [it.value for it in found.dimensions if it in _OF_SEVERAL]
    notes = [_COUNTED.format(" or ".join(several))] if several else []
    if found.grouped < found.total:
        without = found.total - found.grouped
        names = " or ".join(it.value for it in found.dimensions)
        notes.append(f"{without} of {found.total} facts have no {names}: they are in no group.")
    return notes


def _shape_group(
    session: ReadSession, group: selection.Group, found: selection.Stats, urls: UrlBuilder
) -> Group:
    values = dict(zip(found.dimensions, group.values, strict=True))
    # The facts that were counted have these values besides those asked for.
    narrowed = _narrow(found.query.canonical, values)
    return Group(
        values=values,
        labels={it: label_of(it, value, session.snapshot.registry) for it, value in values.items()},
        facts=group.count,
        links=GroupLinks(facts=urls.facts(**narrowed) if narrowed is not None else None),
    )


def _narrow(canonical: dict[str, Any], values: dict[Dimension, str]) -> dict[str, Any] | None:
    """The question that finds the facts of a group; None where no address can ask it.

    A value that is asked for already takes the place of its alternatives; another one joins it by
    `_all`, where the dimension has that.
    """
    narrowed = dict(canonical)
    for dimension, value in values.items():
        asked = [str(it) for it in canonical.get(dimension.value, [])]
        if not asked or value in asked:
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
    registry = session.snapshot.registry
    cells = {
        dimension.value: {"value": value, "label": label_of(dimension, value, registry)}
        for dimension, value in zip(dimensions, group.values, strict=True)
    }
    return {**cells, "facts": group.count}
