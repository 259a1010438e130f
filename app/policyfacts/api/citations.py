"""Ready citations of a fact and of a question: `/v1/facts/{id}/citation`, `/v1/facts/citation`."""

import hashlib
import json
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Response

from policyfacts.http.negotiation import NegotiatedFormat, content_type, documented_formats
from policyfacts.http.params import CurrentContext
from policyfacts.http.path_params import FactId
from policyfacts.http.presenters.citations import (
    citable_url,
    present_cited_fact,
    release_fields,
)
from policyfacts.http.problem_responses import GONE, NOT_FOUND
from policyfacts.renderers.citations.citation import Citation, CitationKind
from policyfacts.renderers.citations.formats import write_bibtex, write_csl, write_ris, write_text
from policyfacts.schemas.params.formats import FactCitationParams, QueryCitationParams
from policyfacts.search.parse.dimension_values import make_labeller
from policyfacts.search.results import sources
from policyfacts.search.results.facts import get_fact
from policyfacts.vocabulary import Format
from policyfacts.wording.query import describe_query

router = APIRouter(tags=["Citations"])

_FORMATS = documented_formats(Format.TEXT, Format.BIBTEX, Format.RIS, Format.CSL_JSON)
_WRITERS: dict[Format, Callable[[Citation], str]] = {
    Format.TEXT: write_text,
    Format.BIBTEX: write_bibtex,
    Format.RIS: write_ris,
    Format.CSL_JSON: lambda citation: json.dumps(write_csl(citation), ensure_ascii=False),
}
_KEY_DIGITS = 12


@router.get(
    "/facts/citation",
    summary="A citation of the facts that match",
    response_class=Response,
    responses={200: _FORMATS},
)
def cite_facts(
    params: Annotated[QueryCitationParams, Query()],
    format_: NegotiatedFormat,
    context: CurrentContext,
) -> Response:
    """The question in words, how many facts answer it, and the release that they are of."""
    with context.session(of_day=True) as session:
        query_sources = sources.find_sources(session, params)
        canonical = query_sources.query.canonical
        digest = hashlib.sha256(json.dumps(canonical, sort_keys=True).encode()).hexdigest()
        citation = Citation(
            kind=CitationKind.QUERY,
            key=f"policyfacts-{session.snapshot.release.id}-{digest[:_KEY_DIGITS]}",
            title=describe_query(canonical, make_labeller(session.snapshot.registry)),
            authors=query_sources.publishers,
            url=citable_url(context, context.urls.facts(**canonical)),
            reviews=query_sources.reviews,
            locators=(),
            facts=query_sources.total,
            **release_fields(session),
        )
        return _answer(format_, citation)


@router.get(
    "/facts/{id}/citation",
    summary="A citation of one fact",
    response_class=Response,
    responses={200: _FORMATS, 404: NOT_FOUND, 410: GONE},
)
def cite_fact(
    fact_id: FactId,
    _: Annotated[FactCitationParams, Query()],
    format_: NegotiatedFormat,
    context: CurrentContext,
) -> Response:
    """Whose statement it is, in which sentences of which review."""
    with context.session(of_day=True) as session:
        fact = json.loads(get_fact(session, fact_id))
        return _answer(format_, present_cited_fact(context, session, fact))


def _answer(format_: Format, citation: Citation) -> Response:
    return Response(_WRITERS[format_](citation), media_type=content_type(format_))
