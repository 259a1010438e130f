"""Cards as responses: HTML that may stand in frames of any page, or a file."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from fastapi import Response

from policyfacts.cards.charts import draw_charts
from policyfacts.cards.content import Card, Statement
from policyfacts.cards.png import draw_preview
from policyfacts.cards.svg import CHART_WIDTH, draw_card
from policyfacts.http.html import IN_FRAMES, answer_html, environment_of

_TEMPLATES = environment_of("policyfacts.cards")
_FILE_CSP = "default-src 'none'; style-src 'unsafe-inline'"


class CardFormat(StrEnum):
    """The format of a card, and the ending of its path."""

    HTML = ""
    SVG = ".svg"
    PNG = ".png"
    JSON = ".json"

    @classmethod
    def of(cls, path: str) -> Self:
        """Return the format by the ending of a path."""
        return next(ending for ending in sorted(cls, reverse=True) if path.endswith(ending))


_MEDIA_TYPES = {
    CardFormat.SVG: "image/svg+xml",
    CardFormat.PNG: "image/png",
    CardFormat.JSON: "application/json",
}
# The fields of a card that its JSON has.
_JSON_FIELDS = ("kind", "title", "note", "address", "statements", "source", "citation", "is_single")


@dataclass(frozen=True)
class CardStyle:
    """How a card is rendered: its format, `light` or `dark` or the reader's choice (None), and the
    prefix below which clients see the service.
    """

    format: CardFormat
    theme: str | None
    prefix: str


def render_card(card: Card, style: CardStyle) -> Response:
    """Return the card as a response in its format."""
    if style.format is not CardFormat.HTML:
        return _render_file(card, style)
    charts = [chart.markup for chart in draw_charts(card, CHART_WIDTH)]
    return _render_html("card.html", style, card=card, charts=charts)


def render_error(title: str, detail: str, status: int, style: CardStyle) -> Response:
    """Return a card that says why there is none."""
    card = Card("no card", title, [Statement(detail)], is_single=True)
    if style.format is not CardFormat.HTML:
        return _render_file(card, style, status)
    return _render_html("error.html", style, status, card=card)


def _render_html(template: str, style: CardStyle, status: int = 200, **variables: Any) -> Response:
    text = _TEMPLATES.get_template(template).render(style=style, **variables)
    return _embeddable(answer_html(text, status, IN_FRAMES))


def _render_file(card: Card, style: CardStyle, status: int = 200) -> Response:
    """Return a file that runs and loads nothing, even where it is opened by itself."""
    headers = {"Content-Security-Policy": _FILE_CSP, "X-Content-Type-Options": "nosniff"}
    return _embeddable(Response(_write(card, style), status, headers, _MEDIA_TYPES[style.format]))


def _write(card: Card, style: CardStyle) -> bytes:
    match style.format:
        case CardFormat.PNG:
            return draw_preview(card, style.theme)
        case CardFormat.SVG:
            return draw_card(card, style.theme).encode("utf-8", "replace")
        case _:
            fields = {name: getattr(card, name) for name in _JSON_FIELDS}
            return json.dumps(fields, default=asdict).encode()


def _embeddable(response: Response) -> Response:
    """Let pages that are isolated from other origins (COEP) show it, too."""
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    return response
