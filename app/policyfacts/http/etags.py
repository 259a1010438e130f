"""Whether a client holds the answer already: weak ETags, and what If-None-Match lists."""

import hashlib
import re

_TAG = re.compile(r'(?:W/)?("[^"]*")')


class NotModified(Exception):
    """The client holds the answer that it asks for: 304, and nothing is computed."""


def weak_etag(*parts: object) -> str:
    """An ETag out of all that decides an answer; weak, as it is the same for each encoding."""
    digest = hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def is_listed(etag: str, if_none_match: str) -> bool:
    """Whether a header lists the tag; `W/` makes no difference (RFC 9110, 8.8.3.2)."""
    return etag.removeprefix("W/") in _TAG.findall(if_none_match)
