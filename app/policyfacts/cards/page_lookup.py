"""Which page of ours an address is of, and the card that belongs to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from pydantic import ValidationError

from policyfacts.cards.content import (
    Card,
    Subject,
    find_entity,
    find_query_facts,
    find_topic,
    find_year,
    make_card,
    make_fact_card,
)
from policyfacts.errors import BadParameters, NotFound, quote
from policyfacts.http.resource_paths import COLLECTIONS, OTHERS, path_of
from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas.params import ExplorerParams
from policyfacts.search.snapshot import ReadSession
from policyfacts.vocabulary import EntityKind

_ON_CARD = 3
_KINDS = {COLLECTIONS[it]: [it] for it in EntityKind if it in COLLECTIONS} | {OTHERS: []}
_PORTS = {"http": 80, "https": 443}
_is_year = re.compile("[1-9][0-9]{0,4}").fullmatch


def parse_page_url(url: str, public: str | None) -> SplitResult:
    """Path and query of a page, from its address or its path; NotFound where it is not ours."""
    if public is None:
        raise NotFound(
            "The service does not know its public address, so nothing of it can be embedded: "
            "whoever runs it sets POLICYFACTS_PUBLIC_URL."
        )
    no_page = NotFound(f"{quote(url)} is no page of this service: pages begin with {public}/.")
    try:
        place = urlsplit(url)
        path = _path_below(place, urlsplit(public)) if place.scheme or place.netloc else place.path
    except ValueError:
        raise no_page from None
    if path is None or not path.startswith("/"):
        raise no_page
    return place._replace(path=unquote(path))


def _path_below(place: SplitResult, public: SplitResult) -> str | None:
    """The path as the service knows it; None where the address leads elsewhere."""
    is_host = place.scheme in _PORTS and _host_of(place) == _host_of(public)
    if not is_host or not place.path.startswith(public.path):
        return None
    return place.path.removeprefix(public.path) or "/"


def _host_of(place: SplitResult) -> tuple[str | None, int | None]:
    """Name and port, which is None where it is the usual one."""
    return place.hostname, None if place.port == _PORTS[place.scheme] else place.port


@dataclass(frozen=True)
class PageCard:
    """The card of a page; `path` and `parameters` are the page's own address."""

    card: Card
    path: str
    parameters: Mapping[str, Any]


def find_card(session: ReadSession, place: SplitResult, urls: UrlBuilder) -> PageCard:
    """The card of a page; NotFound where the page has none."""
    # Pages with a last slash lead to those without.
    folder, _, name = place.path.removeprefix("/").removesuffix("/").partition("/")
    if folder == COLLECTIONS["fact"] and name:
        return PageCard(make_fact_card(session, name, urls), path_of("fact", name), {})
    subject = (
        _find_asked(session, place) if place.path == "/" else _find_named(session, folder, name)
    )
    parameters = subject.filters if subject.path == "/" else {}
    return PageCard(make_card(session, subject, _ON_CARD, urls), subject.path, parameters)


def _find_named(session: ReadSession, folder: str, name: str) -> Subject:
    if name and folder in _KINDS:
        return find_entity(session, name, _KINDS[folder])
    if name and folder == COLLECTIONS["topic"]:
        return find_topic(session, name)
    if folder == COLLECTIONS["year"] and _is_year(name):
        return find_year(session, int(name))
    raise NotFound("There is no page at this address that has a card.")


def _find_asked(session: ReadSession, place: SplitResult) -> Subject:
    """What the explorer is asked; where it stands in the list makes no difference."""
    params = parse_qs(place.query, keep_blank_values=True)
    written = {name: it[0] if len(it) == 1 else it for name, it in params.items()}
    try:
        return find_query_facts(session, ExplorerParams.model_validate(written))
    except BadParameters as error:
        said = " ".join(it.message for it in error.errors)
        raise NotFound(f"The question in this address cannot be read. {said}") from None
    except ValidationError:
        raise NotFound("The question in this address cannot be read.") from None
