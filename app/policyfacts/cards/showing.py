"""Cards as answers: HTML that may stand in frames of any page, or an image."""

from urllib.parse import urlsplit

from fastapi import Response

from policyfacts.cards.content import Card
from policyfacts.cards.images import PICTURE, draw_card
from policyfacts.cards.pictures import draw_pictures
from policyfacts.routers.addresses import Addresses
from policyfacts.routers.html import answer_html, environment_of

_TEMPLATES = environment_of("policyfacts.cards")
# Cards may stand in frames of other pages; they need no script and ask nothing.
_IN_FRAMES = {
    "frame-ancestors": "*",
    "script-src": "'none'",
    "connect-src": "'none'",
    "form-action": "'none'",
}
_IMAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def show(card: Card, theme: str, addresses: Addresses, *, is_image: bool) -> Response:
    """The card as HTML or as an image; theme `auto` leaves the colours to whoever looks."""
    if is_image:
        return answer_image(draw_card(card, _forced(theme)))
    text = _TEMPLATES.get_template("card.html").render(
        card=card,
        theme=_forced(theme),
        below=urlsplit(addresses.base).path,
        pictures=[it.drawing for it in draw_pictures(card, PICTURE)],
    )
    return _for_others(answer_html(text, changes=_IN_FRAMES))


def show_refusal(title: str, detail: str, status: int, below: str, *, is_image: bool) -> Response:
    """A card that says why there is none: an image cannot show a problem as JSON."""
    card = Card("no card", title, "", "", [], [], frozenset(), None, detail, "", is_single=True)
    if is_image:
        return answer_image(draw_card(card, None), status)
    text = _TEMPLATES.get_template("refusal.html").render(card=card, theme=None, below=below)
    return _for_others(answer_html(text, status, _IN_FRAMES))


def answer_image(text: str, status: int = 200) -> Response:
    """An SVG file that runs nothing and loads nothing, even where it is opened by itself."""
    headers = {"Content-Security-Policy": _IMAGE_POLICY, "X-Content-Type-Options": "nosniff"}
    content = text.encode("utf-8", "replace")
    return _for_others(Response(content, status, headers, "image/svg+xml"))


def _for_others(answer: Response) -> Response:
    """Pages that are isolated from other origins (COEP) may show it, too."""
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    return answer


def _forced(theme: str) -> str | None:
    return None if theme == "auto" else theme
