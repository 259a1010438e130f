"""Answers kept in memory, to be asked for only whether they still hold."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True)
class CachedResponse:
    """An answer, and the tag by which the service knows it."""

    etag: str
    body: bytes


class MemoryCache:
    """The answers used last, up to so many and so many bytes; several clients may share one.

    Nothing in it is used without asking: the service says with 304 that an answer still holds.
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
        """The answer that this address had last."""
        with self._lock:
            held = self._answers.get(address)
            if held is not None:
                self._answers.move_to_end(address)
            return held

    def keep(self, address: str, answer: CachedResponse) -> None:
        """Keep an answer in place of the one before, and let go of those not used for longest."""
        with self._lock:
            before = self._answers.pop(address, None)
            self._answers[address] = answer
            self._bytes += len(answer.body) - (len(before.body) if before is not None else 0)
            while len(self._answers) > self.max_answers or self._bytes > self.max_bytes:
                _, dropped = self._answers.popitem(last=False)
                self._bytes -= len(dropped.body)
