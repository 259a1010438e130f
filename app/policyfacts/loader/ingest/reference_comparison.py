"""Compare what facts rest on in the seed and in the database; refuse to lose what is not listed."""

from collections.abc import Iterator, Sequence

from policyfacts.errors import SeedError
from policyfacts.loader.checks import SeedIndex
from policyfacts.loader.checks.withdrawals import Withdrawals, name_with_language
from policyfacts.loader.ingest.compared_tables import (
    DOCUMENT,
    FORMER_NAMES,
    NAMES,
    REFERENCE,
    TERMS,
    ComparedTable,
)
from policyfacts.loader.ingest.reference_changes import CurrentId, TableChanges, compare
from policyfacts.loader.ingest.reference_rows import reference_rows, terms_rows
from policyfacts.loader.ingest.review_rows import document_rows, review_row
from policyfacts.loader.ingest.unlisted_removals import UnlistedRemovals
from policyfacts.loader.seed.contents import ReviewSeed, Seed
from policyfacts.loader.table_writes import Row, Rows
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
                *self._rows_of(table, stored, rows),
                self._withdrawals.current_id,
                self._unlisted.is_listed,
            )
            if changes:
                self._changes.setdefault(table, TableChanges(table)).add(changes)
            yield from self._unlisted.errors(changes.removed)

    def _rows_of(
        self, table: ComparedTable, stored: Rows, in_seed: Rows
    ) -> tuple[list[Row], list[Row]]:
        """Return the rows of both to compare: former names are a table apart from the others."""
        earlier, later = stored.get(table.table, []), in_seed[table.table]
        if table is FORMER_NAMES:
            return _former(earlier), _former(later)
        if table is NAMES:
            plain = [row for row in earlier if not _is_former(row)]
            return plain, _names_apart(plain, later, self._withdrawals.current_id)
        return earlier, later


def _names_apart(earlier: list[Row], later: list[Row], current_id: CurrentId) -> list[Row]:
    """Return the names of a seed without former ones, but for those that were no former names."""
    before = {(current_id(row["entity_id"]), row["name"]) for row in earlier}
    plain = [row for row in later if not _is_former(row)]
    missing = before - {(row["entity_id"], row["name"]) for row in plain}
    return plain + [row for row in later if (row["entity_id"], row["name"]) in missing]


def _is_former(name: Row) -> bool:
    return name["since"] is not None or name["until"] is not None


def _former(rows: list[Row]) -> list[Row]:
    return [
        {**row, "named": name_with_language(row["name"], row["language"])}
        for row in rows
        if _is_former(row)
    ]
