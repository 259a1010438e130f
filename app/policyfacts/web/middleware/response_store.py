"""Answers held in memory, all of one release: so many bytes of them."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeAlias

from policyfacts.queries.releases import ReleaseInfo

RawHeaders: TypeAlias = list[tuple[bytes, bytes]]

# What an answer weighs beside its bytes, its keys included: about half of this, as measured.
_OVERHEAD = 4096
# One answer may take so much of the whole, that it does not push all others out.
_LARGEST_PART = 8
# Requests may be written in endless ways and have one answer.
_MOST_REQUESTS = 16


@dataclass(slots=True)
class CachedResponse:
    """A whole answer: headers for those who do not have it, and for those who do (304).

    `route` is where it was made, for those who count.
    """

    headers: RawHeaders
    headers_of_304: RawHeaders
    body: bytes
    etag: bytes
    last_modified: bytes
    route: str = ""
    was_asked: bool = False
    requests: list[Hashable] = field(default_factory=list)

    def size(self) -> int:
        """Bytes that it takes."""
        headers = sum(len(name) + len(value) for name, value in self.headers)
        return _OVERHEAD + 2 * headers + len(self.body)


class ResponseStore:
    """Finds an answer by a request as it came, and holds it once however it was asked for.

    A request is all that may decide its answer; a question is what is equal for all requests that
    have this answer. Where the bytes are used up, those answers go that nobody asked for of late.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self.evictions = 0
        self.release: ReleaseInfo | None = None
        self._lock = Lock()
        self._answers: OrderedDict[Hashable, CachedResponse] = OrderedDict()
        self._requests: dict[Hashable, CachedResponse] = {}

    def __len__(self) -> int:
        return len(self._answers)

    @property
    def largest(self) -> int:
        """Bytes that one answer may take."""
        return self.max_bytes // _LARGEST_PART

    def get(self, request: Hashable) -> CachedResponse | None:
        """The answer to a request that was answered so before."""
        answer = self._requests.get(request)
        if answer is not None:
            answer.was_asked = True
        return answer

    def put(
        self, request: Hashable, question: Hashable, answer: CachedResponse, release: ReleaseInfo
    ) -> None:
        """Hold an answer, unless it is of an older release than the others, or too large."""
        with self._lock:
            if self.release is None or self.release.sequence < release.sequence:
                self._clear(release)
            if release != self.release or answer.size() > self.largest:
                return
            held = self._answers.get(question)
            if held is None:
                held = self._answers[question] = answer
                self.bytes += answer.size()
            held.requests.append(request)
            self._requests[request] = held
            if len(held.requests) > _MOST_REQUESTS:
                self._requests.pop(held.requests.pop(0), None)
            self._evict()

    def keep_only(self, release: ReleaseInfo | None) -> None:
        """Throw out all answers of other releases than this one; None is no release at all."""
        with self._lock:
            if release != self.release:
                self._clear(release)

    def _clear(self, release: ReleaseInfo | None) -> None:
        self.release = release
        self._answers.clear()
        self._requests.clear()
        self.bytes = 0

    def _evict(self) -> None:
        while self.bytes > self.max_bytes:
            question, oldest = self._answers.popitem(last=False)
            if oldest.was_asked:
                # Once more round for what was asked for since it was last looked at.
                oldest.was_asked = False
                self._answers[question] = oldest
                continue
            self.bytes -= oldest.size()
            self.evictions += 1
            for request in oldest.requests:
                self._requests.pop(request, None)
