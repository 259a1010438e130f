"""A cache of responses in memory; each is revalidated with the service before it is used."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True)
class CachedResponse:
    """The body of a response, and its ETag."""

    etag: str
    body: bytes


class MemoryCache:
    """A cache of the answers used last, by number and bytes; several clients may share one.

    No answer is used without revalidation: the service says with 304 that it is still current.
    """

    def __init__(self, max_answers: int = 1000, max_bytes: int = 16 * 1024 * 1024) -> None:
        self.max_answers = max_answers
        self.max_bytes = max_bytes
        self._answers: OrderedDict[str, CachedResponse] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def find(self, address: str) -> CachedResponse | None:
        """Return the last answer of this address, if it is in the cache."""
        with self._lock:
            answer = self._answers.get(address)
            if answer is not None:
                self._answers.move_to_end(address)
            return answer

    def keep(self, address: str, answer: CachedResponse) -> None:
        """Store an answer in place of the one before, and evict those not used for longest."""
        with self._lock:
            previous = self._answers.pop(address, None)
            self._answers[address] = answer
            self._bytes += len(answer.body) - (len(previous.body) if previous is not None else 0)
            while len(self._answers) > self.max_answers or self._bytes > self.max_bytes:
                _, evicted = self._answers.popitem(last=False)
                self._bytes -= len(evicted.body)
