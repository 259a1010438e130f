"""URLs by which others embed: the oEmbed response of a page, its card and its preview."""

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
    """Return where oEmbed answers for a page of ours; None without a public address."""
    if not urls.is_public:
        return None
    return urls.url(OEMBED, {"url": urls.url(path, parameters)})


def card_path(page: str) -> str:
    """Return the path of the card of a page: that of the explorer is a card of facts."""
    return f"{EMBED}/facts" if page == "/" else f"{EMBED}{page}"


def preview_address(
    urls: UrlBuilder, page: str, parameters: Mapping[str, Any] | None = None
) -> str:
    """Return the URL of the card of a page as PNG, `PREVIEW_WIDTH` by `PREVIEW_HEIGHT` pixels."""
    return urls.url(f"{card_path(page)}.png", parameters)
