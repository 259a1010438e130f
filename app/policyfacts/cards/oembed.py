"""oEmbed 1.0: what a page of ours looks like inside another, at `/oembed`."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import JSONResponse

from policyfacts.cards.frame_size import frame_height
from policyfacts.cards.page_lookup import PageCard, find_card, parse_page_url
from policyfacts.charts.markup import element
from policyfacts.errors import quote
from policyfacts.http.embed_urls import (
    OEMBED,
    PREVIEW_HEIGHT,
    PREVIEW_WIDTH,
    card_path,
    preview_address,
)
from policyfacts.http.params import CurrentContext
from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas.params import OembedParams

router = APIRouter()
_WIDTH = 600


@router.get(OEMBED)
def embed(params: Annotated[OembedParams, Query()], context: CurrentContext) -> JSONResponse:
    """The card of a page as HTML to embed; 404 for what is no page of this service."""
    if params.format.lower() != "json":
        detail = f"oEmbed is answered in json here, not in {quote(params.format)}."
        raise HTTPException(HTTPStatus.NOT_IMPLEMENTED, detail)
    place = parse_page_url(params.url, context.service.settings.public_url)
    with context.session() as session:
        found = find_card(session, place, context.urls)
    return JSONResponse(_answer(found, params, context.urls))


def _answer(found: PageCard, params: OembedParams, urls: UrlBuilder) -> Mapping[str, object]:
    card = found.card
    width = min(_WIDTH, params.maxwidth or _WIDTH)
    height = frame_height(card, width)
    height = min(height, params.maxheight or height)
    themed = {} if params.theme == "auto" else {"theme": params.theme}
    parameters = {**found.parameters, **themed}
    frame = {
        "src": urls.url(card_path(found.path), parameters),
        "width": width,
        "height": height,
        "title": card.summary,
        "sandbox": "allow-popups allow-popups-to-escape-sandbox",
        "loading": "lazy",
        "frameborder": "0",
    }
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": card.statements[0].words if card.is_single else card.title,
        "provider_name": "policyfacts",
        "provider_url": urls.url("/"),
        "width": width,
        "height": height,
        "html": str(element("iframe", frame)),
    }
    if not _has_room(params):
        return answer
    return answer | {
        "thumbnail_url": preview_address(urls, found.path, parameters),
        "thumbnail_width": PREVIEW_WIDTH,
        "thumbnail_height": PREVIEW_HEIGHT,
    }


def _has_room(params: OembedParams) -> bool:
    """Whether a thumbnail may be so large: it keeps to the same limits (oEmbed 1.0, 2.3.4)."""
    widest, highest = params.maxwidth or PREVIEW_WIDTH, params.maxheight or PREVIEW_HEIGHT
    return widest >= PREVIEW_WIDTH and highest >= PREVIEW_HEIGHT
