"""Which page of ours an address is of, and the card that belongs to it."""

import re
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from pydantic import ValidationError

from policyfacts.cards.content import (
    Card,
    Subject,
    find_entity,
    find_question,
    find_topic,
    find_year,
    make_card,
    make_fact_card,
)
from policyfacts.errors import BadParameters, NotFound, quote
from policyfacts.routers.addresses import Addresses
from policyfacts.routers.embedding import card_path
from policyfacts.schemas.questions import ExplorerQuestion
from policyfacts.selection.snapshot import View
from policyfacts.vocabulary import EntityKind

_ON_CARD = 3
_KINDS = {
    "countries": [EntityKind.COUNTRY],
    "regions": [EntityKind.REGION],
    "organizations": [EntityKind.ORGANIZATION],
    "entities": [],
}
_is_year = re.compile("[1-9][0-9]{0,4}").fullmatch


def read_place(url: str, public: str | None) -> SplitResult:
    """Path and query of a page, from its address or its path; NotFound where it is not ours."""
    if public is None:
        raise NotFound(
            "The service does not know its public address, so nothing of it can be embedded: "
            "whoever runs it sets POLICYFACTS_PUBLIC_URL."
        )
    no_page = NotFound(f"{quote(url)} is no page of this service: pages begin with {public}/.")
    try:
        place = urlsplit(url)
    except ValueError:
        raise no_page from None
    if place.scheme or place.netloc:
        path = _path_below(place, urlsplit(public))
        if path is None:
            raise no_page
        place = place._replace(path=path)
    if not place.path.startswith("/"):
        raise no_page
    return place._replace(path=unquote(place.path))


def _path_below(place: SplitResult, public: SplitResult) -> str | None:
    """The path as the service knows it; None where the address leads elsewhere."""
    is_host = place.netloc.lower() == public.netloc.lower() and place.scheme in ("http", "https")
    if not is_host or not place.path.startswith(public.path):
        return None
    return place.path.removeprefix(public.path) or "/"


def find_card(view: View, place: SplitResult, addresses: Addresses) -> tuple[Card, str]:
    """The card of a page and its address; NotFound where the page has none."""
    folder, _, name = place.path.removeprefix("/").partition("/")
    if folder == "facts" and name:
        card = make_fact_card(view, name, addresses)
        return card, addresses.of(card_path(place.path))
    subject = _find_asked(view, place) if place.path == "/" else _find_named(view, folder, name)
    is_question = subject.path == "/"
    address = addresses.of(card_path(subject.path), subject.filters if is_question else None)
    return make_card(view, subject, _ON_CARD, addresses), address


def _find_named(view: View, folder: str, name: str) -> Subject:
    if name and folder in _KINDS:
        return find_entity(view, name, _KINDS[folder])
    if name and folder == "topics":
        return find_topic(view, name)
    if folder == "years" and _is_year(name):
        return find_year(view, int(name))
    raise NotFound("There is no page at this address that has a card.")


def _find_asked(view: View, place: SplitResult) -> Subject:
    """What the explorer is asked; where it stands in the list makes no difference."""
    asked = parse_qs(place.query, keep_blank_values=True)
    written = {name: it[0] if len(it) == 1 else it for name, it in asked.items()}
    try:
        return find_question(view, ExplorerQuestion.model_validate(written))
    except (ValidationError, BadParameters):
        raise NotFound("The question in this address cannot be read.") from None
