"""What is wrong with a request for a card, as a card: an image cannot show a problem as JSON."""

from urllib.parse import parse_qs, quote

from fastapi import Response
from starlette.types import Scope

from policyfacts.cards.rendering import CardForm, CardStyle, render_error
from policyfacts.errors import FactsError, ParameterError
from policyfacts.http.embed_urls import EMBED
from policyfacts.http.paths import mount_prefix, service_path


def error_card(error: FactsError, scope: Scope) -> Response | None:
    """The failure as a card with its status, where a card was asked for; None elsewhere."""
    path = service_path(scope)
    if not path.startswith(f"{EMBED}/"):
        return None
    said = " ".join(map(_explain, error.errors)) or error.detail
    style = CardStyle(CardForm.of(path), _theme(scope), quote(mount_prefix(scope)))
    return render_error(error.title, said, error.status, style)


def _theme(scope: Scope) -> str | None:
    """The theme that was asked for, where that can be read."""
    params = parse_qs(scope["query_string"].decode("latin-1")).get("theme", [""])[0]
    return params if params in ("light", "dark") else None


def _explain(error: ParameterError) -> str:
    """What is wrong with one parameter; and what there is, where nothing is like what was said."""
    if error.did_you_mean or not error.allowed:
        return error.message
    return f"{error.message} It is one of {', '.join(error.allowed)}."
