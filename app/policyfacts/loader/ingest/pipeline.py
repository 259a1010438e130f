"""One pass over all reviews: each fact is read, checked, and handed on while all is well."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from policyfacts.loader.checks import (
    CrossReferences,
    FactChecks,
    SeedIndex,
    StoredDigest,
    check_review,
)
from policyfacts.loader.seed.contents import Located, ReviewSeed, Seed
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.reader import SeedReader
from policyfacts.loader.seed.records import FactRecord

BATCH = 500
_ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000
Advance = Callable[[str, int, int], None]
"""Told of progress: what is being done, how many are done, out of how many (about)."""


class FactSink(Protocol):
    """What takes the reviews of a seed, as long as no mistake is found."""

    def begin(self, review: ReviewSeed) -> None:
        """A review, whose facts follow."""

    def take(self, facts: list[Located[FactRecord]], held: Mapping[str, StoredDigest]) -> None:
        """Some of its facts, and those of them that the database holds in whatever form."""

    def end(self, gone: Iterator[str]) -> None:
        """All its facts were given; `gone` are those that only the database holds."""


@dataclass
class Ingest:
    """Goes over the reviews of a seed; what is wrong goes to the faults of its reader."""

    seed: Seed
    reader: SeedReader
    known: SeedIndex
    advance: Advance

    @property
    def _faults(self) -> ErrorLog:
        return self.reader.errors

    def run(self, receiver: FactSink, *, even_faulty: bool = False) -> None:
        """Read and check everything to the end; where something is wrong, hand on no more."""
        with _rare_collections():
            self._hand_all_to(receiver, even_faulty)

    def _hand_all_to(self, receiver: FactSink, even_faulty: bool) -> None:
        across = CrossReferences(self.known)
        progress = _Progress(self.reader, self.advance)
        for head in self.seed.reviews:
            review = self.reader.review(head)
            across.withdraw(review.withdrawn)
            self._faults.add(check_review(review, self.known))
            checks = FactChecks(review, self.known, across)
            if even_faulty or not self._faults.count:
                receiver.begin(review)
            for facts in _batches(self.reader.facts(head)):
                held = self._check(facts, checks)
                if even_faulty or not self._faults.count:
                    receiver.take(facts, held)
                progress.add(len(facts))
            self._faults.add(checks.after_all())
            if even_faulty or not self._faults.count:
                receiver.end(checks.gone())
        self._faults.add(across.unknown())
        progress.end()

    def _check(
        self, facts: list[Located[FactRecord]], checks: FactChecks
    ) -> Mapping[str, StoredDigest]:
        held = self.known.loaded.facts(fact.record.id for fact in facts)
        for fact in facts:
            self._faults.add(checks.check(fact, held.get(fact.record.id)))
        return held


class _Progress:
    """Facts done, and how many there probably are, judged by the bytes of their files."""

    def __init__(self, reader: SeedReader, advance: Advance) -> None:
        self._reader = reader
        self._advance = advance
        self._size = reader.bytes_of_facts()
        self._start = reader.bytes_read
        self._done = 0
        advance("Loading facts", 0, 0)

    def add(self, count: int) -> None:
        self._done += count
        share = (self._reader.bytes_read - self._start) / self._size if self._size else 1
        total = round(self._done / share) if share else self._done
        self._advance("Loading facts", self._done, max(total, self._done))

    def end(self) -> None:
        self._advance("Loading facts", self._done, self._done)


def _batches(facts: Iterator[Located[FactRecord]]) -> Iterator[list[Located[FactRecord]]]:
    while batch := list(islice(facts, BATCH)):
        yield batch


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for garbage in cycles seldom: facts make none, and to look takes a tenth of a load."""
    earlier = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS, *earlier[1:])
    try:
        yield
    finally:
        gc.set_threshold(*earlier)
