"""Errors of requests for cards, as cards: an image cannot show a problem document."""

from urllib.parse import parse_qs, quote

from fastapi import Response
from starlette.types import Scope

from policyfacts.cards.rendering import CardFormat, CardStyle, render_error
from policyfacts.errors import FactsError, ParameterError
from policyfacts.http.embed_urls import EMBED
from policyfacts.http.urls import mount_prefix, service_path


def error_card(error: FactsError, scope: Scope) -> Response | None:
    """Return the error as a card with its status; None where the request is not for a card."""
    path = service_path(scope)
    if not path.startswith(f"{EMBED}/"):
        return None
    message = " ".join(map(_explain, error.errors)) or error.detail
    style = CardStyle(CardFormat.of(path), _theme(scope), quote(mount_prefix(scope)))
    return render_error(error.title, message, error.status, style)


def _theme(scope: Scope) -> str | None:
    """Return the theme of the query, None where it has none that we know."""
    theme = parse_qs(scope["query_string"].decode("latin-1")).get("theme", [""])[0]
    return theme if theme in ("light", "dark") else None


def _explain(error: ParameterError) -> str:
    """Return the message of one error, with the allowed values where none is suggested."""
    if error.did_you_mean or not error.allowed:
        return error.message
    return f"{error.message} It is one of {', '.join(error.allowed)}."
