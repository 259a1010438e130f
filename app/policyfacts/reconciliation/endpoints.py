"""The paths of the reconciliation service: those of 0.2, and below them those of 1.0-draft."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, Field

from policyfacts.errors import BadParameters, ParameterError
from policyfacts.http.context import RequestContext
from policyfacts.http.html import IN_FRAMES, answer_html
from policyfacts.http.params import CurrentContext, EmptyQuery, refuse_repeated, refuse_unreadable
from policyfacts.reconciliation import data_extension as extending
from policyfacts.reconciliation import suggestions
from policyfacts.reconciliation.bodies import parse, read_form, read_json_text
from policyfacts.reconciliation.candidates import Reconciler, unknown
from policyfacts.reconciliation.manifest import BASE, DRAFT_BASE, draft_manifest, manifest
from policyfacts.reconciliation.preview import show
from policyfacts.reconciliation.properties import properties_of
from policyfacts.reconciliation.queries import (
    DRAFT_QUERIES,
    EXTENSION,
    MAX_QUERIES,
    MAX_ROWS,
    QUERIES,
    at_most,
    read_draft_query,
    read_query,
    readable,
)
from policyfacts.reconciliation.responses import candidate, draft_candidate, draft_rows
from policyfacts.reconciliation.suggestions import (
    EntityPrefixParams,
    PrefixParams,
    WidgetParams,
)
from policyfacts.schemas.params import WHOLE, Params
from policyfacts.search.results.profiles import get_entity
from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import EntityKind


class ServiceParams(Params):
    """What 0.2 asks of the service itself: nothing for its manifest, else one of these, as JSON."""

    queries: str | None = None
    extend: str | None = None


class PreviewParams(WidgetParams):
    """Of which entity a preview is wanted."""

    id: Annotated[str, Field(max_length=200), AfterValidator(readable)]


class ProposalParams(WidgetParams):
    """For entities of which type properties are wanted; for all where it is empty or left out."""

    type: Annotated[str, Field(max_length=200), AfterValidator(readable)] = ""
    limit: Annotated[int, Field(ge=1, le=1000), WHOLE] | None = None


# Every kind of client asks these alike, each below the base of its version.
_shared = APIRouter()
_version_0_2 = APIRouter()
_draft = APIRouter()


@_version_0_2.get(BASE)
def reconcile(asked: Annotated[ServiceParams, Query()], context: CurrentContext) -> Response:
    """The manifest of 0.2; or what `queries` or `extend` ask."""
    given = asked.model_dump(exclude_none=True)
    if len(given) > 1:
        message = "Ask for one of 'queries' and 'extend' at a time."
        raise BadParameters([ParameterError("extend", "repeated_parameter", message)])
    with context.session() as session:
        answer = _answer_0_2(session.snapshot, given) if given else manifest(context.urls)
    return JSONResponse(answer)


@_version_0_2.post(BASE)
def reconcile_form(
    form: Annotated[dict[str, str], Depends(read_form)], _: EmptyQuery, context: CurrentContext
) -> Response:
    """What the field `queries` or `extend` of a form asks, in 0.2."""
    with context.session() as session:
        return JSONResponse(_answer_0_2(session.snapshot, form))


def _answer_0_2(snapshot: Snapshot, given: dict[str, str]) -> dict[str, Any]:
    if "extend" in given:
        asked = parse(given["extend"], EXTENSION, at_most(MAX_ROWS, "ids", "ids"))
        found = extending.extend(snapshot, asked)
        return {"meta": found.meta, "rows": found.rows}
    sent = parse(given["queries"], QUERIES, at_most(MAX_QUERIES, "queries"))
    queries = [read_query(key, it) for key, it in sent.items()]
    reconciler = Reconciler(snapshot)
    reconciler.check(queries)
    registry = snapshot.registry
    return {
        it.place: {"result": [candidate(each, registry) for each in reconciler.find(it)]}
        for it in queries
    }


@_draft.get("")
def describe_draft(_: EmptyQuery, context: CurrentContext) -> Response:
    """The manifest of 1.0-draft."""
    with context.session():
        return JSONResponse(draft_manifest(context.urls))


SentJson = Annotated[str, Depends(read_json_text)]


@_draft.post("/match")
def match_batch(text: SentJson, _: EmptyQuery, context: CurrentContext) -> Response:
    """The candidates for each query of a batch, in its order."""
    sent = parse(text, DRAFT_QUERIES, at_most(MAX_QUERIES, "queries", "queries"))
    queries = [read_draft_query(number, it) for number, it in enumerate(sent.queries)]
    with context.session() as session:
        reconciler, registry = Reconciler(session.snapshot), session.snapshot.registry
        reconciler.check(queries)
        results = [
            {"candidates": [draft_candidate(each, registry) for each in reconciler.find(it)]}
            for it in queries
        ]
    return JSONResponse({"results": results})


@_draft.post("/extend")
def extend_rows(text: SentJson, _: EmptyQuery, context: CurrentContext) -> Response:
    """The values of properties of entities, row by row."""
    asked = parse(text, EXTENSION, at_most(MAX_ROWS, "ids", "ids"))
    with context.session() as session:
        found = extending.extend(session.snapshot, asked)
    return JSONResponse({"meta": found.meta, "rows": draft_rows(found)})


AskedPrefix = Annotated[PrefixParams, Query()]


@_shared.get("/suggest/entity")
def suggest_entity(
    asked: Annotated[EntityPrefixParams, Query()], context: CurrentContext
) -> Response:
    """Entities whose name begins so."""
    return _answer(context, lambda it: suggestions.suggest_entities(it, asked))


@_shared.get("/suggest/property")
def suggest_property(asked: AskedPrefix, context: CurrentContext) -> Response:
    """Properties whose name begins so."""
    return _answer(context, lambda it: suggestions.suggest_properties(it, asked))


@_shared.get("/suggest/type")
def suggest_type(asked: AskedPrefix, context: CurrentContext) -> Response:
    """Types whose name begins so."""
    return _answer(context, lambda _: suggestions.suggest_types(asked))


@_shared.get("/extend/propose")
def propose(asked: Annotated[ProposalParams, Query()], context: CurrentContext) -> Response:
    """Properties that entities of a type may have."""
    return _answer(context, lambda it: _proposed(it, asked))


@_shared.get("/preview")
def preview(asked: Annotated[PreviewParams, Query()], context: CurrentContext) -> Response:
    """A small page about an entity."""
    with context.session() as session:
        entity = get_entity(session.snapshot, asked.id, ())
        return answer_html(show(session.snapshot, entity, context.urls), changes=IN_FRAMES)


def _answer(context: RequestContext, tell: Callable[[Snapshot], dict[str, Any]]) -> Response:
    with context.session() as session:
        return JSONResponse(tell(session.snapshot))


def _proposed(snapshot: Snapshot, asked: ProposalParams) -> dict[str, Any]:
    kinds = [it for it in EntityKind if asked.type in ("", it.value)]
    if not kinds:
        raise BadParameters([unknown("type", "type", asked.type, list(EntityKind))])
    fitting = [it for it in properties_of(snapshot.registry).values() if it.kinds & {*kinds}]
    shown = [{"id": it.id, "name": it.name, "description": it.description} for it in fitting]
    said = {key: it for key, it in asked.model_dump().items() if it}
    return {**said, "properties": shown[: asked.limit]}


router = APIRouter(
    dependencies=[Depends(refuse_unreadable), Depends(refuse_repeated)], include_in_schema=False
)
router.include_router(_version_0_2)
router.include_router(_shared, prefix=BASE)
router.include_router(_draft, prefix=DRAFT_BASE)
router.include_router(_shared, prefix=DRAFT_BASE)
