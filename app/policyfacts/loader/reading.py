"""From a seed folder to records; what cannot be read is a fault, and the rest is still read."""

from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import ValidationError

from policyfacts.errors import SeedFault
from policyfacts.loader.explaining import explain
from policyfacts.loader.files import (
    Document,
    KeyPath,
    Unreadable,
    Value,
    read_csv,
    read_ndjson,
    read_yaml,
)
from policyfacts.loader.records import (
    CountryRecord,
    DatasetRecord,
    ExceptionRecord,
    FactRecord,
    FormerIdRecord,
    FormerNameRecord,
    InstrumentRecord,
    MeasureRecord,
    MembershipRecord,
    OrganizationRecord,
    PersonRecord,
    PlaceRecord,
    ProjectRecord,
    RegionRecord,
    ReviewRecord,
    SentenceRecord,
    TopicRecord,
    TypeRecord,
    WithdrawnRecord,
)
from policyfacts.loader.seed import Located, R, ReviewSeed, Seed, Unread


def read_seed(root: Path) -> tuple[Seed, list[SeedFault]]:
    """Read every file of the folder; what cannot be read is a fault, the rest is still read."""
    reader = _Reader(root)
    seed = Seed(
        dataset=reader.one("dataset.yaml", DatasetRecord),
        topics=reader.many("vocabulary/topics.yaml", TopicRecord),
        types=reader.many("vocabulary/types.yaml", TypeRecord),
        measures=reader.many("vocabulary/measures.yaml", MeasureRecord),
        countries=reader.many("entities/countries.csv", CountryRecord),
        regions=reader.many("entities/regions.csv", RegionRecord),
        organizations=reader.many("entities/organizations.yaml", OrganizationRecord),
        people=reader.many("entities/people.yaml", PersonRecord),
        places=reader.many("entities/places.yaml", PlaceRecord),
        instruments=reader.many("entities/instruments.yaml", InstrumentRecord),
        projects=reader.many("entities/projects.yaml", ProjectRecord),
        memberships=reader.many("entities/memberships.csv", MembershipRecord),
        former_names=reader.many("entities/former_names.csv", FormerNameRecord),
        former_ids=reader.many("entities/former_ids.csv", FormerIdRecord, required=False),
        unread=reader.unread,
    )
    for folder in sorted(path for path in (root / "reviews").glob("*") if path.is_dir()):
        review = reader.review(f"reviews/{folder.name}")
        if review is not None:
            seed.reviews.append(review)
    if not seed.reviews and not reader.faults:
        reader.fault("reviews", "there is no review: each is a folder with review.yaml in it")
    return seed, reader.faults


class _Reader:
    """Reads files below one folder and gathers what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[SeedFault] = []
        self.unread = Unread()

    def fault(self, file: str, message: str) -> None:
        self.faults.append(SeedFault(file, 1, message))

    def document(self, file: str) -> Document | None:
        path = self.root / file
        try:
            document = _READERS[path.suffix](path, file)
            self.faults += document.faults
            self.unread.add_text(document.unread)
            return document
        except Unreadable as error:
            self.faults.append(error.fault)
        except FileNotFoundError:
            self.fault(file, "the file is missing")
        except OSError as error:
            self.fault(file, f"the file cannot be read: {error.strerror}")
        self.unread.files.add(file)
        return None

    def one(self, file: str, shape: type[R]) -> Located[R] | None:
        document = self.document(file)
        return None if document is None else self.located(document, document.value, (), shape)

    def many(self, file: str, shape: type[R], *, required: bool = True) -> list[Located[R]]:
        if not required and not (self.root / file).is_file():
            return []
        document = self.document(file)
        if document is None or document.value is None:
            return []
        if not isinstance(document.value, list):
            self.fault(file, "the file must hold a list")
            return []
        found = (
            self.located(document, value, (index,), shape)
            for index, value in enumerate(document.value)
        )
        return [record for record in found if record is not None]

    def located(
        self, document: Document, value: Value, path: KeyPath, shape: type[R]
    ) -> Located[R] | None:
        try:
            return Located(shape.model_validate(value), document, path)
        except ValidationError as error:
            for details in error.errors(include_url=False):
                line = document.line((*path, *details["loc"]))
                self.faults.append(SeedFault(document.file, line, explain(details, shape)))
        self.unread.words |= set(_words(value))
        return None

    def review(self, folder: str) -> ReviewSeed | None:
        review = self.one(f"{folder}/review.yaml", ReviewRecord)
        if review is not None and f"reviews/{review.record.id}" != folder:
            self.faults.append(
                review.at(f"review '{review.record.id}' must stand in reviews/{review.record.id}")
            )
        sentences = self.many(f"{folder}/sentences.csv", SentenceRecord)
        facts = [fact for file in self.fact_files(folder) for fact in self.many(file, FactRecord)]
        withdrawn = self.many(f"{folder}/withdrawn.yaml", WithdrawnRecord, required=False)
        exceptions = self.many(f"{folder}/exceptions.csv", ExceptionRecord, required=False)
        if review is None:
            return None
        return ReviewSeed(review, sentences, facts, withdrawn, exceptions)

    def fact_files(self, folder: str) -> Iterator[str]:
        for path in sorted((self.root / folder / "facts").glob("*")):
            file = path.relative_to(self.root).as_posix()
            if path.suffix in {".yaml", ".ndjson"}:
                yield file
            elif not path.name.startswith("."):
                self.fault(file, "facts stand in .yaml or .ndjson files")


def _words(value: Value) -> Iterator[str]:
    """Every text inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _words(part)


_READERS: dict[str, Callable[[Path, str], Document]] = {
    ".yaml": read_yaml,
    ".csv": read_csv,
    ".ndjson": read_ndjson,
}
