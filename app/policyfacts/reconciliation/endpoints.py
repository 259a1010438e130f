"""Routes of the reconciliation service: those of 0.2, and below them those of 1.0-draft."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, Field

from policyfacts.errors import BadParameters, ParameterError
from policyfacts.http.context import RequestContext
from policyfacts.http.costly import costly
from policyfacts.http.gate import Work
from policyfacts.http.html import IN_FRAMES, answer_html
from policyfacts.http.params import CurrentContext, EmptyQuery, refuse_repeated, refuse_unreadable
from policyfacts.reconciliation import suggestions
from policyfacts.reconciliation.bodies import parse, read_form, read_json_text
from policyfacts.reconciliation.candidates import Reconciler, unknown_error
from policyfacts.reconciliation.data_extension import extend
from policyfacts.reconciliation.manifest import BASE, DRAFT_BASE, draft_manifest, manifest
from policyfacts.reconciliation.preview import render_preview
from policyfacts.reconciliation.properties import properties_of
from policyfacts.reconciliation.queries import (
    DRAFT_QUERIES,
    EXTENSION,
    MAX_QUERIES,
    MAX_ROWS,
    QUERIES,
    limit_batch,
    parse_draft_query,
    parse_query,
    read_text,
)
from policyfacts.reconciliation.responses import (
    format_candidate,
    format_draft_candidate,
    format_draft_rows,
)
from policyfacts.reconciliation.suggestions import (
    EntityPrefixParams,
    PrefixParams,
    WidgetParams,
)
from policyfacts.schemas.params.types import WHOLE, Params
from policyfacts.search.results.profiles import get_entity
from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import EntityKind


class ServiceParams(Params):
    """Parameters of 0.2 at its base path: none for the manifest, else one of these, as JSON."""

    queries: str | None = None
    extend: str | None = None


class PreviewParams(WidgetParams):
    """The entity of a preview."""

    id: Annotated[str, Field(max_length=200), AfterValidator(read_text)]


class ProposalParams(WidgetParams):
    """The type of entities whose properties are proposed; all where it is empty or left out."""

    type: Annotated[str, Field(max_length=200), AfterValidator(read_text)] = ""
    limit: Annotated[int, Field(ge=1, le=1000), WHOLE] | None = None


# Routes that both versions have, each below its base path.
_shared = APIRouter()
_version_0_2 = APIRouter()
_draft = APIRouter()


def _has_batch(params: ServiceParams, **_: object) -> bool:
    return bool(params.model_fields_set)


@_version_0_2.get(BASE)
@costly(Work.MOMENT, when=_has_batch)
def reconcile(params: Annotated[ServiceParams, Query()], context: CurrentContext) -> Response:
    """Return the manifest of 0.2, or the results of `queries` or `extend`."""
    fields = params.model_dump(exclude_none=True)
    if len(fields) > 1:
        message = "Ask for one of 'queries' and 'extend' at a time."
        raise BadParameters([ParameterError("extend", "repeated_parameter", message)])
    with context.session() as session:
        results = _results_0_2(session.snapshot, fields) if fields else manifest(context.urls)
    return JSONResponse(results)


@_version_0_2.post(BASE)
@costly(Work.MOMENT)
def reconcile_form(
    form: Annotated[dict[str, str], Depends(read_form)], _: EmptyQuery, context: CurrentContext
) -> Response:
    """Return the results of the field `queries` or `extend` of a form, in 0.2."""
    with context.session() as session:
        return JSONResponse(_results_0_2(session.snapshot, form))


def _results_0_2(snapshot: Snapshot, fields: dict[str, str]) -> dict[str, Any]:
    if "extend" in fields:
        query = parse(fields["extend"], EXTENSION, limit_batch(MAX_ROWS, "ids", "ids"))
        extension = extend(snapshot, query)
        return {"meta": extension.meta, "rows": extension.rows}
    bodies = parse(fields["queries"], QUERIES, limit_batch(MAX_QUERIES, "queries"))
    queries = {key: parse_query(key, body) for key, body in bodies.items()}
    reconciler = Reconciler(snapshot)
    reconciler.check(queries.values())
    registry = snapshot.registry
    return {
        key: {"result": [format_candidate(each, registry) for each in reconciler.find(query)]}
        for key, query in queries.items()
    }


@_draft.get("")
def describe_draft(_: EmptyQuery, context: CurrentContext) -> Response:
    """Return the manifest of 1.0-draft."""
    with context.session():
        return JSONResponse(draft_manifest(context.urls))


JsonText = Annotated[str, Depends(read_json_text)]


@_draft.post("/match")
@costly(Work.MOMENT)
def match_batch(text: JsonText, _: EmptyQuery, context: CurrentContext) -> Response:
    """Return the candidates for each query of a batch, in its order."""
    batch = parse(text, DRAFT_QUERIES, limit_batch(MAX_QUERIES, "queries", "queries"))
    queries = [parse_draft_query(index, body) for index, body in enumerate(batch.queries)]
    with context.session() as session:
        reconciler, registry = Reconciler(session.snapshot), session.snapshot.registry
        reconciler.check(queries)
        results = [
            {
                "candidates": [
                    format_draft_candidate(candidate, registry)
                    for candidate in reconciler.find(query)
                ]
            }
            for query in queries
        ]
    return JSONResponse({"results": results})


@_draft.post("/extend")
@costly(Work.MOMENT)
def extend_rows(text: JsonText, _: EmptyQuery, context: CurrentContext) -> Response:
    """Return the values of properties of entities, row by row."""
    query = parse(text, EXTENSION, limit_batch(MAX_ROWS, "ids", "ids"))
    with context.session() as session:
        extension = extend(session.snapshot, query)
    return JSONResponse({"meta": extension.meta, "rows": format_draft_rows(extension)})


PrefixQuery = Annotated[PrefixParams, Query()]


@_shared.get("/suggest/entity")
def suggest_entity(
    params: Annotated[EntityPrefixParams, Query()], context: CurrentContext
) -> Response:
    """Suggest entities whose name begins so."""
    return _answer(context, lambda snapshot: suggestions.suggest_entities(snapshot, params))


@_shared.get("/suggest/property")
def suggest_property(params: PrefixQuery, context: CurrentContext) -> Response:
    """Suggest properties whose name begins so."""
    return _answer(context, lambda snapshot: suggestions.suggest_properties(snapshot, params))


@_shared.get("/suggest/type")
def suggest_type(params: PrefixQuery, context: CurrentContext) -> Response:
    """Suggest types whose name begins so."""
    return _answer(context, lambda _: suggestions.suggest_types(params))


@_shared.get("/extend/propose")
def propose(params: Annotated[ProposalParams, Query()], context: CurrentContext) -> Response:
    """Propose properties that entities of a type may have."""
    return _answer(context, lambda snapshot: _proposals(snapshot, params))


@_shared.get("/preview")
def preview(params: Annotated[PreviewParams, Query()], context: CurrentContext) -> Response:
    """Show a small page about an entity."""
    with context.session() as session:
        entity = get_entity(session.snapshot, params.id, ())
        page = render_preview(session.snapshot, entity, context.urls)
        return answer_html(page, changes=IN_FRAMES)


def _answer(context: RequestContext, content: Callable[[Snapshot], dict[str, Any]]) -> Response:
    with context.session() as session:
        return JSONResponse(content(session.snapshot))


def _proposals(snapshot: Snapshot, params: ProposalParams) -> dict[str, Any]:
    kinds = {kind for kind in EntityKind if params.type in ("", kind.value)}
    if not kinds:
        raise BadParameters([unknown_error("type", "type", params.type, list(EntityKind))])
    properties = suggestions.format_properties(
        property_
        for property_ in properties_of(snapshot.registry).values()
        if property_.kinds & kinds
    )
    echo = {name: value for name, value in params.model_dump().items() if value}
    return {**echo, "properties": properties[: params.limit]}


router = APIRouter(
    dependencies=[Depends(refuse_unreadable), Depends(refuse_repeated)], include_in_schema=False
)
router.include_router(_version_0_2)
router.include_router(_shared, prefix=BASE)
router.include_router(_draft, prefix=DRAFT_BASE)
router.include_router(_shared, prefix=DRAFT_BASE)
