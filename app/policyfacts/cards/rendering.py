"""Cards as answers: HTML that may stand in frames of any page, or an image."""

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
_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class CardForm(StrEnum):
    """What a card is sent as; all but HTML stand at the end of its address."""

    HTML = ""
    SVG = ".svg"
    PNG = ".png"
    JSON = ".json"

    @classmethod
    def of(cls, path: str) -> Self:
        """The form that a path ends in."""
        return next(it for it in sorted(cls, reverse=True) if path.endswith(it))


_MEDIA_TYPES = {
    CardForm.SVG: "image/svg+xml",
    CardForm.PNG: "image/png",
    CardForm.JSON: "application/json",
}
# What a card says in words.
_SAID = ("kind", "title", "note", "address", "statements", "source", "citation", "is_single")


@dataclass(frozen=True)
class CardStyle:
    """How a card is shown: its form, `light` or `dark` or as whoever looks has it (None), and the
    prefix below which clients see the service.
    """

    form: CardForm
    theme: str | None
    prefix: str


def show(card: Card, style: CardStyle) -> Response:
    """The card as it is wanted."""
    if style.form is not CardForm.HTML:
        return _answer_file(card, style)
    charts = [it.drawing for it in draw_charts(card, CHART_WIDTH)]
    return _answer_frame("card.html", style, card=card, charts=charts)


def render_error(title: str, detail: str, status: int, style: CardStyle) -> Response:
    """A card that says why there is none."""
    card = Card("no card", title, [Statement(detail)], is_single=True)
    if style.form is not CardForm.HTML:
        return _answer_file(card, style, status)
    return _answer_frame("error.html", style, status, card=card)


def _answer_frame(template: str, style: CardStyle, status: int = 200, **shown: Any) -> Response:
    text = _TEMPLATES.get_template(template).render(style=style, **shown)
    return _for_others(answer_html(text, status, IN_FRAMES))


def _answer_file(card: Card, style: CardStyle, status: int = 200) -> Response:
    """A file that runs nothing and loads nothing, even where it is opened by itself."""
    headers = {"Content-Security-Policy": _FILE_POLICY, "X-Content-Type-Options": "nosniff"}
    return _for_others(Response(_write(card, style), status, headers, _MEDIA_TYPES[style.form]))


def _write(card: Card, style: CardStyle) -> bytes:
    match style.form:
        case CardForm.PNG:
            return draw_preview(card, style.theme)
        case CardForm.SVG:
            return draw_card(card, style.theme).encode("utf-8", "replace")
        case _:
            said = {name: getattr(card, name) for name in _SAID}
            return json.dumps(said, default=asdict).encode()


def _for_others(answer: Response) -> Response:
    """Pages that are isolated from other origins (COEP) may show it, too."""
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    return answer
