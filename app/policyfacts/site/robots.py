"""What crawlers are told: where they need not go, and which pages there are."""

from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from fastapi import APIRouter, Response

from policyfacts.errors import NotFound
from policyfacts.http.etags import weak_etag
from policyfacts.http.params import CurrentContext, EmptyQuery
from policyfacts.http.resource_paths import path_of
from policyfacts.renderers.xml import add_element, serialize
from policyfacts.search.results import profiles
from policyfacts.search.results.facts import list_fact_ids
from policyfacts.search.snapshot import ReadSession, Snapshot
from policyfacts.site.page_urls import EXPLORER

router = APIRouter()
_SITEMAP = "/sitemap.xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# As many as one sitemap may hold.
_MOST = 50_000
_LISTS = ("about", "countries", "organizations", "regions", "topics", "years", "entities")


@router.get("/robots.txt")
def tell_robots(_: EmptyQuery, context: CurrentContext) -> Response:
    """Pages are for everybody; answers of the API are the same once more, for programs.

    Pages of questions and cards ask by themselves not to be indexed. They are not refused here:
    sites that show a preview of a link keep to this file as well.
    """
    urls = context.urls
    lines = ["User-agent: *", f"Disallow: {urls.prefix}/v1/"]
    if urls.is_public:
        lines += ["", f"Sitemap: {urls.url(_SITEMAP)}"]
    text = "\n".join([*lines, ""])
    tag = {"ETag": weak_etag(text)}
    return Response(text, media_type="text/plain; charset=utf-8", headers=tag)


@router.get(_SITEMAP)
def map_site(_: EmptyQuery, context: CurrentContext) -> Response:
    """Pages of lists, of things with facts, and of facts; addresses there must be absolute."""
    urls = context.urls
    if not urls.is_public:
        raise NotFound("There is no sitemap: the service does not know its public address.")
    with context.session() as session:
        root = Element("urlset", {"xmlns": _NAMESPACE})
        for path in islice(_paths(session), _MOST):
            add_element(add_element(root, "url"), "loc", urls.base + path)
        return Response(serialize(root), media_type="application/xml")


def _paths(session: ReadSession) -> Iterator[str]:
    yield EXPLORER
    yield from (f"/{folder}" for folder in _LISTS)
    yield from _things(session.snapshot)
    yield from (path_of("fact", it) for it in list_fact_ids(session, _MOST))


def _things(snapshot: Snapshot) -> Iterator[str]:
    """What has no facts has a page without any: nothing to be found for."""
    for entity, count in profiles.list_entities(snapshot, []):
        if count:
            yield path_of(entity.kind, entity.id)
    for topic in snapshot.registry.topics:
        if profiles.count_facts(snapshot, ("topic", topic)):
            yield path_of("topic", topic)
    yield from (path_of("year", it) for it in sorted(snapshot.sets.values("year")))
