"""oEmbed 1.0: the card of a page, to embed in another, at `/oembed`."""

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
from policyfacts.schemas.params.cards import OembedParams

router = APIRouter()
_MAX_WIDTH = 600


@router.get(OEMBED)
def embed(params: Annotated[OembedParams, Query()], context: CurrentContext) -> JSONResponse:
    """Return the card of a page as HTML to embed; raise NotFound for other URLs."""
    if params.format.lower() != "json":
        detail = f"oEmbed is answered in json here, not in {quote(params.format)}."
        raise HTTPException(HTTPStatus.NOT_IMPLEMENTED, detail)
    page_url = parse_page_url(params.url, context.service.settings.public_url)
    with context.session() as session:
        page_card = find_card(session, page_url, context.urls)
    return JSONResponse(_oembed(page_card, params, context.urls))


def _oembed(page_card: PageCard, params: OembedParams, urls: UrlBuilder) -> Mapping[str, object]:
    card = page_card.card
    width = min(_MAX_WIDTH, params.maxwidth or _MAX_WIDTH)
    height = frame_height(card, width)
    height = min(height, params.maxheight or height)
    theme = {} if params.theme == "auto" else {"theme": params.theme}
    parameters = {**page_card.parameters, **theme}
    frame = {
        "src": urls.url(card_path(page_card.path), parameters),
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
        "thumbnail_url": preview_address(urls, page_card.path, parameters),
        "thumbnail_width": PREVIEW_WIDTH,
        "thumbnail_height": PREVIEW_HEIGHT,
    }


def _has_room(params: OembedParams) -> bool:
    """Return True where the limits, which hold for thumbnails too (2.3.4), allow its size."""
    max_width = params.maxwidth or PREVIEW_WIDTH
    max_height = params.maxheight or PREVIEW_HEIGHT
    return max_width >= PREVIEW_WIDTH and max_height >= PREVIEW_HEIGHT
