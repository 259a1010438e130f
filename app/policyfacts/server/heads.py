"""Heads of requests: how large they may be.

A head is all that stands before a body: the request line and the header fields. The parser keeps
all of it in memory, and that of trailers too.
"""

from policyfacts.server.refusals import HEAD_TOO_LARGE, URI_TOO_LONG, RawHeaders, Refusal

MAX_HEAD_BYTES = 64 * 1024
MAX_FIELDS = 256
# The parser is given so much at a time: a head that ends within is measured by its parts.
SLICE_BYTES = 4096
SURELY_SMALL_BYTES = MAX_HEAD_BYTES - SLICE_BYTES


def refuse_head(url: bytes, fields: RawHeaders) -> Refusal | None:
    """Return why a complete head is refused, None where it is not; spaces do not count."""
    size = sum(len(name) + len(value) + len(": \r\n") for name, value in fields)
    size += len(url) + len("GET  HTTP/1.1\r\n\r\n")
    return too_large(url) if size > MAX_HEAD_BYTES or len(fields) > MAX_FIELDS else None


def too_large(url: bytes) -> Refusal:
    """Return the refusal of a head of this target: 414 where that is what is too long."""
    return URI_TOO_LONG if len(url) > MAX_HEAD_BYTES // 2 else HEAD_TOO_LARGE
