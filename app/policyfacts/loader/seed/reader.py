"""Read a seed folder into records; files that cannot be read are errors, the rest is still read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.ndjson import read_ndjson
from policyfacts.loader.seed.validation_messages import explain
from policyfacts.loader.seed.yaml_csv import (
    Document,
    KeyPath,
    Unreadable,
    Value,
    read_csv,
    read_yaml,
)


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
        seed = Seed(
            dataset=self._one("dataset.yaml", records.DatasetRecord),
            topics=self._many("vocabulary/topics.yaml", records.TopicRecord),
            types=self._many("vocabulary/types.yaml", records.TypeRecord),
            measures=self._many("vocabulary/measures.yaml", records.MeasureRecord),
            countries=self._many("entities/countries.csv", records.CountryRecord),
            regions=self._many("entities/regions.csv", records.RegionRecord),
            organizations=self._many("entities/organizations.yaml", records.OrganizationRecord),
            people=self._many("entities/people.yaml", records.PersonRecord),
            places=self._many("entities/places.yaml", records.PlaceRecord),
            instruments=self._many("entities/instruments.yaml", records.InstrumentRecord),
            projects=self._many("entities/projects.yaml", records.ProjectRecord),
            memberships=self._many("entities/memberships.csv", records.MembershipRecord),
            former_names=self._many("entities/former_names.csv", records.FormerNameRecord),
            former_ids=self._many(
                "entities/former_ids.csv", records.FormerIdRecord, required=False
            ),
            withdrawn=self._many("withdrawn.csv", records.WithdrawalRecord, required=False),
            unparsed=self.unparsed,
        )
        for folder in self._folders():
            review = self._review_folder(folder)
            if review is not None:
                seed.reviews.append(review)
            else:
                # Its files are read all the same, for the errors in them.
                self._details(folder)
                for _ in self._facts(folder):
                    pass
        if not seed.reviews and not self.errors.count:
            self._add_error(
                "reviews", "there is no review: each is a folder with review.yaml in it"
            )
        return seed

    def read_review(self, folder: ReviewFolder) -> ReviewSeed:
        """Read a review's sentences, tombstones and exceptions."""
        return ReviewSeed(folder.head, folder.text, *self._details(folder.path))

    def read_facts(self, folder: ReviewFolder) -> Iterator[Located[records.FactRecord]]:
        """Yield the facts of a review as they are read."""
        return self._facts(folder.path)

    def bytes_of_facts(self) -> int:
        """Return the size of all files of facts."""
        return sum(path.stat().st_size for path in self.root.glob("reviews/*/facts/*"))

    def _folders(self) -> list[str]:
        paths = (self.root / "reviews").glob("*")
        return sorted(f"reviews/{path.name}" for path in paths if path.is_dir())

    def _review_folder(self, folder: str) -> ReviewFolder | None:
        review = self._one(f"{folder}/review.yaml", records.ReviewRecord)
        if review is None:
            return None
        if f"reviews/{review.record.id}" != folder:
            message = f"review '{review.record.id}' must stand in reviews/{review.record.id}"
            self.errors.add([review.at(message)])
        return ReviewFolder(review)

    def _details(
        self, folder: str
    ) -> tuple[
        list[Located[records.SentenceRecord]],
        list[Located[records.WithdrawnRecord]],
        list[Located[records.ExceptionRecord]],
    ]:
        return (
            self._many(f"{folder}/sentences.csv", records.SentenceRecord),
            self._many(f"{folder}/withdrawn.yaml", records.WithdrawnRecord, required=False),
            self._many(f"{folder}/exceptions.csv", records.ExceptionRecord, required=False),
        )

    def _facts(self, folder: str) -> Iterator[Located[records.FactRecord]]:
        for path in sorted((self.root / folder / "facts").glob("*")):
            file = path.relative_to(self.root).as_posix()
            before = self.bytes_read
            if path.suffix == ".yaml":
                yield from self._many(file, records.FactRecord)
                self.bytes_read = before + path.stat().st_size
            elif path.suffix == ".ndjson":
                yield from self._lines(path, file)
            elif not path.name.startswith("."):
                self._add_error(file, "facts stand in .yaml or .ndjson files")

    def _lines(self, path: Path, file: str) -> Iterator[Located[records.FactRecord]]:
        before = self.bytes_read
        with self._reporting_errors(file):
            for line, done in read_ndjson(path, file):
                self.bytes_read = before + done
                if line.error is not None:
                    self.errors.add([line.error])
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
            self.errors.add([error.error])
        except FileNotFoundError:
            self._add_error(file, "the file is missing")
        except OSError as error:
            self._add_error(file, f"the file cannot be read: {error.strerror}")
        self.unparsed.files.add(file)

    def _add_error(self, file: str, message: str) -> None:
        self.errors.add([SeedError(file, 1, message)])

    def _document(self, file: str) -> Document | None:
        path, document = self.root / file, None
        with self._reporting_errors(file):
            document = read_yaml(path, file) if path.suffix == ".yaml" else read_csv(path, file)
            self.errors.add(document.errors)
            self.unparsed.add_text(document.unparsed)
        return document

    def _one(self, file: str, record_type: type[R]) -> Located[R] | None:
        document = self._document(file)
        return (
            None if document is None else self._located(document, document.value, (), record_type)
        )

    def _many(self, file: str, record_type: type[R], *, required: bool = True) -> list[Located[R]]:
        if not required and not (self.root / file).is_file():
            return []
        document = self._document(file)
        if document is None or document.value is None:
            return []
        if not isinstance(document.value, list):
            self._add_error(file, "the file must hold a list")
            return []
        records = (
            self._located(document, value, (index,), record_type)
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
                for details in error.errors(include_url=False)
            )
        self.unparsed.add_words(_words(value))
        return None


def _words(value: Value) -> Iterator[str]:
    """Yield every text inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _words(part)
