"""Facts counted, and figures: `/v1/facts/stats`, `/v1/figures`."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from policyfacts.forms.columns.figures import FIGURES
from policyfacts.forms.columns.stats import count_columns
from policyfacts.forms.figures import list_figures as list_rows_of
from policyfacts.routers.addresses import Addresses
from policyfacts.routers.answers import Listing, cut_page, cut_rows, make_meta, next_address
from policyfacts.routers.bulk import Manner, Rows, Table, send_rows
from policyfacts.routers.formats import WantedFormat, offer
from policyfacts.routers.parameters import CurrentService
from policyfacts.routers.problems import BAD_CURSOR, STALE_CURSOR
from policyfacts.schemas.answers import Page
from policyfacts.schemas.figures import FigureList, FigureRow
from policyfacts.schemas.questions import FigureListQuestion, StatsListQuestion
from policyfacts.schemas.stats import Group, Grouped, GroupLinks, Stats
from policyfacts.selection import figures as figure_selection
from policyfacts.selection import stats as selection
from policyfacts.selection.readings import label_of
from policyfacts.selection.snapshot import View
from policyfacts.vocabulary import Dimension, Format

router = APIRouter(tags=["Counts and figures"])
_JOINED = (Dimension.COUNTRY, Dimension.REGION, Dimension.ORGANIZATION, Dimension.TOPIC)
_COUNTED = (
    "A fact with several values of a dimension is counted under each: groups do not add up to "
    "the total."
)


@router.get(
    "/facts/stats",
    operation_id="count_facts",
    summary="Facts counted by one to three dimensions",
    response_model=Stats,
    responses={200: offer(Format.JSON, Format.CSV), 400: BAD_CURSOR, 409: STALE_CURSOR},
)
def count_facts(
    question: Annotated[StatsListQuestion, Query()], wanted: WantedFormat, service: CurrentService
) -> Stats | Response:
    """How many facts have which combination of values, the largest groups first.

    A fact with several values is counted under each, so groups do not add up; a fact that has no
    value in a dimension is in no group (`facts` says how many are).
    """
    manner = Manner(wanted, question.fields, question.bom)
    with service.view() as view:
        found = selection.count_groups(view, question)
        canonical = {**found.question.canonical, "group_by": [it.value for it in found.dimensions]}
        listing = Listing("/v1/facts/stats", found.groups, canonical)
        if wanted is Format.CSV:
            rows = cut_rows(view, question, listing)
            return _stats_as_csv(view, manner, found, rows)
        groups, page = cut_page(view, service.addresses, question, listing)
        service.link("next", page.next)
        warnings = [*found.question.warnings, *manner.warnings(), _COUNTED]
        return Stats(
            items=[_shape_group(view, it, found, service.addresses) for it in groups],
            facts=Grouped(total=found.total, grouped=found.grouped),
            page=page,
            facets={},
            meta=make_meta(view, canonical, warnings),
        )


@router.get(
    "/figures",
    operation_id="list_figures",
    summary="Figures, one a row",
    response_model=FigureList,
    responses={
        200: offer(Format.JSON, Format.CSV, Format.NDJSON),
        400: BAD_CURSOR,
        409: STALE_CURSOR,
    },
)
def list_figures(
    question: Annotated[FigureListQuestion, Query()], wanted: WantedFormat, service: CurrentService
) -> FigureList | Response:
    """Every quantity with its fact, those of the newest facts first.

    Years and dates are those of the figure's period, and of its fact where it has none. Read each
    with its unit, `bound` and `basis`, and `of` for parts and shares: nothing here is ever added
    up, and rows of different scope never should be.
    """
    manner = Manner(wanted, question.fields, question.bom)
    is_bulk = wanted is not Format.JSON and "limit" not in question.model_fields_set
    with service.view() as view:
        found = figure_selection.list_figures(view, question, is_whole=is_bulk)
        items = [list(list_rows_of(it.fact))[it.number] for it in found.figures]
        if wanted is not Format.JSON:
            rows = Rows("figures", view.snapshot.release.id, len(items), found.total)
            return send_rows(manner, rows, Table(FIGURES, tuple(FigureRow.model_fields)), items)
        parameters = {**found.canonical, "limit": question.limit}
        following = next_address(service.addresses, "/v1/figures", parameters, found.next_cursor)
        service.link("next", following)
        return FigureList(
            items=[FigureRow.model_validate(it) for it in items],
            page=Page(limit=question.limit, count=len(items), total=found.total, next=following),
            facets={},
            meta=make_meta(view, found.canonical, [*found.warnings, *manner.warnings()]),
        )


def _shape_group(
    view: View, group: selection.Group, found: selection.Stats, addresses: Addresses
) -> Group:
    values = dict(zip(found.dimensions, group.values, strict=True))
    # The facts that were counted have these values besides those asked for.
    narrowed = _narrow(found.question.canonical, values)
    return Group(
        values=values,
        labels={it: label_of(it, value, view.snapshot.catalogue) for it, value in values.items()},
        facts=group.count,
        links=GroupLinks(facts=addresses.facts(**narrowed) if narrowed is not None else None),
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


def _stats_as_csv(
    view: View, manner: Manner, found: selection.Stats, groups: Sequence[selection.Group]
) -> Response:
    names = [it.value for it in found.dimensions]
    items = [_row(view, it, found.dimensions) for it in groups]
    rows = Rows("stats", view.snapshot.release.id, len(items), len(found.groups))
    return send_rows(manner, rows, Table(count_columns(names)), items)


def _row(view: View, group: selection.Group, dimensions: tuple[Dimension, ...]) -> dict[str, Any]:
    catalogue = view.snapshot.catalogue
    cells = {
        dimension.value: {"value": value, "label": label_of(dimension, value, catalogue)}
        for dimension, value in zip(dimensions, group.values, strict=True)
    }
    return {**cells, "facts": group.count}
