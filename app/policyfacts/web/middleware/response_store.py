"""Responses stored in memory, all of one release: so many bytes of them."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import TypeAlias

from policyfacts.queries.releases import ReleaseInfo

RawHeaders: TypeAlias = list[tuple[bytes, bytes]]

# What a response takes beside its bytes, its keys included: about half of this, as measured.
_OVERHEAD = 4096
# One response may take this part of the store, so that it does not evict all others.
_MAX_PART = 8
# Requests may be written in endless ways and have one response.
_MAX_REQUESTS = 16


@dataclass(slots=True)
class CachedResponse:
    """A complete response: headers for clients that lack it, and for those that have it (304).

    `route` made it, by which metrics are labelled.
    """

    headers: RawHeaders
    headers_of_304: RawHeaders
    body: bytes
    etag: str
    last_modified: datetime | None
    route: str = ""
    is_recent: bool = False
    requests: list[Hashable] = field(default_factory=list)

    def size(self) -> int:
        """Count the bytes that it takes."""
        headers = sum(len(name) + len(value) for name, value in self.headers)
        return _OVERHEAD + 2 * headers + len(self.body)


class ResponseStore:
    """Finds a response by a request as it came, and stores it once for all ways to request it.

    A request is all that may decide its response; a query is what is equal for all requests that
    have this response. Where the bytes are used up, responses go that nobody requested of late.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self.evictions = 0
        self.release: ReleaseInfo | None = None
        self._lock = Lock()
        self._responses: OrderedDict[Hashable, CachedResponse] = OrderedDict()
        self._requests: dict[Hashable, CachedResponse] = {}

    def __len__(self) -> int:
        return len(self._responses)

    @property
    def max_response_bytes(self) -> int:
        """Bytes that one response may take."""
        return self.max_bytes // _MAX_PART

    def get(self, request: Hashable) -> CachedResponse | None:
        """Return the response to a request that was answered so before."""
        response = self._requests.get(request)
        if response is not None:
            response.is_recent = True
        return response

    def put(
        self, request: Hashable, query: Hashable, response: CachedResponse, release: ReleaseInfo
    ) -> None:
        """Store a response, unless it is of an older release than the others, or too large."""
        with self._lock:
            if self.release is None or self.release.sequence < release.sequence:
                self._clear(release)
            if release != self.release or response.size() > self.max_response_bytes:
                return
            stored = self._responses.get(query)
            if stored is None:
                stored = self._responses[query] = response
                self.bytes += response.size()
            stored.requests.append(request)
            self._requests[request] = stored
            if len(stored.requests) > _MAX_REQUESTS:
                self._requests.pop(stored.requests.pop(0), None)
            self._evict()

    def keep_only(self, release: ReleaseInfo | None) -> None:
        """Drop all responses of other releases than this one; None is no release at all."""
        with self._lock:
            if release != self.release:
                self._clear(release)

    def _clear(self, release: ReleaseInfo | None) -> None:
        self.release = release
        self._responses.clear()
        self._requests.clear()
        self.bytes = 0

    def _evict(self) -> None:
        while self.bytes > self.max_bytes:
            query, oldest = self._responses.popitem(last=False)
            if oldest.is_recent:
                # A second chance for what was requested since it was last looked at.
                oldest.is_recent = False
                self._responses[query] = oldest
                continue
            self.bytes -= oldest.size()
            self.evictions += 1
            for request in oldest.requests:
                self._requests.pop(request, None)
