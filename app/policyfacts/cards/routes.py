"""Routes of cards: `/embed/...` is HTML, with `.svg`, `.png` or `.json` a file."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query, Response

from policyfacts.cards.content import (
    Card,
    Subject,
    find_entity,
    find_query_facts,
    find_topic,
    find_year,
    make_card,
    make_fact_card,
)
from policyfacts.cards.rendering import CardFormat, CardStyle, render_card
from policyfacts.http.context import RequestContext
from policyfacts.http.costly import costly
from policyfacts.http.embed_urls import EMBED
from policyfacts.http.gate import Work
from policyfacts.http.params import CurrentContext
from policyfacts.http.path_params import (
    CountryId,
    EntityId,
    FactId,
    OrganizationId,
    PathYear,
    RegionId,
    TopicId,
)
from policyfacts.schemas.params.cards import CardParams, FactsCardParams
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import EntityKind

router = APIRouter(prefix=EMBED)
WantedCard = Annotated[CardParams, Query()]
Handler = TypeVar("Handler", bound=Callable[..., object])


def _get_in_all_formats(path: str) -> Callable[[Handler], Handler]:
    def add(handler: Handler) -> Handler:
        # The path without an ending comes last, for it matches the others too.
        for card_format in sorted(CardFormat, reverse=True):
            router.get(f"{path}{card_format}")(handler)
        return handler

    return add


def _is_picture(context: RequestContext, **_: object) -> bool:
    return _format_of(context) in (CardFormat.PNG, CardFormat.SVG)


@_get_in_all_formats("/countries/{id}")
@costly(Work.MOMENT, when=_is_picture)
def show_country(country_id: CountryId, params: WantedCard, context: CurrentContext) -> Response:
    """Show a country and its facts."""
    return _show_entity(context, country_id, EntityKind.COUNTRY, params)


@_get_in_all_formats("/regions/{id}")
@costly(Work.MOMENT, when=_is_picture)
def show_region(region_id: RegionId, params: WantedCard, context: CurrentContext) -> Response:
    """Show a region, and the facts that name it or one of its countries."""
    return _show_entity(context, region_id, EntityKind.REGION, params)


@_get_in_all_formats("/organizations/{id}")
@costly(Work.MOMENT, when=_is_picture)
def show_organization(
    organization_id: OrganizationId, params: WantedCard, context: CurrentContext
) -> Response:
    """Show an organization with its bodies, and their facts."""
    return _show_entity(context, organization_id, EntityKind.ORGANIZATION, params)


@_get_in_all_formats("/entities/{id}")
@costly(Work.MOMENT, when=_is_picture)
def show_entity(entity_id: EntityId, params: WantedCard, context: CurrentContext) -> Response:
    """Show an entity of any kind and its facts."""
    return _show_entity(context, entity_id, None, params)


@_get_in_all_formats("/topics/{id}")
@costly(Work.MOMENT, when=_is_picture)
def show_topic(topic_id: TopicId, params: WantedCard, context: CurrentContext) -> Response:
    """Show a topic, and its facts with those of its narrower topics."""
    return _show_subject(context, params, lambda session: find_topic(session, topic_id))


@_get_in_all_formats("/years/{year}")
@costly(Work.MOMENT, when=_is_picture)
def show_year(year: PathYear, params: WantedCard, context: CurrentContext) -> Response:
    """Show a year, and the facts that touch it."""
    return _show_subject(context, params, lambda session: find_year(session, year))


@_get_in_all_formats("/facts")
@costly(Work.MOMENT, when=_is_picture)
def show_facts(params: Annotated[FactsCardParams, Query()], context: CurrentContext) -> Response:
    """Show the facts that match."""
    return _show_subject(context, params, lambda session: find_query_facts(session, params))


@_get_in_all_formats("/facts/{id}")
@costly(Work.MOMENT, when=_is_picture)
def show_fact(fact_id: FactId, params: WantedCard, context: CurrentContext) -> Response:
    """Show one fact."""
    return _show(context, params, lambda session: make_fact_card(session, fact_id, context.urls))


def _format_of(context: RequestContext) -> CardFormat:
    return CardFormat.of(context.request.scope["route"].path)


def _show_entity(
    context: RequestContext, name: str, kind: EntityKind | None, params: CardParams
) -> Response:
    kinds = [] if kind is None else [kind]
    return _show_subject(context, params, lambda session: find_entity(session, name, kinds))


def _show_subject(
    context: RequestContext, params: CardParams, find: Callable[[ReadSession], Subject]
) -> Response:
    def make(session: ReadSession) -> Card:
        return make_card(session, find(session), params.limit, context.urls)

    return _show(context, params, make)


def _show(
    context: RequestContext, params: CardParams, make: Callable[[ReadSession], Card]
) -> Response:
    with context.session() as session:
        card = make(session)
    card_format = _format_of(context)
    theme = None if params.theme == "auto" else params.theme
    return render_card(card, CardStyle(card_format, theme, context.urls.prefix))
