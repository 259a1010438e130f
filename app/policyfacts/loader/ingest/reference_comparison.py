"""Compare what facts rest on in the seed and in the database; refuse to lose what is not listed."""

from collections.abc import Iterator, Sequence

from policyfacts.errors import SeedError
from policyfacts.loader.checks import SeedIndex
from policyfacts.loader.checks.withdrawals import Withdrawals
from policyfacts.loader.ingest.compared_tables import DOCUMENT, REFERENCE, TERMS, ComparedTable
from policyfacts.loader.ingest.reference_changes import TableChanges, compare
from policyfacts.loader.ingest.reference_rows import reference_rows, terms_rows
from policyfacts.loader.ingest.review_rows import document_rows, review_row
from policyfacts.loader.ingest.unlisted_removals import UnlistedRemovals
from policyfacts.loader.seed.contents import ReviewSeed, Seed
from policyfacts.loader.table_writes import Rows
from policyfacts.models import Release, Review


class ReferenceComparison:
    """Collects what a load changes beside facts; yields errors for what would be lost by a slip."""

    def __init__(self, seed: Seed, seed_index: SeedIndex) -> None:
        self._seed = seed
        self._stored = seed_index.stored
        self._withdrawals = Withdrawals(seed)
        self._unlisted = UnlistedRemovals(seed_index, self._withdrawals)
        self._changes: dict[ComparedTable, TableChanges] = {}

    @property
    def changes(self) -> Sequence[TableChanges]:
        """The changes of the tables that have any, in the order in which a report names them."""
        in_order = (self._changes.get(table) for table in (TERMS, *REFERENCE, *DOCUMENT))
        return tuple(changes for changes in in_order if changes is not None)

    def compare_reference(self) -> Iterator[SeedError]:
        """Compare vocabulary, entities and the terms of the dataset."""
        rows = reference_rows(self._seed) | terms_rows(self._seed)
        stored = self._stored.reference()
        has_terms = Release in stored and Release in rows
        tables = (TERMS, *REFERENCE) if has_terms else REFERENCE
        yield from self._compare(tables, rows, stored)

    def compare_review(self, review: ReviewSeed) -> Iterator[SeedError]:
        """Compare a review and its document; another text has other sentences."""
        rows = document_rows(review) | {Review: [review_row(review, "")]}
        stored = self._stored.document(review.id)
        texts = {row["sha256"] for row in stored.get(Review, ())}
        errors = list(self._compare(DOCUMENT, rows, stored))
        if texts == {review.record.sha256}:
            yield from errors

    def _compare(
        self, tables: Sequence[ComparedTable], rows: Rows, stored: Rows
    ) -> Iterator[SeedError]:
        for table in tables:
            changes = compare(
                table,
                stored.get(table.table, []),
                rows[table.table],
                self._withdrawals.current_id,
                self._unlisted.is_listed,
            )
            if changes.added or changes.changed or changes.removed:
                self._changes.setdefault(table, TableChanges(table)).add(changes)
            yield from self._unlisted.errors(changes.removed)
