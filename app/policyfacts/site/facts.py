"""A page for each fact: all that is held of it."""

import json
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from policyfacts.http.params import CurrentContext, EmptyQuery
from policyfacts.http.path_params import FactId
from policyfacts.http.presenters.citations import present_cited_fact
from policyfacts.http.resource_paths import path_of
from policyfacts.renderers.citations import write_bibtex, write_ris, write_text
from policyfacts.search.results.facts import get_fact
from policyfacts.search.results.sources import describe_reviews
from policyfacts.search.snapshot import ReadSession
from policyfacts.site.api_snippets import request_fact
from policyfacts.site.page_urls import Places, redirect
from policyfacts.site.rendering import Frame, Setting, in_forms, render, shorten
from policyfacts.site.structured_data import describe_fact
from policyfacts.vocabulary import FactKind, Format, Level, Status

router = APIRouter()


@router.get("/facts")
def show_facts(_: EmptyQuery, context: CurrentContext) -> Response:
    """All facts are the explorer: whoever cuts the address of a fact short finds it."""
    address = Places.below(context.urls).explorer()
    return RedirectResponse(address, HTTPStatus.PERMANENT_REDIRECT)


@router.get("/facts/{id}")
def show_fact(fact_id: FactId, _: EmptyQuery, context: CurrentContext) -> Response:
    """A fact with its parties, figures, sentences, links and citation; 410 where it is gone."""
    # A citation tells on which day it was made.
    with context.session(of_day=True) as session:
        fact = json.loads(get_fact(session, fact_id))
        if fact["id"] != fact_id:
            return redirect(context.urls, "fact", fact["id"])
        path = path_of("fact", fact["id"])
        frame = Frame(
            title=shorten(fact["statement"]),
            description=f"{fact['asserted_by']['name']}: {fact['statement']}",
            path=path,
            card={},
            alternates=in_forms(context.urls, f"/v1{path}", (Format.JSON, Format.JSONLD)),
            document=describe_fact(fact, context.urls),
        )
        cited = present_cited_fact(context, session, fact)
        return render(
            "fact.html",
            frame,
            Setting(context.urls, session.snapshot.release),
            fact=fact,
            linked=_linked(session, fact),
            review=describe_reviews(session)[fact["review"]],
            citation=write_text(cited),
            citations={"BibTeX": write_bibtex(cited), "RIS": write_ris(cited)},
            registry=session.snapshot.registry,
            meanings={
                "kind": FactKind(fact["kind"]).description,
                "status": Status(fact["status"]).description,
                "level": _level(fact),
            },
            request=request_fact(context.urls, fact["id"]),
        )


def _level(fact: dict[str, Any]) -> str:
    return Level(fact["level"]).description if fact["level"] is not None else ""


def _linked(session: ReadSession, fact: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Other facts, with how this one is joined to them."""
    return [(it["type"], json.loads(get_fact(session, it["id"]))) for it in fact["links"]]
