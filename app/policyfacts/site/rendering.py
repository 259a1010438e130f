"""Rendering of pages: the templates, the functions they may call, and the metadata of a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Response
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from policyfacts.http.embed_urls import (
    PREVIEW_HEIGHT,
    PREVIEW_WIDTH,
    oembed_address,
    preview_address,
)
from policyfacts.http.html import answer_html, environment_of
from policyfacts.http.negotiation import MEDIA_TYPES
from policyfacts.http.urls import UrlBuilder
from policyfacts.queries.releases import ReleaseInfo
from policyfacts.site.page_urls import PageUrls
from policyfacts.vocabulary import Format, MatchField
from policyfacts.wording.dates_and_figures import (
    capital,
    say_count,
    say_date,
    say_figure,
    say_language,
    say_locators,
    say_when,
)
from policyfacts.wording.parties import list_parties

_TEMPLATES = environment_of("policyfacts.site")
_MAX_TITLE_LENGTH = 200
_FORMAT_NAMES = {
    Format.TEXT: "plain text",
    Format.BIBTEX: "BibTeX",
    Format.JSONLD: "JSON-LD",
}


@dataclass(frozen=True)
class Alternate:
    """The content of a page in another format, for programs."""

    url: str
    media_type: str
    title: str


@dataclass(frozen=True)
class PageMeta:
    """The metadata of a page: what stands in its head.

    `path` and `parameters` are its permanent URL, `section` the entry of the navigation that it
    belongs to, `document` its content as JSON-LD. `headline` is the title in previews on other
    sites, where that says more; `card` the parameters of its card, None where it has none.
    """

    title: str
    description: str
    path: str
    headline: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    section: str = ""
    alternates: tuple[Alternate, ...] = ()
    document: Mapping[str, Any] | None = None
    card: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class RenderContext:
    """What a page is rendered with: its URLs and its release, None where none is loaded."""

    urls: UrlBuilder
    release: ReleaseInfo | None

    @property
    def page_urls(self) -> PageUrls:
        """URLs of links in the page."""
        return PageUrls.from_urls(self.urls)


def render(
    template: str, meta: PageMeta, render_context: RenderContext, **variables: Any
) -> Response:
    """Return the page as a response; `variables` are those of the template."""
    urls = render_context.urls
    text = _TEMPLATES.get_template(template).render(
        meta=meta,
        urls=render_context.page_urls,
        oembed=oembed_address(urls, meta.path, meta.parameters),
        preview=preview_address(urls, meta.path, meta.card),
        canonical=urls.url(meta.path, meta.parameters),
        is_public=urls.is_public,
        release=render_context.release,
        **variables,
    )
    return answer_html(text, variables.get("status", 200))


def list_alternates(
    urls: UrlBuilder,
    path: str,
    formats: Iterable[Format],
    parameters: Mapping[str, Any] | None = None,
) -> tuple[Alternate, ...]:
    """List the formats in which the API answers the same at a path."""
    alternates = []
    for format_ in formats:
        extra = {} if format_ is Format.JSON else {"format": format_.value}
        url = urls.url(path, {**(parameters or {}), **extra})
        title = f"The same as {say_format(format_)}"
        alternates.append(Alternate(url, MEDIA_TYPES[format_], title))
    return tuple(alternates)


def shorten(text: str) -> str:
    """Cut a text to the length of a title, between words where there are several."""
    if len(text) <= _MAX_TITLE_LENGTH:
        return text
    start = text[:_MAX_TITLE_LENGTH]
    return f"{start.rpartition(' ')[0] or start}…"


def say_format(format_: str) -> str:
    """Return the name by which people know a format."""
    return _FORMAT_NAMES.get(Format(format_), format_.upper())


def say_word(value: str) -> str:
    """Return a word of a closed list as people read it: `head-of-state` is Head of state."""
    return value.replace("-", " ").capitalize()


def statement_html(fact: Mapping[str, Any]) -> Markup | str:
    """Return the statement of a fact, with the words of the search highlighted."""
    for match in fact.get("match") or ():
        if match["field"] == MatchField.STATEMENT:
            return Markup(match["html"])
    return str(fact["statement"])


_TEMPLATES.globals |= {
    "PREVIEW_HEIGHT": PREVIEW_HEIGHT,
    "PREVIEW_WIDTH": PREVIEW_WIDTH,
    "capital": capital,
    "list_parties": list_parties,
    "say_count": say_count,
    "say_date": say_date,
    "say_figure": say_figure,
    "say_format": say_format,
    "say_language": say_language,
    "say_locators": say_locators,
    "say_when": say_when,
    "say_word": say_word,
    "statement_html": statement_html,
    "write_json": htmlsafe_json_dumps,
}
