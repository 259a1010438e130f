"""Read a seed folder into records; files that cannot be read are errors, the rest is still read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from policyfacts.errors import SeedError
from policyfacts.loader.seed import records
from policyfacts.loader.seed.contents import (
    Located,
    R,
    ReviewFolder,
    ReviewSeed,
    Seed,
    Source,
    UnparsedText,
)
from policyfacts.loader.seed.csv_tables import read_csv
from policyfacts.loader.seed.documents import Document, KeyPath, Unreadable, Value
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.files import folder_fault, size_of
from policyfacts.loader.seed.folders import FACTS as FACTS_FOLDER
from policyfacts.loader.seed.folders import find_unread, list_facts_files, list_reviews
from policyfacts.loader.seed.layout import (
    DATASET,
    FACTS,
    REVIEW,
    REVIEW_TABLES,
    TABLES,
    SeedFile,
)
from policyfacts.loader.seed.ndjson import read_ndjson
from policyfacts.loader.seed.validation_messages import details_of, explain
from policyfacts.loader.seed.yaml_files import read_yaml


class SeedReader:
    """Reads the files below one folder; their errors go to `errors`."""

    def __init__(self, root: Path, errors: ErrorLog) -> None:
        self.root = root
        self.errors = errors
        self.unparsed = UnparsedText()
        self.bytes_read = 0
        """The bytes of files of facts that were read so far."""

    def read_seed(self) -> Seed:
        """Read everything but the contents of reviews."""
        self.errors.add(find_unread(self.root))
        seed = Seed(
            dataset=self._one(DATASET.path, records.DatasetRecord),
            reviews=[],
            unparsed=self.unparsed,
            **{name: self._many(table.path, table) for name, table in TABLES.items()},
        )
        for folder in list_reviews(self.root):
            review = self._review_folder(folder)
            if review is not None:
                seed.reviews.append(review)
            else:
                # Its files are read all the same, for the errors in them.
                self._tables(folder)
                for _ in self._facts(folder):
                    pass
        if not seed.reviews and not self.errors.count:
            self._add_error(
                "reviews", "there is no review: each is a folder with review.yaml in it"
            )
        return seed

    def read_review(self, folder: ReviewFolder) -> ReviewSeed:
        """Read all of a review but its facts."""
        return ReviewSeed(folder.head, folder.text, **self._tables(folder.path))

    def read_facts(self, folder: ReviewFolder) -> Iterator[Located[records.FactRecord]]:
        """Yield the facts of a review as they are read."""
        return self._facts(folder.path)

    def bytes_of_facts(self) -> int:
        """Return the size of all files of facts."""
        files = (
            file
            for folder in list_reviews(self.root)
            for file in list_facts_files(self.root, folder)
        )
        return sum(size_of(self.root / file) for file in files)

    def _review_folder(self, folder: str) -> ReviewFolder | None:
        review = self._one(f"{folder}/{REVIEW.path}", records.ReviewRecord)
        if review is None:
            return None
        if f"reviews/{review.record.id}" != folder:
            message = f"review '{review.record.id}' must stand in reviews/{review.record.id}"
            self.errors.add([review.at(message)])
        return ReviewFolder(review)

    def _tables(self, folder: str) -> dict[str, list[Located[Any]]]:
        return {
            name: self._many(f"{folder}/{table.path}", table)
            for name, table in REVIEW_TABLES.items()
        }

    def _facts(self, folder: str) -> Iterator[Located[records.FactRecord]]:
        if folder_fault(self.root / folder / FACTS_FOLDER) is not None:
            self.unparsed.files.add(f"{folder}/{FACTS_FOLDER}/")
        for file in list_facts_files(self.root, folder):
            path, before = self.root / file, self.bytes_read
            if path.suffix == ".yaml":
                yield from self._many(file, FACTS)
                self.bytes_read = before + size_of(path)
            else:
                yield from self._lines(path, file)

    def _lines(self, path: Path, file: str) -> Iterator[Located[records.FactRecord]]:
        before = self.bytes_read
        with self._reporting_errors(file):
            for line, done in read_ndjson(path, file):
                self.bytes_read = before + done
                if line.unparsed:
                    self.errors.add([line.error] if line.error is not None else [])
                    self.unparsed.add_text(line.unparsed)
                    continue
                fact = self._located(line, line.value, (), records.FactRecord)
                if fact is not None:
                    yield fact

    @contextmanager
    def _reporting_errors(self, file: str) -> Iterator[None]:
        """Add an error for a file that cannot be read."""
        try:
            yield
            return
        except Unreadable as error:
            self.errors.add(error.errors)
        self.unparsed.files.add(file)

    def _add_error(self, file: str, message: str) -> None:
        self.errors.add([SeedError(file, 1, message)])

    def _document(self, file: str, described: SeedFile) -> Document | None:
        path, document = self.root / file, None
        if folder_fault(path.parent) is not None:
            # The folder itself is the error.
            self.unparsed.files.add(file)
            return None
        with self._reporting_errors(file):
            if not os.path.lexists(path):
                raise Unreadable(file, 1, f"the file is missing: {described.without_records}")
            is_yaml = path.suffix == ".yaml"
            columns, before = described.columns, described.written_before
            document = read_yaml(path, file) if is_yaml else read_csv(path, file, columns, before)
            self.errors.add(document.errors)
            self.unparsed.add_text(document.unparsed)
            if document.value is None:
                raise Unreadable(file, 1, f"the file is empty: {described.without_records}")
        return document

    def _one(self, file: str, record_type: type[R]) -> Located[R] | None:
        document = self._document(file, SeedFile(file, record_type, is_list=False))
        if document is None or document.value is None:
            return None
        return self._located(document, document.value, (), record_type)

    def _many(self, file: str, described: SeedFile) -> list[Located[Any]]:
        document = self._document(file, described)
        if document is None or document.value is None:
            return []
        if not isinstance(document.value, list):
            self._add_error(file, "the file must hold a list: each record begins with '- '")
            self.unparsed.files.add(file)
            return []
        records = (
            self._located(document, value, (index,), described.record)
            for index, value in enumerate(document.value)
        )
        return [record for record in records if record is not None]

    def _located(
        self, source: Source, value: Value, path: KeyPath, record_type: type[R]
    ) -> Located[R] | None:
        try:
            return Located(record_type.model_validate(value), source, path)
        except ValidationError as error:
            self.errors.add(
                SeedError(
                    source.file,
                    source.line((*path, *details["loc"])),
                    explain(details, record_type),
                )
                for details in details_of(error)
            )
        self.unparsed.add_words(_words(value))
        return None


def _words(value: Value) -> Iterator[str]:
    """Yield every text inside a value."""
    if isinstance(value, str):
        yield value
        if value.startswith("["):
            # A list in quotes.
            yield from value.strip("[]").replace(",", " ").split()
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _words(part)
