"""Changes of facts as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree.ElementTree import Element

from policyfacts.renderers.xml import add_element, serialize
from policyfacts.vocabulary import Change

_NAMESPACE = "http://www.w3.org/2005/Atom"
_ID = "urn:policyfacts:changes"
_TITLES = {
    Change.ADDED: "Added",
    Change.CHANGED: "Changed",
    Change.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True)
class ChangeEntry:
    """A change of one fact by one load.

    `statement` is None once the fact is gone; `reason` says why it was withdrawn.
    """

    fact_id: str
    change: Change
    release: str
    changed_at: datetime
    url: str
    statement: str | None
    reason: str | None = None


@dataclass(frozen=True)
class ChangeFeed:
    """A page of changes with its own address, that of the next page, and the terms of use.

    `updated` is when the current release was loaded.
    """

    title: str
    author: str
    updated: datetime
    url: str
    next: str | None
    license: str
    license_url: str


def write_atom(feed: ChangeFeed, entries: Sequence[ChangeEntry]) -> str:
    """Write the feed as XML."""
    root = Element("feed", {"xmlns": _NAMESPACE})
    add_element(root, "id", _ID)
    add_element(root, "title", feed.title)
    add_element(root, "updated", _timestamp(feed.updated))
    add_element(add_element(root, "author"), "name", feed.author)
    add_element(root, "link", rel="self", type="application/atom+xml", href=feed.url)
    if feed.next is not None:
        add_element(root, "link", rel="next", type="application/atom+xml", href=feed.next)
    add_element(root, "link", rel="license", href=feed.license_url)
    add_element(root, "rights", feed.license)
    for entry in entries:
        _add_entry(root, entry)
    return serialize(root)


def _add_entry(root: Element, entry: ChangeEntry) -> None:
    moment = _timestamp(entry.changed_at)
    element = add_element(root, "entry")
    # A release can be loaded twice, with another in between: the moment makes ids unique.
    add_element(
        element, "id", f"urn:policyfacts:change:{quote(entry.release)}:{moment}:{entry.fact_id}"
    )
    add_element(element, "title", f"{_TITLES[entry.change]}: {entry.fact_id}")
    add_element(element, "updated", moment)
    add_element(element, "category", term=entry.change.value)
    add_element(element, "link", rel="alternate", href=entry.url)
    add_element(element, "summary", entry.statement or entry.reason or "The fact is gone.")


def _timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
