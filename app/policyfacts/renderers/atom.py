"""Changes of facts as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree.ElementTree import Element

from policyfacts.renderers.xml import add, write
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
    """What one load did to one fact.

    `statement` is null once the fact is gone; then `reason` says why, where it was withdrawn.
    """

    fact_id: str
    change: Change
    release: str
    changed_at: datetime
    address: str
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
    address: str
    next: str | None
    license: str
    license_url: str


def write_atom(feed: ChangeFeed, entries: Sequence[ChangeEntry]) -> str:
    """The feed as XML."""
    root = Element("feed", {"xmlns": _NAMESPACE})
    add(root, "id", _ID)
    add(root, "title", feed.title)
    add(root, "updated", _moment(feed.updated))
    add(add(root, "author"), "name", feed.author)
    add(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    if feed.next is not None:
        add(root, "link", rel="next", type="application/atom+xml", href=feed.next)
    add(root, "link", rel="license", href=feed.license_url)
    add(root, "rights", feed.license)
    for entry in entries:
        _add_entry(root, entry)
    return write(root)


def _add_entry(root: Element, entry: ChangeEntry) -> None:
    moment = _moment(entry.changed_at)
    element = add(root, "entry")
    # A release can be loaded again after another: the moment tells its changes apart.
    add(element, "id", f"urn:policyfacts:change:{quote(entry.release)}:{moment}:{entry.fact_id}")
    add(element, "title", f"{_TITLES[entry.change]}: {entry.fact_id}")
    add(element, "updated", moment)
    add(element, "category", term=entry.change.value)
    add(element, "link", rel="alternate", href=entry.address)
    add(element, "summary", entry.statement or entry.reason or "The fact is gone.")


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
