"""Pages of facts as responses have them: stored bodies, facets, and URLs of further pages."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Response

from policyfacts.http.context import RequestContext
from policyfacts.http.negotiation import RowOptions, content_type
from policyfacts.http.presenters.envelope import carried_params, link_next, make_meta
from policyfacts.http.presenters.facets import FacetRow, ToggleUrls, present_facet
from policyfacts.http.urls import UrlBuilder
from policyfacts.renderers.jsonld.documents import facts_document
from policyfacts.renderers.jsonld.nodes import ResourceUrls
from policyfacts.schemas.envelope import Meta, Page
from policyfacts.schemas.params.lists import FactParams
from policyfacts.search.results.facts import FactPage
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import Format

_PATH = "/v1/facts"
_SEARCH = "/v1/facts/search"
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def answer_facts(
    context: RequestContext,
    session: ReadSession,
    params: FactParams,
    page: FactPage,
    options: RowOptions,
) -> Response:
    """Answer with a page as JSON or JSON-LD."""
    canonical, cursor = page.hits.canonical, page.hits.next_cursor
    next_url = link_next(context, params, _PATH, canonical, cursor)
    page_info, meta = _envelope(session, params, page, next_url)
    meta.warnings.extend(options.warnings())
    if options.format is Format.JSONLD:
        site = site_of(context.urls)
        facts = map(json.loads, page.bodies)
        url = context.request_url()
        return answer_jsonld(facts_document(facts, page_info, meta, url, site))
    parameters = {**canonical, **carried_params(params)}
    facets = {
        name: present_facet(values, ToggleUrls(context.urls, _PATH, name, parameters))
        for name, values in page.facets.items()
    }
    return _answer_json(page.bodies, page_info, facets, meta)


def answer_search(
    context: RequestContext, session: ReadSession, params: FactParams, page: FactPage
) -> Response:
    """Answer with a page of a query that is a body, which each cursor is sent with again."""
    cursor = page.hits.next_cursor
    next_url = context.urls.url(_SEARCH, {"cursor": cursor}) if cursor is not None else None
    page_info, meta = _envelope(session, params, page, next_url)
    facets = {name: present_facet(values, None) for name, values in page.facets.items()}
    return _answer_json(page.bodies, page_info, facets, meta)


def answer_jsonld(document: Mapping[str, Any]) -> Response:
    """Answer with a JSON-LD document."""
    return Response(_dump(document), media_type=content_type(Format.JSONLD))


def site_of(urls: UrlBuilder) -> ResourceUrls:
    """Return where JSON-LD documents find their context and each other."""
    return ResourceUrls(urls.url("/context.jsonld"), urls.url)


def _envelope(
    session: ReadSession, params: FactParams, page: FactPage, next_url: str | None
) -> tuple[Page, Meta]:
    limit = params.sample or params.limit
    page_info = Page(limit=limit, count=len(page.bodies), total=page.hits.total, next=next_url)
    return page_info, make_meta(session, page.hits.canonical, page.hits.warnings)


def _answer_json(
    bodies: Sequence[bytes], page: Page, facets: Mapping[str, Sequence[FacetRow]], meta: Meta
) -> Response:
    """Put the envelope around bodies, which are JSON already."""
    envelope = f'"page":{page.model_dump_json()},"facets":{_dump(facets)},"meta":'
    after = f"],{envelope}{meta.model_dump_json()}}}"
    content = b'{"items":[' + b",".join(bodies) + after.encode()
    return Response(content, media_type=content_type(Format.JSON))
