"""One pass over all reviews: facts are read, checked, and given to a sink without errors."""

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
    StoredVersion,
    check_review,
)
from policyfacts.loader.ingest.reference_comparison import ReferenceComparison
from policyfacts.loader.seed.contents import Located, ReviewSeed, Seed
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.reader import SeedReader
from policyfacts.loader.seed.records import FactRecord

BATCH = 500
_ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000
ProgressCallback = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and out of about how many."""


class FactSink(Protocol):
    """The receiver of the reviews of a seed: a writer or a counter."""

    def begin(self, review: ReviewSeed) -> None:
        """Begin a review, whose facts follow."""

    def take(self, facts: list[Located[FactRecord]], stored: Mapping[str, StoredVersion]) -> None:
        """Take some of its facts, with the stored versions of those that the database has."""

    def end(self, gone: Iterator[str]) -> None:
        """End the review after its last fact; `gone` are the facts that only the database has."""


@dataclass
class Ingest:
    """Reads and checks the reviews of a seed; errors go to the log of its reader."""

    seed: Seed
    reader: SeedReader
    seed_index: SeedIndex
    progress: ProgressCallback
    comparison: ReferenceComparison

    @property
    def _errors(self) -> ErrorLog:
        return self.reader.errors

    def run(self, sink: FactSink, *, despite_errors: bool = False) -> None:
        """Read and check everything; after the first error the sink gets no more of it."""
        with _rare_collections():
            self._run(sink, despite_errors)

    def _run(self, sink: FactSink, despite_errors: bool) -> None:
        cross_references = CrossReferences(self.seed_index)
        counter = _Progress(self.reader, self.progress)
        for folder in self.seed.reviews:
            review = self.reader.read_review(folder)
            cross_references.withdraw(review.withdrawn)
            self._errors.add(check_review(review, self.seed_index))
            self._errors.add_where_right(self.comparison.compare_review(review))
            checks = FactChecks(review, self.seed_index, cross_references)
            if despite_errors or not self._errors.count:
                sink.begin(review)
            for facts in _batches(self.reader.read_facts(folder)):
                stored = self._check(facts, checks)
                if despite_errors or not self._errors.count:
                    sink.take(facts, stored)
                counter.add(len(facts))
            self._errors.add(checks.after_all())
            if despite_errors or not self._errors.count:
                sink.end(checks.removed())
        self._errors.add(cross_references.unresolved_links())
        counter.end()

    def _check(
        self, facts: list[Located[FactRecord]], checks: FactChecks
    ) -> Mapping[str, StoredVersion]:
        stored = self.seed_index.stored.facts(fact.record.id for fact in facts)
        for fact in facts:
            self._errors.add(checks.check(fact, stored.get(fact.record.id)))
        return stored


class _Progress:
    """Reports the facts done, out of a total estimated from the bytes read."""

    def __init__(self, reader: SeedReader, progress: ProgressCallback) -> None:
        self._reader = reader
        self._progress = progress
        self._size = reader.bytes_of_facts()
        self._start = reader.bytes_read
        self._done = 0
        progress("Loading facts", 0, 0)

    def add(self, count: int) -> None:
        self._done += count
        share = (self._reader.bytes_read - self._start) / self._size if self._size else 1
        total = round(self._done / share) if share else self._done
        self._progress("Loading facts", self._done, max(total, self._done))

    def end(self) -> None:
        self._progress("Loading facts", self._done, self._done)


def _batches(facts: Iterator[Located[FactRecord]]) -> Iterator[list[Located[FactRecord]]]:
    while batch := list(islice(facts, BATCH)):
        yield batch


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Collect cyclic garbage seldom: facts make none, and collecting takes a tenth of a load."""
    earlier = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS, *earlier[1:])
    try:
        yield
    finally:
        gc.set_threshold(*earlier)
