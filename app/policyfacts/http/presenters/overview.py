"""The overview of the service, as `/v1` answers it and pages and their JSON-LD show it."""

from collections import Counter

from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas.service import Holdings, Overview, Release
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import EntityKind

_LINKS = {
    "facts": "/v1/facts",
    "countries": "/v1/countries",
    "regions": "/v1/regions",
    "organizations": "/v1/organizations",
    "topics": "/v1/topics",
    "years": "/v1/years",
    "entities": "/v1/entities",
    "suggest": "/v1/suggest",
    "interpret": "/v1/interpret",
    "figures": "/v1/figures",
    "stats": "/v1/facts/stats",
    "graph": "/v1/graph",
    "reviews": "/v1/reviews",
    "releases": "/v1/releases",
    "changes": "/v1/changes",
    "downloads": "/v1/downloads",
    "vocabulary": "/v1/vocabulary",
    "catalog": "/catalog.jsonld",
    "docs": "/docs",
    "openapi": "/openapi.json",
}


def present_overview(
    session: ReadSession, urls: UrlBuilder, report_url: str | None = None
) -> Overview:
    """Return the release and its terms, how much it holds, and the ways in.

    `report_url` is where errors are reported, with `{id}` for the id of the fact.
    """
    release, registry = session.snapshot.release, session.snapshot.registry
    kinds = Counter(entity.kind for entity in registry.entities.values())
    return Overview(
        title=release.title,
        description=release.description,
        release=Release(id=release.id, loaded_at=release.loaded_at),
        license=release.license,
        license_url=release.license_url,
        contact=release.contact,
        citation=release.citation,
        counts=Holdings(
            facts=release.facts_count,
            reviews=len(registry.reviews),
            topics=len(registry.topics),
            entities={kind: kinds[kind] for kind in EntityKind},
        ),
        links={name: urls.url(path) for name, path in _LINKS.items()}
        | ({"report": report_url} if report_url is not None else {}),
    )
