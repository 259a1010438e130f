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
    StoredVersion,
    check_review,
)
from policyfacts.loader.seed.contents import Located, ReviewSeed, Seed
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.reader import SeedReader
from policyfacts.loader.seed.records import FactRecord

BATCH = 500
_ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000
ProgressCallback = Callable[[str, int, int], None]
"""Told of progress: what is being done, how many are done, out of how many (about)."""


class FactSink(Protocol):
    """What takes the reviews of a seed, as long as no mistake is found."""

    def begin(self, review: ReviewSeed) -> None:
        """A review, whose facts follow."""

    def take(self, facts: list[Located[FactRecord]], stored: Mapping[str, StoredVersion]) -> None:
        """Some of its facts, and those of them that the database holds in whatever form."""

    def end(self, gone: Iterator[str]) -> None:
        """All its facts were given; `gone` are those that only the database holds."""


@dataclass
class Ingest:
    """Goes over the reviews of a seed; what is wrong goes to the faults of its reader."""

    seed: Seed
    reader: SeedReader
    seed_index: SeedIndex
    report_progress: ProgressCallback

    @property
    def _errors(self) -> ErrorLog:
        return self.reader.errors

    def run(self, sink: FactSink, *, despite_errors: bool = False) -> None:
        """Read and check everything to the end; where something is wrong, hand on no more."""
        with _rare_collections():
            self._hand_all_to(sink, despite_errors)

    def _hand_all_to(self, sink: FactSink, despite_errors: bool) -> None:
        cross_references = CrossReferences(self.seed_index)
        progress = _Progress(self.reader, self.report_progress)
        for folder in self.seed.reviews:
            review = self.reader.review(folder)
            cross_references.withdraw(review.withdrawn)
            self._errors.add(check_review(review, self.seed_index))
            checks = FactChecks(review, self.seed_index, cross_references)
            if despite_errors or not self._errors.count:
                sink.begin(review)
            for facts in _batches(self.reader.facts(folder)):
                stored = self._check(facts, checks)
                if despite_errors or not self._errors.count:
                    sink.take(facts, stored)
                progress.add(len(facts))
            self._errors.add(checks.after_all())
            if despite_errors or not self._errors.count:
                sink.end(checks.gone())
        self._errors.add(cross_references.unknown())
        progress.end()

    def _check(
        self, facts: list[Located[FactRecord]], checks: FactChecks
    ) -> Mapping[str, StoredVersion]:
        stored = self.seed_index.stored.facts(fact.record.id for fact in facts)
        for fact in facts:
            self._errors.add(checks.check(fact, stored.get(fact.record.id)))
        return stored


class _Progress:
    """Facts done, and how many there probably are, judged by the bytes of their files."""

    def __init__(self, reader: SeedReader, report_progress: ProgressCallback) -> None:
        self._reader = reader
        self._advance = report_progress
        self._size = reader.bytes_of_facts()
        self._start = reader.bytes_read
        self._done = 0
        report_progress("Loading facts", 0, 0)

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
