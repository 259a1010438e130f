"""How pages become HTML: the templates, what all of them may use, and the frame around each."""

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
from policyfacts.http.media_types import MEDIA_TYPES
from policyfacts.http.urls import UrlBuilder
from policyfacts.queries.releases import ReleaseInfo
from policyfacts.site.page_urls import Places
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
_LONGEST_TITLE = 200
_FORMS = {
    Format.TEXT: "plain text",
    Format.BIBTEX: "BibTeX",
    Format.JSONLD: "JSON-LD",
}


@dataclass(frozen=True)
class Alternate:
    """The same in another form, for programs."""

    address: str
    media_type: str
    title: str


@dataclass(frozen=True)
class Frame:
    """What stands around a page.

    `path` and `parameters` are its permanent address, `section` the entry of the navigation that it
    belongs to, `document` what it says as JSON-LD. `headline` is the title in previews on other
    sites, where that says more; `card` what the card for them is asked, and None where there is
    none.
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
class Setting:
    """Where a page is shown: its addresses, and the release it is of; None where none is held."""

    urls: UrlBuilder
    release: ReleaseInfo | None

    @property
    def places(self) -> Places:
        """Addresses of pages."""
        return Places.below(self.urls)


def render(template: str, frame: Frame, setting: Setting, **shown: Any) -> Response:
    """The page as an answer."""
    text = _TEMPLATES.get_template(template).render(
        frame=frame,
        to=setting.places,
        oembed=oembed_address(setting.urls, frame.path, frame.parameters),
        preview=preview_address(setting.urls, frame.path, frame.card),
        permanent=setting.urls.url(frame.path, frame.parameters),
        is_public=setting.urls.is_public,
        release=setting.release,
        **shown,
    )
    return answer_html(text, shown.get("status", 200))


def in_forms(
    urls: UrlBuilder,
    path: str,
    forms: Iterable[Format],
    parameters: Mapping[str, Any] | None = None,
) -> tuple[Alternate, ...]:
    """What the API says of the same at a path, in several forms."""
    asked = parameters or {}
    return tuple(
        Alternate(
            urls.url(path, asked if it is Format.JSON else {**asked, "format": it.value}),
            MEDIA_TYPES[it],
            f"The same as {say_form(it)}",
        )
        for it in forms
    )


def shorten(text: str) -> str:
    """As much of a text as a title holds, cut between words where there are several."""
    if len(text) <= _LONGEST_TITLE:
        return text
    start = text[:_LONGEST_TITLE]
    return f"{start.rpartition(' ')[0] or start}…"


def say_form(form: str) -> str:
    """A form as people call it."""
    return _FORMS.get(Format(form), form.upper())


def say_word(value: str) -> str:
    """A word of a closed list as people read it: `head-of-state` is Head of state."""
    return value.replace("-", " ").capitalize()


def mark_statement(fact: Mapping[str, Any]) -> Markup | str:
    """The statement, with the words that were looked for marked."""
    for it in fact.get("match") or ():
        if it["field"] == MatchField.STATEMENT:
            return Markup(it["html"])
    return str(fact["statement"])


_TEMPLATES.globals |= {
    "PREVIEW_HEIGHT": PREVIEW_HEIGHT,
    "PREVIEW_WIDTH": PREVIEW_WIDTH,
    "capital": capital,
    "list_parties": list_parties,
    "mark_statement": mark_statement,
    "say_count": say_count,
    "say_date": say_date,
    "say_figure": say_figure,
    "say_form": say_form,
    "say_language": say_language,
    "say_locators": say_locators,
    "say_when": say_when,
    "say_word": say_word,
    "write_json": htmlsafe_json_dumps,
}
