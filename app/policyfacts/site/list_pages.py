"""Pages of lists: countries, regions, organizations, topics, years, and all other entities."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Response

from policyfacts.http.context import RequestContext
from policyfacts.http.params import CurrentContext, EmptyQuery
from policyfacts.search.names.terms import Entity
from policyfacts.search.results import profiles
from policyfacts.search.snapshot import ReadSession
from policyfacts.site.rendering import PageMeta, RenderContext, list_alternates, render
from policyfacts.vocabulary import EntityKind, Format

router = APIRouter()
_OTHERS = {
    EntityKind.PERSON: "People",
    EntityKind.PLACE: "Places",
    EntityKind.INSTRUMENT: "Agreements and other texts",
    EntityKind.PROJECT: "Projects and programmes",
}
Group = tuple[str, Sequence[tuple[Entity, int]]]


@router.get("/countries")
def show_countries(_: EmptyQuery, context: CurrentContext) -> Response:
    """List countries, those with most facts first."""
    return _show_entities(context, "countries", "Countries", EntityKind.COUNTRY)


@router.get("/regions")
def show_regions(_: EmptyQuery, context: CurrentContext) -> Response:
    """List regions, those with most facts first."""
    return _show_entities(context, "regions", "Regions", EntityKind.REGION)


@router.get("/organizations")
def show_organizations(_: EmptyQuery, context: CurrentContext) -> Response:
    """List organizations, those with most facts first."""
    return _show_entities(context, "organizations", "Organizations", EntityKind.ORGANIZATION)


@router.get("/entities")
def show_entities(_: EmptyQuery, context: CurrentContext) -> Response:
    """List people, places, named texts and projects."""
    with context.session() as session:
        groups = [
            (name, profiles.list_entities(session.snapshot, [kind]))
            for kind, name in _OTHERS.items()
        ]
        return _show(
            context, session, "entities", "People, places, texts and projects", groups=groups
        )


@router.get("/topics")
def show_topics(_: EmptyQuery, context: CurrentContext) -> Response:
    """Show the tree of topics."""
    with context.session() as session:
        topics = [
            (topic, profiles.count_facts(session.snapshot, ("topic", topic.id)))
            for topic in session.snapshot.registry.topics.values()
        ]
        return _show(context, session, "topics", "Topics", topics=topics)


@router.get("/years")
def show_years(_: EmptyQuery, context: CurrentContext) -> Response:
    """List years that facts or their terms touch, the latest first."""
    with context.session() as session:
        snapshot = session.snapshot
        years = sorted(map(int, snapshot.sets.values("year")), reverse=True)
        counts = [(year, profiles.count_facts(snapshot, ("year", str(year)))) for year in years]
        return _show(context, session, "years", "Years", years=counts)


def _show_entities(context: RequestContext, folder: str, title: str, kind: EntityKind) -> Response:
    with context.session() as session:
        counts = profiles.list_entities(session.snapshot, [kind])
        with_facts = [pair for pair in counts if pair[1]]
        without = sorted((pair for pair in counts if not pair[1]), key=lambda pair: pair[0].name)
        groups: list[Group] = [("With facts", with_facts)]
        return _show(context, session, folder, title, groups=groups, without_facts=without)


def _show(
    context: RequestContext, session: ReadSession, folder: str, title: str, **variables: Any
) -> Response:
    meta = PageMeta(
        title=title,
        description=f"{title} in the facts of governments' annual foreign-policy reviews, with the "
        "number of facts of each.",
        path=f"/{folder}",
        section=folder,
        alternates=list_alternates(context.urls, f"/v1/{folder}", [Format.JSON]),
    )
    defaults: dict[str, Any] = {"groups": (), "without_facts": (), "topics": (), "years": ()}
    render_context = RenderContext(context.urls, session.snapshot.release)
    return render("list.html", meta, render_context, **{**defaults, **variables})
