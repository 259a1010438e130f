"""Making the facts of reviews equal to the seed: those that differ are written, others stay."""

from collections.abc import Iterator, Mapping
from itertools import islice

from pyroaring import BitMap
from sqlalchemy import Connection, func, select

from policyfacts.loader.checks import StoredState, StoredVersion
from policyfacts.loader.derive import Derivation, StoredFact, stream_facts
from policyfacts.loader.derive.fact_rows import FactParts, make_rows
from policyfacts.loader.ingest.digests import FactsDigest, digest_fact, digest_review
from policyfacts.loader.ingest.fact_tables import Earlier, FactTables
from policyfacts.loader.ingest.pipeline import BATCH, ProgressCallback
from policyfacts.loader.ingest.reference_writer import add_document
from policyfacts.loader.seed.contents import Located, ReviewSeed
from policyfacts.loader.seed.records import FactRecord
from policyfacts.models import Fact


class FactWriter:
    """Takes reviews as they are read, and makes those in the database equal to them."""

    def __init__(self, connection: Connection, stored: StoredState) -> None:
        self._connection = connection
        self._stored = stored
        self._tables = FactTables(connection)
        self._derivation = Derivation(connection)
        self._next = (connection.scalar(select(func.max(Fact.number))) or 0) + 1
        self._written = BitMap()
        """Numbers of facts that were written, and so are derived already."""
        self.digests: dict[str, str] = {}
        """Of the reviews."""
        self.added: list[str] = []
        """Each once: of a million ids a list takes a fifth of what a set would."""
        self.changed: set[str] = set()
        """Those whose body reads otherwise than before."""
        self.removed: set[str] = set()

    def begin(self, review: ReviewSeed) -> None:
        """Write the document of a review."""
        self._review = review
        self._facts = FactsDigest()
        self._end_document = add_document(self._connection, review)

    def take(self, facts: list[Located[FactRecord]], stored: Mapping[str, StoredVersion]) -> None:
        """Write those of the facts that are new or read otherwise."""
        year = self._review.review.record.year
        changed: list[FactParts] = []
        for place in facts:
            fact, earlier = place.record, stored.get(place.record.id)
            digest = digest_fact(fact, year)
            self._facts.add(digest)
            if earlier is None:
                self._add(make_rows(fact, self._review, self._next, digest))
            elif earlier.digest != digest:
                changed.append(make_rows(fact, self._review, earlier.number, digest))
        if changed:
            self._change(changed)

    def end(self, gone: Iterator[str]) -> None:
        """Delete facts that are gone, then what they alone cited."""
        self._tables.flush()
        self.removed.update(removed := list(gone))
        for start in range(0, len(removed), BATCH):
            stored = self._stored.facts(removed[start : start + BATCH])
            self._tables.remove([it.number for it in stored.values()])
        digest = digest_review(self._review, self._facts)
        self._end_document(digest)
        self.digests[self._review.id] = digest

    def derive_others(self, total: int, report_progress: ProgressCallback) -> None:
        """Derive the facts that stayed as they were, of this review and of others."""
        done = len(self._written)
        if done < total:
            others = (
                it
                for it in stream_facts(self._connection)
                if it.parts.fact.number not in self._written
            )
            while batch := list(islice(others, BATCH)):
                self._derive_again(batch)
                done += len(batch)
                report_progress("Deriving answers", done, total)
        report_progress("Ordering facts", 0, 1)
        self._derivation.finish()

    def _add(self, parts: FactParts) -> None:
        self._tables.add(parts, self._derivation.of(parts))
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
        derived = (self._derivation.of(it.parts) for it in facts)
        earlier = (Earlier(it.body, it.text_digest) for it in facts)
        told = self._tables.replace_derived(zip(derived, earlier, strict=True))
        self.changed.update(
            it.parts.fact.id for it, differs in zip(facts, told, strict=True) if differs
        )
