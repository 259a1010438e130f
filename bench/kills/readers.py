"""Readers that ask over HTTP while loads are killed."""

import contextlib
import http
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from bench.kills.releases import PATHS, Release
from bench.servers import Server, fetch

READERS = 4
_PAUSE_SECONDS = 0.02


@dataclass
class Readings:
    """What readers met: how many answers, and what was wrong with some."""

    answers: int = 0
    faults: Counter[str] = field(default_factory=Counter)


class Readers:
    """Threads that ask all the time, and compare each answer with those of both releases."""

    def __init__(self, server: Server, releases: Sequence[Release], count: int = READERS) -> None:
        self.readings = Readings()
        self._server = server
        self._bodies = {path: {each.bodies[path] for each in releases} for path in PATHS}
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(count)]

    @contextlib.contextmanager
    def reading(self) -> Iterator[Readings]:
        """Let them ask while the block lasts."""
        for thread in self._threads:
            thread.start()
        try:
            yield self.readings
        finally:
            self._end.set()
            for thread in self._threads:
                thread.join()

    def _ask(self, number: int) -> None:
        random = Random(number)
        while not self._end.is_set():
            path = random.choice(PATHS)
            time.sleep(_PAUSE_SECONDS)
            try:
                status, body = fetch(self._server, path)
            except Exception as error:
                self.readings.faults[f"{path}: {error!r}"] += 1
                continue
            self.readings.answers += 1
            if status != http.HTTPStatus.OK:
                self.readings.faults[f"{path}: status {status}"] += 1
            elif body not in self._bodies[path]:
                self.readings.faults[f"{path}: of neither release"] += 1
