"""For crawlers: `/robots.txt`, and the sitemap with all pages."""

from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from fastapi import APIRouter, Response

from policyfacts.errors import NotFound
from policyfacts.http.costly import costly
from policyfacts.http.gate import Work
from policyfacts.http.params import CurrentContext, EmptyQuery
from policyfacts.http.resource_paths import path_of
from policyfacts.http.response_headers import weak_etag
from policyfacts.renderers.xml import add_element, serialize
from policyfacts.search.results import profiles
from policyfacts.search.results.facts import list_fact_ids
from policyfacts.search.snapshot import ReadSession, Snapshot
from policyfacts.site.page_urls import EXPLORER

router = APIRouter()
_SITEMAP = "/sitemap.xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# As many as one sitemap may hold.
_MAX_URLS = 50_000
_LISTS = ("about", "countries", "organizations", "regions", "topics", "years", "entities")


@router.get("/robots.txt")
def show_robots_txt(_: EmptyQuery, context: CurrentContext) -> Response:
    """Allow all but the API, which says the same as the pages, for programs.

    Pages of queries and cards ask by themselves not to be indexed. They are not refused here:
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
@costly(Work.LONG)
def show_sitemap(_: EmptyQuery, context: CurrentContext) -> Response:
    """List pages of lists, of subjects with facts, and of facts; URLs there must be absolute."""
    urls = context.urls
    if not urls.is_public:
        raise NotFound("There is no sitemap: the service does not know its public address.")
    with context.session() as session:
        root = Element("urlset", {"xmlns": _NAMESPACE})
        for path in islice(_paths(session), _MAX_URLS):
            add_element(add_element(root, "url"), "loc", urls.base + path)
        return Response(serialize(root), media_type="application/xml")


def _paths(session: ReadSession) -> Iterator[str]:
    yield EXPLORER
    yield from (f"/{folder}" for folder in _LISTS)
    yield from _detail_paths(session.snapshot)
    yield from (path_of("fact", id_) for id_ in list_fact_ids(session, _MAX_URLS))


def _detail_paths(snapshot: Snapshot) -> Iterator[str]:
    """Yield paths of detail pages; those without facts have nothing to be found for."""
    for entity, count in profiles.list_entities(snapshot, []):
        if count:
            yield path_of(entity.kind, entity.id)
    for topic in snapshot.registry.topics:
        if profiles.count_facts(snapshot, ("topic", topic)):
            yield path_of("topic", topic)
    yield from (path_of("year", year) for year in sorted(snapshot.sets.values("year")))
