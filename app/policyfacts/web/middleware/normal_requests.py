"""Requests in a normal form, before the response cache and the framework see them.

What means the same is written alike, so it is one entry of the cache, and no link in a response
repeats it.
"""

from collections.abc import Callable

from starlette.types import Scope

from policyfacts.http.content_coding import choose_coding
from policyfacts.http.trackers import without_trackers

_ACCEPT_ENCODING = b"accept-encoding"
# First segments of paths whose parameters programs write: every one of them counts.
_STRICT = frozenset(("v1", "reconcile", "mcp", "health", "metrics", "openapi.json"))


def normalise(scope: Scope, service_path_of: Callable[[Scope], str]) -> Scope:
    """Return the scope with the one content coding to send, and without what trackers added."""
    return _without_trackers(_with_coding(scope), service_path_of)


def _with_coding(scope: Scope) -> Scope:
    """Replace Accept-Encoding by the coding that it prefers: what compresses reads no weights."""
    accepted = [value for name, value in scope["headers"] if name == _ACCEPT_ENCODING]
    if not accepted:
        return scope
    coding = choose_coding(b",".join(accepted).decode("latin-1")).encode()
    if accepted == [coding]:
        return scope
    others = [header for header in scope["headers"] if header[0] != _ACCEPT_ENCODING]
    return {**scope, "headers": [*others, (_ACCEPT_ENCODING, coding)]}


def _without_trackers(scope: Scope, service_path_of: Callable[[Scope], str]) -> Scope:
    if not scope["query_string"] or _is_strict(service_path_of(scope)):
        return scope
    cleaned = without_trackers(scope["query_string"].decode("latin-1"))
    return {**scope, "query_string": cleaned.encode("latin-1")}


def _is_strict(path: str) -> bool:
    return path.removeprefix("/").partition("/")[0] in _STRICT
