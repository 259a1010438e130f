"""The card of a page of this service, by the URL of the page."""

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
from policyfacts.errors import MAX_ERRORS, BadParameters, NotFound, quote
from policyfacts.http.resource_paths import COLLECTIONS, OTHERS, path_of
from policyfacts.http.trackers import without_trackers
from policyfacts.http.urls import UrlBuilder
from policyfacts.schemas.params.formats import ExplorerParams
from policyfacts.schemas.params.guesses import guess_parameters
from policyfacts.search.results.asked_facts import read_question
from policyfacts.search.snapshot import ReadSession
from policyfacts.sent_text import read_sent
from policyfacts.suggestions import did_you_mean_text
from policyfacts.validation_messages import message_for
from policyfacts.vocabulary import EntityKind

_MAX_FACTS = 3
_KINDS = {COLLECTIONS[kind]: [kind] for kind in EntityKind if kind in COLLECTIONS} | {OTHERS: []}
_DEFAULT_PORTS = {"http": 80, "https": 443}
_is_year = re.compile("[1-9][0-9]{0,4}").fullmatch


def parse_page_url(url: str, public_url: str | None) -> SplitResult:
    """Return the URL of a page split, its path below the service; raise NotFound if not ours."""
    if public_url is None:
        raise NotFound(
            "The service does not know its public address, so nothing of it can be embedded: "
            "whoever runs it sets POLICYFACTS_PUBLIC_URL."
        )
    no_page = NotFound(f"{quote(url)} is no page of this service: pages begin with {public_url}/.")
    try:
        parts = urlsplit(url)
        is_absolute = parts.scheme or parts.netloc
        path = _path_below(parts, urlsplit(public_url)) if is_absolute else parts.path
    except ValueError:
        raise no_page from None
    if path is None or not path.startswith("/"):
        raise no_page
    try:
        return parts._replace(path=read_sent(unquote(path)))
    except ValueError as error:
        raise NotFound(f"{quote(url)} is no page of this service: it {error}.") from None


def _path_below(url: SplitResult, public_url: SplitResult) -> str | None:
    """Return the path below the public URL; None where the URL is of another host or path."""
    is_host = url.scheme in _DEFAULT_PORTS and _host_of(url) == _host_of(public_url)
    if not is_host or not url.path.startswith(public_url.path):
        return None
    return url.path.removeprefix(public_url.path) or "/"


def _host_of(url: SplitResult) -> tuple[str | None, int | None]:
    """Return host name and port, None for the default port."""
    return url.hostname, None if url.port == _DEFAULT_PORTS[url.scheme] else url.port


@dataclass(frozen=True)
class PageCard:
    """The card of a page; `path` and `parameters` are those of the page's own URL."""

    card: Card
    path: str
    parameters: Mapping[str, Any]


def find_card(session: ReadSession, url: SplitResult, urls: UrlBuilder) -> PageCard:
    """Return the card of a page; raise NotFound where the page has none."""
    # Pages with a last slash redirect to those without.
    folder, _, name = url.path.removeprefix("/").removesuffix("/").partition("/")
    if folder == COLLECTIONS["fact"] and name:
        return PageCard(make_fact_card(session, name, urls), path_of("fact", name), {})
    subject = _find_query(session, url) if url.path == "/" else _find_subject(session, folder, name)
    parameters = subject.filters if subject.path == "/" else {}
    return PageCard(make_card(session, subject, _MAX_FACTS, urls), subject.path, parameters)


def _find_subject(session: ReadSession, folder: str, name: str) -> Subject:
    if name and folder in _KINDS:
        return find_entity(session, name, _KINDS[folder])
    if name and folder == COLLECTIONS["topic"]:
        return find_topic(session, name)
    if folder == COLLECTIONS["year"] and _is_year(name):
        return find_year(session, int(name))
    raise NotFound("There is no page at this address that has a card.")


def _find_query(session: ReadSession, url: SplitResult) -> Subject:
    """Return the facts of a page of the explorer; which of its pages makes no difference."""
    query = parse_qs(without_trackers(url.query), keep_blank_values=True)
    parameters = {name: values[0] if len(values) == 1 else values for name, values in query.items()}
    try:
        asked_facts = read_question(session, ExplorerParams.model_validate(parameters))
        return find_query_facts(session, asked_facts.params)
    except BadParameters as error:
        messages = " ".join(one.message for one in error.errors)
        raise NotFound(f"The question in this address cannot be read. {messages}") from None
    except ValidationError as error:
        messages = " ".join(_message(details) for details in error.errors()[:MAX_ERRORS])
        raise NotFound(f"The question in this address cannot be read. {messages}") from None


def _message(details: Mapping[str, Any]) -> str:
    """Return what is wrong with one parameter of the explorer, as its page says it."""
    name = str(details["loc"][0])
    if details["type"] == "extra_forbidden":
        guess = guess_parameters(name, list(ExplorerParams.model_fields))
        near = did_you_mean_text(guess.parameters)
        return f"{quote(name)} is not a parameter of /.{near}{guess.sentence}"
    if details["type"] == "string_pattern_mismatch":
        return f"{name}: {quote(str(details['input']))} is not a date."
    value = details["input"]
    sent = f"={quote(value)}" if isinstance(value, str) and value else ""
    return f"{name}{sent}: {message_for(details)}."
