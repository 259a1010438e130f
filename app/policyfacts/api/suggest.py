"""Suggestions as one types: `/v1/suggest`."""

from typing import Annotated

from fastapi import APIRouter, Query

from policyfacts.http.params import CurrentContext
from policyfacts.http.presenters.entities import present_entity
from policyfacts.http.presenters.envelope import make_meta
from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas.entities import Links
from policyfacts.schemas.envelope import Page
from policyfacts.schemas.suggest import (
    Suggestion,
    SuggestionKind,
    SuggestionList,
    SuggestParams,
)
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.results import suggest as selection
from policyfacts.search.results.suggest import SuggestedTerm

router = APIRouter(tags=["Ways in"])

WantedSuggestions = Annotated[SuggestParams, Query()]


@router.get("/suggest", operation_id="suggest", summary="Names to ids, as one types")
def suggest(question: WantedSuggestions, context: CurrentContext) -> SuggestionList:
    """Entities, topics and types of facts whose names begin as is typed, in any language held.

    Letter case, accents, punctuation and script do not matter. Whole names, codes and ids come
    first, then names that begin so, then names of which words do. Where there is none of these,
    names that are spelt alike follow, marked as `near`: they are a guess.
    """
    with context.session() as session:
        found = selection.suggest(session.snapshot, question)
        shown = found[: question.limit]
        registry = session.snapshot.registry
        canonical = {"q": question.q} | (
            {"kind": sorted({it.value for it in question.kind})} if question.kind else {}
        )
        return SuggestionList(
            items=[_shape(it, registry, context.urls) for it in shown],
            page=Page(limit=question.limit, count=len(shown), total=len(found), next=None),
            facets={},
            meta=make_meta(session, canonical),
        )


def _shape(it: SuggestedTerm, registry: EntityRegistry, urls: UrlBuilder) -> Suggestion:
    match it.kind:
        case SuggestionKind.TOPIC:
            codes, own = None, f"/v1/topics/{it.id}"
            links = Links(self=urls.url(own), facts=urls.facts(topic=it.id))
        case SuggestionKind.TYPE:
            codes, own = None, "/v1/vocabulary"
            links = Links(self=urls.url(own), facts=urls.facts(type=it.id))
        case _:
            entity = present_entity(registry.entities[it.id], it.facts, registry, urls)
            codes, links = entity.codes, entity.links
    return Suggestion(
        id=it.id,
        kind=it.kind,
        name=it.name,
        codes=codes,
        matched=it.matched,
        match=it.match,
        facts=it.facts,
        links=links,
    )
