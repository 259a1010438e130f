"""The page of a fact, with all that the database has of it."""

import json
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from policyfacts.http.costly import costly
from policyfacts.http.gate import Work
from policyfacts.http.params import CurrentContext, EmptyQuery
from policyfacts.http.path_params import FactId
from policyfacts.http.presenters.citations import present_cited_fact
from policyfacts.http.resource_paths import path_of
from policyfacts.renderers.citations.formats import write_bibtex, write_ris, write_text
from policyfacts.search.results.facts import get_fact
from policyfacts.search.results.sources import describe_reviews
from policyfacts.search.snapshot import ReadSession
from policyfacts.site.api_snippets import request_fact
from policyfacts.site.page_urls import PageUrls, redirect
from policyfacts.site.rendering import PageMeta, RenderContext, list_alternates, render, shorten
from policyfacts.site.structured_data import describe_fact
from policyfacts.vocabulary import FactKind, Format, Level, Status

router = APIRouter()


@router.get("/facts")
def show_facts(_: EmptyQuery, context: CurrentContext) -> Response:
    """Redirect to the explorer: whoever cuts the URL of a fact short looks for all facts."""
    url = PageUrls.from_urls(context.urls).explorer()
    return RedirectResponse(url, HTTPStatus.PERMANENT_REDIRECT)


@router.get("/facts/{id}")
@costly(Work.MOMENT)
def show_fact(fact_id: FactId, _: EmptyQuery, context: CurrentContext) -> Response:
    """Show a fact with parties, figures, sentences, links and citation; Withdrawn where gone."""
    # A citation says on which day it was made.
    with context.session(of_day=True) as session:
        fact = json.loads(get_fact(session, fact_id))
        if fact["id"] != fact_id:
            return redirect(context.urls, "fact", fact["id"])
        path = path_of("fact", fact["id"])
        meta = PageMeta(
            title=shorten(fact["statement"]),
            description=f"{fact['asserted_by']['name']}: {fact['statement']}",
            path=path,
            card={},
            alternates=list_alternates(context.urls, f"/v1{path}", (Format.JSON, Format.JSONLD)),
            document=describe_fact(fact, context.urls),
        )
        cited = present_cited_fact(context, session, fact)
        return render(
            "fact.html",
            meta,
            RenderContext(context.urls, session.snapshot.release),
            fact=fact,
            linked_facts=_linked_facts(session, fact),
            review=describe_reviews(session)[fact["review"]],
            citation=write_text(cited),
            citations={"BibTeX": write_bibtex(cited), "RIS": write_ris(cited)},
            registry=session.snapshot.registry,
            meanings={
                "kind": FactKind(fact["kind"]).description,
                "status": Status(fact["status"]).description,
                "level": _level(fact),
            },
            report_url=context.service.report_url(fact["id"]),
            api_request=request_fact(context.urls, fact["id"]),
        )


def _level(fact: dict[str, Any]) -> str:
    return Level(fact["level"]).description if fact["level"] is not None else ""


def _linked_facts(session: ReadSession, fact: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the facts that this one links to, each after the type of the link."""
    return [(link["type"], json.loads(get_fact(session, link["id"]))) for link in fact["links"]]
