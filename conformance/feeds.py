"""feedparser reads the Atom feed of changes."""

from pathlib import Path

import feedparser

from conformance.checks import Check, Report
from conformance.service import Service

_FEED = "/v1/changes?format=atom&limit=100"
_NEEDED = ("id", "title", "updated", "link")


def _read(service: Service, _folder: Path) -> Report:
    feed = feedparser.parse(service.bytes(_FEED))
    wanted = service.json("/v1/changes?limit=100")["page"]["count"]
    objections = [f"not well-formed: {feed.bozo_exception}"] if feed.bozo else []
    if feed.version != "atom10":
        objections.append(f"read as {feed.version!r}")
    if len(feed.entries) != wanted:
        objections.append(f"{len(feed.entries)} entries; as JSON there are {wanted}")
    for what, found in [("feed", feed.feed), *((entry.id, entry) for entry in feed.entries)]:
        lacking = [name for name in _NEEDED if not found.get(name)]
        objections += [f"{what} has no {', '.join(lacking)}"] if lacking else []
    return Report(f"a feed of {len(feed.entries)} entries", objections)


CHECKS = [Check("feedparser", _read)]
