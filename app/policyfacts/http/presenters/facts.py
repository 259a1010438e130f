"""A page of facts as answers show it: finished bodies, facets, and addresses that lead on."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Response

from policyfacts.http.context import RequestContext
from policyfacts.http.negotiation import RowOptions, content_type
from policyfacts.http.presenters.envelope import kept, link_next, make_meta
from policyfacts.http.presenters.facets import FacetRow, ToggleUrls, present_facet
from policyfacts.http.urls import UrlBuilder
from policyfacts.renderers.jsonld.documents import facts_document
from policyfacts.renderers.jsonld.nodes import ResourceUrls
from policyfacts.schemas.envelope import Meta, Page
from policyfacts.schemas.params import FactParams
from policyfacts.search.results.facts import FactPage
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Format

_PATH = "/v1/facts"
_SEARCH = "/v1/facts/search"
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def answer_facts(
    context: RequestContext,
    session: ReadSession,
    asked: FactParams,
    found: FactPage,
    manner: RowOptions,
) -> Response:
    """The page as JSON or JSON-LD."""
    canonical, cursor = found.hits.canonical, found.hits.next_cursor
    following = link_next(context, asked, _PATH, canonical, cursor)
    page, meta = _around(session, asked, found, following)
    meta.warnings.extend(manner.warnings())
    if manner.format is Format.JSONLD:
        site = site_of(context.urls)
        facts = map(json.loads, found.bodies)
        here = context.request_url()
        return answer_jsonld(facts_document(facts, page, meta, here, site))
    parameters = {**canonical, **kept(asked)}
    facets = {
        name: present_facet(values, ToggleUrls(context.urls, _PATH, name, parameters))
        for name, values in found.facets.items()
    }
    return _answer_json(found.bodies, page, facets, meta)


def answer_search(
    context: RequestContext, session: ReadSession, asked: FactParams, found: FactPage
) -> Response:
    """The page of a question that was asked as a body, and is asked again with each cursor."""
    cursor = found.hits.next_cursor
    following = context.urls.url(_SEARCH, {"cursor": cursor}) if cursor is not None else None
    page, meta = _around(session, asked, found, following)
    facets = {name: present_facet(values, None) for name, values in found.facets.items()}
    return _answer_json(found.bodies, page, facets, meta)


def answer_jsonld(document: Mapping[str, Any]) -> Response:
    """A JSON-LD document."""
    return Response(_dump(document), media_type=content_type(Format.JSONLD))


def site_of(urls: UrlBuilder) -> ResourceUrls:
    """Where JSON-LD documents find their context and each other."""
    return ResourceUrls(urls.url("/context.jsonld"), urls.url)


def _around(
    session: ReadSession, asked: FactParams, found: FactPage, following: str | None
) -> tuple[Page, Meta]:
    limit = asked.sample or asked.limit
    page = Page(limit=limit, count=len(found.bodies), total=found.hits.total, next=following)
    return page, make_meta(session, found.hits.canonical, found.hits.warnings)


def _answer_json(
    bodies: Sequence[bytes], page: Page, facets: Mapping[str, Sequence[FacetRow]], meta: Meta
) -> Response:
    """The envelope around bodies, which are finished already."""
    around = f'"page":{page.model_dump_json()},"facets":{_dump(facets)},"meta":'
    after = f"],{around}{meta.model_dump_json()}}}"
    content = b'{"items":[' + b",".join(bodies) + after.encode()
    return Response(content, media_type=content_type(Format.JSON))
