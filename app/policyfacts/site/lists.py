"""Lists of all that has a page: countries, regions, organizations, topics, years, the rest."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Response

from policyfacts.http.context import RequestContext
from policyfacts.http.params import CurrentContext, EmptyQuery
from policyfacts.search.names.terms import Entity
from policyfacts.search.results import profiles
from policyfacts.search.snapshot import ReadSession
from policyfacts.site.rendering import Frame, Setting, in_forms, render
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
    """Countries, those with most facts first."""
    return _show_entities(context, "countries", "Countries", EntityKind.COUNTRY)


@router.get("/regions")
def show_regions(_: EmptyQuery, context: CurrentContext) -> Response:
    """Regions, those with most facts first."""
    return _show_entities(context, "regions", "Regions", EntityKind.REGION)


@router.get("/organizations")
def show_organizations(_: EmptyQuery, context: CurrentContext) -> Response:
    """Organizations, those with most facts first."""
    return _show_entities(context, "organizations", "Organizations", EntityKind.ORGANIZATION)


@router.get("/entities")
def show_entities(_: EmptyQuery, context: CurrentContext) -> Response:
    """People, places, named texts and projects."""
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
    """The tree of topics."""
    with context.session() as session:
        counted = [
            (it, profiles.count_facts(session.snapshot, ("topic", it.id)))
            for it in session.snapshot.registry.topics.values()
        ]
        return _show(context, session, "topics", "Topics", topics=counted)


@router.get("/years")
def show_years(_: EmptyQuery, context: CurrentContext) -> Response:
    """Years that facts or their terms touch, the latest first."""
    with context.session() as session:
        years = sorted(map(int, session.snapshot.sets.values("year")), reverse=True)
        counted = [(it, profiles.count_facts(session.snapshot, ("year", str(it)))) for it in years]
        return _show(context, session, "years", "Years", years=counted)


def _show_entities(context: RequestContext, folder: str, title: str, kind: EntityKind) -> Response:
    with context.session() as session:
        counted = profiles.list_entities(session.snapshot, [kind])
        with_facts = [it for it in counted if it[1]]
        without = sorted((it for it in counted if not it[1]), key=lambda it: it[0].name)
        groups: list[Group] = [("With facts", with_facts)]
        return _show(context, session, folder, title, groups=groups, without=without)


def _show(
    context: RequestContext, session: ReadSession, folder: str, title: str, **shown: Any
) -> Response:
    frame = Frame(
        title=title,
        description=f"{title} in the facts of governments' annual foreign-policy reviews, with the "
        "number of facts of each.",
        path=f"/{folder}",
        section=folder,
        alternates=in_forms(context.urls, f"/v1/{folder}", [Format.JSON]),
    )
    nothing: dict[str, Any] = {"groups": (), "without": (), "topics": (), "years": ()}
    setting = Setting(context.urls, session.snapshot.release)
    return render("list.html", frame, setting, **{**nothing, **shown})
