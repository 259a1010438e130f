"""Pages: slices of a result, and the cursors that continue them.

A cursor says where the next page begins, and is bound to the release and the query that it was made
for.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pyroaring import BitMap

from policyfacts.errors import BadCursor, ReleaseNotHere, StaleCursor
from policyfacts.queries.releases import has_release
from policyfacts.search.snapshot import ReadSession

_DIGEST_LENGTH = 16
_MAX_LENGTH = 500
_RELEASE = re.compile("[0-9A-Za-z._-]+")
_write = json.JSONEncoder(sort_keys=True, default=str).encode


def slice_facts(
    matches: BitMap, *, oldest_first: bool, limit: int, start: int
) -> tuple[list[int], int | None]:
    """Return the ordinals of a page after `start` others, and where the next begins, if any."""
    end = min(start + limit, len(matches))
    if oldest_first:
        first, last = len(matches) - end, len(matches) - start
        ordinals = list(reversed(list(matches[first:last])))
    else:
        ordinals = list(matches[start:end])
    return ordinals, end if end < len(matches) and limit else None


def slice_tiers(tiers: Sequence[BitMap], *, limit: int, start: int) -> tuple[list[int], int | None]:
    """Return the same of several sets, one after the other."""
    total = sum(map(len, tiers))
    end = min(start + limit, total)
    ordinals: list[int] = []
    passed = 0
    for tier in tiers:
        ordinals += tier[max(start - passed, 0) : max(end - passed, 0)]
        passed += len(tier)
    return ordinals, end if end < total and limit else None


def make_cursor(session: ReadSession, query: Mapping[str, Any], start: int) -> str:
    """Make the cursor of the page that begins after `start` items."""
    release = session.snapshot.release.id
    text = f"{release}|{start}|{_digest(query, release, start)}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(session: ReadSession, query: Mapping[str, Any], cursor: str | None) -> int:
    """Return where the page begins; 0 without a cursor.

    Raises BadCursor, StaleCursor or ReleaseNotHere.
    """
    if cursor is None:
        return 0
    release, start, digest = _parts(cursor)
    if digest != _digest(query, release, start):
        raise BadCursor(
            "The cursor is damaged or was given out for another question: begin without one."
        )
    if release == session.snapshot.release.id:
        return start
    if has_release(session.connection, release):
        raise StaleCursor(
            f"The cursor is of release {release}, "
            f"and the current one is {session.snapshot.release.id}: begin without a cursor."
        )
    raise ReleaseNotHere(f"The cursor is of release {release}, which this server does not hold.")


def _parts(cursor: str) -> tuple[str, int, str]:
    try:
        if len(cursor) > _MAX_LENGTH:
            raise ValueError
        padded = cursor + "=" * (-len(cursor) % 4)
        text = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
        release, start, digest = text.split("|")
        if not (start.isascii() and start.isdigit() and _RELEASE.fullmatch(release)):
            raise ValueError
        return release, int(start), digest
    except (ValueError, binascii.Error):
        raise BadCursor("The cursor is damaged: begin without one.") from None


def _digest(query: Mapping[str, Any], release: str, start: int) -> str:
    text = _write([query, release, start])
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH]
