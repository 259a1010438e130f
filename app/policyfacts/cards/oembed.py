"""oEmbed 1.0: what a page of ours looks like inside another, at `/oembed`."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from policyfacts.cards.content import (
    Card,
    find_entity,
    find_question,
    find_topic,
    find_year,
    make_card,
    make_fact_card,
)
from policyfacts.drawings.markup import element
from policyfacts.errors import BadParameters, NotFound, quote
from policyfacts.routers.addresses import Addresses
from policyfacts.routers.embedding import OEMBED, card_path
from policyfacts.routers.parameters import CurrentExchange
from policyfacts.schemas.questions import FactFilters, OembedQuestion
from policyfacts.selection.snapshot import View
from policyfacts.vocabulary import EntityKind

router = APIRouter()
_WIDTH, _LEAST_HEIGHT, _STATEMENT_HEIGHT = 600, 380, 70
_ON_CARD = 3
# What says how the explorer shows facts, not which.
_MANNER = ("sort", "limit", "cursor", "facet")
_KINDS = {
    "countries": [EntityKind.COUNTRY],
    "regions": [EntityKind.REGION],
    "organizations": [EntityKind.ORGANIZATION],
    "entities": [],
}


@router.get(OEMBED)
def embed(asked: Annotated[OembedQuestion, Query()], exchange: CurrentExchange) -> JSONResponse:
    """The card of a page as HTML to embed; 404 for what is no page of this service."""
    if asked.format.lower() != "json":
        detail = f"oEmbed is answered in json here, not in {quote(asked.format)}."
        raise HTTPException(HTTPStatus.NOT_IMPLEMENTED, detail)
    place = _find_place(asked.url, exchange.service.settings.public_url)
    with exchange.view() as view:
        card = _make(view, place, exchange.addresses)
    parameters = _filters(place) if place.path == "/" else {}
    address = exchange.addresses.of(card_path(place.path), parameters)
    return JSONResponse(_answer(card, address, asked, exchange.addresses))


def _find_place(url: str, public: str | None) -> SplitResult:
    """The path and query of a page, below the address by which the service is known."""
    if public is None:
        raise NotFound(
            "The service does not know its public address, so nothing of it can be embedded: "
            "whoever runs it sets POLICYFACTS_PUBLIC_URL."
        )
    no_page = NotFound(f"{quote(url)} is no page of this service: pages begin with {public}/.")
    base = urlsplit(public)
    try:
        place = urlsplit(url)
    except ValueError:
        raise no_page from None
    is_ours = place.netloc.lower() == base.netloc.lower() and place.scheme in ("http", "https")
    if place.scheme or place.netloc:
        if not is_ours or not f"{place.path}/".startswith(f"{base.path}/"):
            raise no_page
        place = place._replace(path=place.path.removeprefix(base.path) or "/")
    if not place.path.startswith("/"):
        raise no_page
    return place._replace(path=unquote(place.path))


def _make(view: View, place: SplitResult, addresses: Addresses) -> Card:
    """The card of a page; NotFound where there is none."""
    nothing = NotFound(f"There is no page at {quote(place.path)} that has a card.")
    if place.path == "/":
        try:
            asked = FactFilters.model_validate(_filters(place))
            return make_card(view, find_question(view, asked), _ON_CARD, addresses)
        except (ValidationError, BadParameters):
            raise NotFound("The question in this address cannot be read.") from None
    folder, _, name = place.path.removeprefix("/").partition("/")
    if not name or "/" in name or place.query:
        raise nothing
    if folder == "facts":
        return make_fact_card(view, name, addresses)
    if folder in _KINDS:
        subject = find_entity(view, name, _KINDS[folder])
    elif folder == "topics":
        subject = find_topic(view, name)
    elif folder == "years" and name.isascii() and name.isdigit():
        subject = find_year(view, int(name[:5]))
    else:
        raise nothing
    return make_card(view, subject, _ON_CARD, addresses)


def _filters(place: SplitResult) -> dict[str, Any]:
    """The filters of an address of the explorer; a value that stands once is itself."""
    asked = parse_qs(place.query, keep_blank_values=True)
    return {
        name: values[0] if len(values) == 1 else values
        for name, values in asked.items()
        if name not in _MANNER
    }


def _answer(
    card: Card, address: str, asked: OembedQuestion, addresses: Addresses
) -> Mapping[str, object]:
    width = min(_WIDTH, asked.maxwidth or _WIDTH)
    height = _LEAST_HEIGHT + _STATEMENT_HEIGHT * len(card.statements)
    height = min(height, asked.maxheight or height)
    frame = {
        "src": address,
        "width": width,
        "height": height,
        "title": f"{card.title}: {card.note}",
        "sandbox": "allow-popups allow-popups-to-escape-sandbox",
        "loading": "lazy",
        "frameborder": "0",
    }
    return {
        "version": "1.0",
        "type": "rich",
        "title": card.title,
        "provider_name": "policyfacts",
        "provider_url": addresses.of("/"),
        "width": width,
        "height": height,
        "html": str(element("iframe", frame)),
    }
