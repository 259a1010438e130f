"""feedparser reads the Atom feed of changes."""

from pathlib import Path

import feedparser

from conformance.checks import Check, Report
from conformance.service import Service

_FEED = "/v1/changes?format=atom&limit=100"
_REQUIRED = ("id", "title", "updated", "link")


def _read(service: Service, _folder: Path) -> Report:
    feed = feedparser.parse(service.bytes(_FEED))
    expected = service.json("/v1/changes?limit=100")["page"]["count"]
    objections = [f"not well-formed: {feed.bozo_exception}"] if feed.bozo else []
    if feed.version != "atom10":
        objections.append(f"read as {feed.version!r}")
    if len(feed.entries) != expected:
        objections.append(f"{len(feed.entries)} entries; as JSON there are {expected}")
    for name, element in [("feed", feed.feed), *((entry.id, entry) for entry in feed.entries)]:
        missing = [child for child in _REQUIRED if not element.get(child)]
        objections += [f"{name} has no {', '.join(missing)}"] if missing else []
    return Report(f"a feed of {len(feed.entries)} entries", objections)


CHECKS = [Check("feedparser", _read)]
