"""Lists of all that has a page: countries, regions, organizations, topics, years, the rest."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Response

from policyfacts.http.context import Exchange
from policyfacts.http.params import CurrentExchange, Nothing
from policyfacts.search.names.terms import Entity
from policyfacts.search.results import profiles
from policyfacts.search.snapshot import View
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
def show_countries(_: Nothing, exchange: CurrentExchange) -> Response:
    """Countries, those with most facts first."""
    return _show_entities(exchange, "countries", "Countries", EntityKind.COUNTRY)


@router.get("/regions")
def show_regions(_: Nothing, exchange: CurrentExchange) -> Response:
    """Regions, those with most facts first."""
    return _show_entities(exchange, "regions", "Regions", EntityKind.REGION)


@router.get("/organizations")
def show_organizations(_: Nothing, exchange: CurrentExchange) -> Response:
    """Organizations, those with most facts first."""
    return _show_entities(exchange, "organizations", "Organizations", EntityKind.ORGANIZATION)


@router.get("/entities")
def show_entities(_: Nothing, exchange: CurrentExchange) -> Response:
    """People, places, named texts and projects."""
    with exchange.view() as view:
        groups = [
            (name, profiles.list_entities(view.snapshot, [kind])) for kind, name in _OTHERS.items()
        ]
        return _show(
            exchange, view, "entities", "People, places, texts and projects", groups=groups
        )


@router.get("/topics")
def show_topics(_: Nothing, exchange: CurrentExchange) -> Response:
    """The tree of topics."""
    with exchange.view() as view:
        counted = [
            (it, profiles.count_facts(view.snapshot, ("topic", it.id)))
            for it in view.snapshot.catalogue.topics.values()
        ]
        return _show(exchange, view, "topics", "Topics", topics=counted)


@router.get("/years")
def show_years(_: Nothing, exchange: CurrentExchange) -> Response:
    """Years that facts or their terms touch, the latest first."""
    with exchange.view() as view:
        years = sorted(map(int, view.snapshot.sets.values("year")), reverse=True)
        counted = [(it, profiles.count_facts(view.snapshot, ("year", str(it)))) for it in years]
        return _show(exchange, view, "years", "Years", years=counted)


def _show_entities(exchange: Exchange, folder: str, title: str, kind: EntityKind) -> Response:
    with exchange.view() as view:
        counted = profiles.list_entities(view.snapshot, [kind])
        with_facts = [it for it in counted if it[1]]
        without = sorted((it for it in counted if not it[1]), key=lambda it: it[0].name)
        groups: list[Group] = [("With facts", with_facts)]
        return _show(exchange, view, folder, title, groups=groups, without=without)


def _show(exchange: Exchange, view: View, folder: str, title: str, **shown: Any) -> Response:
    frame = Frame(
        title=title,
        description=f"{title} in the facts of governments' annual foreign-policy reviews, with the "
        "number of facts of each.",
        path=f"/{folder}",
        section=folder,
        alternates=in_forms(exchange.addresses, f"/v1/{folder}", [Format.JSON]),
    )
    nothing: dict[str, Any] = {"groups": (), "without": (), "topics": (), "years": ()}
    setting = Setting(exchange.addresses, view.snapshot.release)
    return render("list.html", frame, setting, **{**nothing, **shown})
