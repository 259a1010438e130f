"""What citations are made from, for the API and for the page of a fact."""

from typing import Any

from policyfacts.http.context import RequestContext, today
from policyfacts.renderers.citations.citation import Citation, CitationKind
from policyfacts.search.results import sources
from policyfacts.search.snapshot import ReadSession


def present_cited_fact(
    context: RequestContext, session: ReadSession, fact: dict[str, Any]
) -> Citation:
    """Return what a citation of a fact says today; takes the fact's JSON."""
    return Citation(
        kind=CitationKind.FACT,
        key=fact["id"],
        title=fact["statement"],
        authors=(fact["asserted_by"]["name"],),
        url=citable_url(context, context.urls.url(f"/v1/facts/{fact['id']}")),
        reviews=sources.list_titles(session, [fact["review"]]),
        locators=tuple(evidence["locator"] for evidence in fact["evidence"]),
        facts=1,
        **release_fields(session),
    )


def citable_url(context: RequestContext, url: str) -> str | None:
    """Return a URL that leads there from anywhere, or None: a path alone does not."""
    return url if context.service.settings.public_url else None


def release_fields(session: ReadSession) -> dict[str, Any]:
    """Return the fields of `Citation` that tell the release and the day of access."""
    release = session.snapshot.release
    return {
        "dataset": release.title,
        "release": release.id,
        "license": release.license,
        "issued": release.loaded_at.date(),
        "accessed": today(),
    }
