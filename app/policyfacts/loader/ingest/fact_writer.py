"""Make the facts of reviews equal to the seed: write those that differ, leave the others."""

from collections.abc import Iterator, Mapping
from itertools import compress, islice

from pyroaring import BitMap
from sqlalchemy import Connection, func, select

from policyfacts.loader.checks import StoredState, StoredVersion
from policyfacts.loader.derive import Derivation, StoredFact, stream_facts
from policyfacts.loader.derive.fact_rows import FactParts, make_rows
from policyfacts.loader.ingest.digests import FactsDigest, digest_fact, digest_review
from policyfacts.loader.ingest.fact_tables import FactTables
from policyfacts.loader.ingest.pipeline import BATCH, ProgressCallback
from policyfacts.loader.ingest.reference_writer import add_document
from policyfacts.loader.seed.contents import Located, ReviewSeed
from policyfacts.loader.seed.records import FactRecord
from policyfacts.models import Fact


class FactWriter:
    """The sink of a load: makes the reviews in the database equal to those that are read."""

    def __init__(self, connection: Connection, stored: StoredState) -> None:
        self._connection = connection
        self._stored = stored
        self._tables = FactTables(connection)
        self._derivation = Derivation(connection)
        self._next = (connection.scalar(select(func.max(Fact.number))) or 0) + 1
        self._written = BitMap()
        """Numbers of facts that this load wrote and derived."""
        self.digests: dict[str, str] = {}
        """The digests of reviews, by id."""
        self.added: list[str] = []
        """A list, since a set of a million ids takes five times the memory."""
        self.changed: set[str] = set()
        """Facts whose body is another than before."""
        self.removed: set[str] = set()

    def begin(self, review: ReviewSeed) -> None:
        """Write the document of a review."""
        self._review = review
        self._facts = FactsDigest()
        self._end_document = add_document(self._connection, review)

    def take(self, facts: list[Located[FactRecord]], stored: Mapping[str, StoredVersion]) -> None:
        """Write those of the facts that are new or changed."""
        year = self._review.record.year
        changed: list[FactParts] = []
        for located in facts:
            fact, earlier = located.record, stored.get(located.record.id)
            digest = digest_fact(fact, year)
            self._facts.add(digest)
            if earlier is None:
                self._add(make_rows(fact, self._review, self._next, digest))
            elif earlier.digest != digest:
                changed.append(make_rows(fact, self._review, earlier.number, digest))
        if changed:
            self._change(changed)

    def end(self, gone: Iterator[str]) -> None:
        """Delete facts that are gone, then the sentences that only they cited."""
        self._tables.flush()
        self.removed.update(removed := list(gone))
        for start in range(0, len(removed), BATCH):
            versions = self._stored.facts(removed[start : start + BATCH])
            self._tables.remove([version.number for version in versions.values()])
        digest = digest_review(self._review, self._facts)
        self._end_document(digest)
        self.digests[self._review.id] = digest

    def derive_others(self, total: int, progress: ProgressCallback) -> None:
        """Derive the facts that this load did not write; what they refer to may have changed."""
        done = len(self._written)
        if done < total:
            others = (
                fact
                for fact in stream_facts(self._connection)
                if fact.parts.fact.number not in self._written
            )
            while batch := list(islice(others, BATCH)):
                self._derive_again(batch)
                done += len(batch)
                progress("Deriving answers", done, total)
        progress("Ordering facts", 0, 1)
        self._derivation.finish()

    def _add(self, parts: FactParts) -> None:
        self._tables.add(parts, self._derivation.derive(parts))
        self.added.append(parts.fact.id)
        self._written.add(self._next)
        self._next += 1

    def _change(self, changed: list[FactParts]) -> None:
        numbers = [parts.fact.number for parts in changed]
        earlier = self._tables.earlier(numbers)
        self._tables.change(changed)
        self._derive_again([StoredFact(parts, *earlier[parts.fact.number]) for parts in changed])
        self._written.update(numbers)

    def _derive_again(self, facts: list[StoredFact]) -> None:
        derived = ((self._derivation.derive(fact.parts), fact) for fact in facts)
        body_changed = self._tables.replace_derived(derived)
        self.changed.update(fact.parts.fact.id for fact in compress(facts, body_changed))
