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

SuggestQuery = Annotated[SuggestParams, Query()]


@router.get("/suggest", summary="Names to ids, as one types")
def suggest(params: SuggestQuery, context: CurrentContext) -> SuggestionList:
    """Entities, topics and types of facts whose names begin as is typed, in any language held.

    Letter case, accents, punctuation and script do not matter. Whole names, codes and ids come
    first, then names that begin so, then names of which words do. Where there is none of these,
    names that are spelt alike follow, marked as `near`: they are a guess.
    """
    with context.session() as session:
        terms = selection.suggest(session.snapshot, params)
        listed = terms[: params.limit]
        registry = session.snapshot.registry
        canonical = {"q": params.q} | (
            {"kind": sorted({kind.value for kind in params.kind})} if params.kind else {}
        )
        return SuggestionList(
            items=[_present_suggestion(term, registry, context.urls) for term in listed],
            page=Page(limit=params.limit, count=len(listed), total=len(terms), next=None),
            facets={},
            meta=make_meta(session, canonical),
        )


def _present_suggestion(
    term: SuggestedTerm, registry: EntityRegistry, urls: UrlBuilder
) -> Suggestion:
    match term.kind:
        case SuggestionKind.TOPIC:
            codes, path = None, f"/v1/topics/{term.id}"
            links = Links(self=urls.url(path), facts=urls.facts(topic=term.id))
        case SuggestionKind.TYPE:
            codes, path = None, "/v1/vocabulary"
            links = Links(self=urls.url(path), facts=urls.facts(type=term.id))
        case _:
            entity = present_entity(registry.entities[term.id], term.facts, registry, urls)
            codes, links = entity.codes, entity.links
    return Suggestion(
        id=term.id,
        kind=term.kind,
        name=term.name,
        codes=codes,
        matched=term.matched,
        match=term.match,
        facts=term.facts,
        links=links,
    )
