"""Addresses by which others embed: the oEmbed answer of a page, its card and its preview."""

from collections.abc import Mapping
from typing import Any

from policyfacts.http.urls import UrlBuilder

OEMBED = "/oembed"
EMBED = "/embed"
# In pixels: what networks ask of the images that they show of pages.
PREVIEW_WIDTH, PREVIEW_HEIGHT = 1200, 630


def oembed_address(
    urls: UrlBuilder, path: str, parameters: Mapping[str, Any] | None = None
) -> str | None:
    """Where oEmbed answers for a page of ours; None while nobody knows our public address."""
    if not urls.is_public:
        return None
    return urls.url(OEMBED, {"url": urls.url(path, parameters)})


def card_path(page: str) -> str:
    """The path of the card of a page: that of the explorer is a card of facts."""
    return f"{EMBED}/facts" if page == "/" else f"{EMBED}{page}"


def preview_address(
    urls: UrlBuilder, page: str, parameters: Mapping[str, Any] | None = None
) -> str:
    """Where the card of a page is an image of `PREVIEW_WIDTH` by `PREVIEW_HEIGHT` pixels."""
    return urls.url(f"{card_path(page)}.png", parameters)
