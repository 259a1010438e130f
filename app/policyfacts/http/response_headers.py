"""Headers of responses: ETags and what 304 needs (RFC 9110), links (RFC 8288)."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.types import Scope

from policyfacts.queries.releases import ReleaseInfo
from policyfacts.vocabulary import Format

# Proxies give up where the headers of a response outgrow their buffer, often of 8 kB.
MAX_LENGTH = 4000
# The relation of the address at which an error in a fact is reported; none is registered for it.
REPORT = "urn:policyfacts:rel:report"
_TAG = re.compile(r'(?:W/)?("[^"]*")')
_ALLOWED = ":/?#[]@!$&'()*+,;=%~"
_is_plain = re.compile(rf"[A-Za-z0-9_.{re.escape(_ALLOWED)}-]*").fullmatch


class NotModified(Exception):
    """The client has the response that it requests: 304, and nothing is computed."""


def weak_etag(*parts: object) -> str:
    """Make an ETag out of all that decides a response; weak, as each encoding has the same."""
    digest = hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def is_not_modified(
    if_none_match: str | None,
    if_modified_since: str | None,
    etag: str,
    last_modified: datetime | None,
) -> bool:
    """Decide whether a client has the current response already (RFC 9110, 13.2.2).

    The first two are headers of its request, None where they are absent; the date is only looked
    at where there is no If-None-Match. `W/` makes no difference (8.8.3.2).
    """
    if not etag:
        return False
    if if_none_match is not None:
        # Most clients repeat the ETag byte for byte.
        is_current = if_none_match == etag or if_none_match.strip() == "*"
        return is_current or etag.removeprefix("W/") in _TAG.findall(if_none_match)
    if if_modified_since is None or last_modified is None:
        return False
    try:
        since = parsedate_to_datetime(if_modified_since)
    except ValueError:
        return False
    return since.timestamp() >= int(last_modified.timestamp())


def format_link(relation: str, address: str, media_type: str = "") -> str:
    """Write one link as the header has it, in ASCII."""
    kind = f'; type="{media_type}"' if media_type else ""
    target = address if _is_plain(address) else quote(address, safe=_ALLOWED)
    return f'<{target}>; rel="{relation}"{kind}'


@dataclass
class Links:
    """Links of one response: one of each relation, but an `alternate` for each other format."""

    _links: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, relation: str, address: str, media_type: str = "") -> None:
        """Add a link, in place of one of the same relation and type."""
        self._links[relation, media_type] = format_link(relation, address, media_type)

    def update(self, others: "Links") -> None:
        """Add all of these."""
        self._links.update(others._links)

    def header(self) -> str:
        """Join all links, but for those that would make the header too long for proxies."""
        joined = ", ".join(self._links.values())
        if len(joined) <= MAX_LENGTH:
            return joined
        fitting: list[str] = []
        left = MAX_LENGTH
        for link in self._links.values():
            if len(link) <= left:
                fitting.append(link)
                left -= len(link) + 2
        return ", ".join(fitting)


@dataclass
class ResponseHeaders:
    """What the headers of a response will say; filled while the response is made."""

    format: Format = Format.JSON
    formats: tuple[Format, ...] = ()
    etag: str = ""
    last_modified: datetime | None = None
    # Where the response is decided by the request and the release alone.
    release: ReleaseInfo | None = None
    # The path of the route that makes the response, by which metrics are labelled.
    route: str = ""
    links: Links = field(default_factory=Links)


def response_headers(scope: Scope) -> ResponseHeaders:
    """Return what the headers of the response to a request will say."""
    headers = scope["state"]["response_headers"]
    assert isinstance(headers, ResponseHeaders)
    return headers


def check_not_modified(request: Request) -> None:
    """Raise NotModified where If-None-Match lists the ETag that the response will have.

    `*` and dates are compared once it is known that there is a response, by the same function.
    """
    tags = ",".join(request.headers.getlist("If-None-Match"))
    etag = response_headers(request.scope).etag
    if tags.strip() != "*" and is_not_modified(tags, None, etag, None):
        raise NotModified
