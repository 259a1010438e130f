"""A seed folder as records, each with the place where it stands."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from policyfacts.errors import SeedFault
from policyfacts.loader.files import (
    Document,
    KeyPath,
    Unreadable,
    Value,
    read_csv,
    read_ndjson,
    read_text,
    read_yaml,
)
from policyfacts.loader.records import (
    CountryRecord,
    DatasetRecord,
    ExceptionRecord,
    FactRecord,
    FormerNameRecord,
    InstrumentRecord,
    MeasureRecord,
    MembershipRecord,
    OrganizationRecord,
    PersonRecord,
    PlaceRecord,
    ProjectRecord,
    Record,
    RegionRecord,
    ReviewRecord,
    SentenceRecord,
    TopicRecord,
    TypeRecord,
    WithdrawnRecord,
)
from policyfacts.loader.suggestions import did_you_mean

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Located(Generic[R]):
    """A record and its place; `at` makes a fault of one of its values."""

    record: R
    document: Document
    path: KeyPath

    def at(self, message: str, *path: str | int) -> SeedFault:
        """A fault on the line of the value at `path` inside the record."""
        return SeedFault(self.document.file, self.document.line((*self.path, *path)), message)


@dataclass
class ReviewSeed:
    """One folder below `reviews/`."""

    review: Located[ReviewRecord]
    sentences: list[Located[SentenceRecord]]
    facts: list[Located[FactRecord]]
    withdrawn: list[Located[WithdrawnRecord]]
    exceptions: list[Located[ExceptionRecord]]
    text: str | None = None


@dataclass
class Seed:
    """Everything in a seed folder."""

    dataset: Located[DatasetRecord] | None = None
    topics: list[Located[TopicRecord]] = field(default_factory=list)
    types: list[Located[TypeRecord]] = field(default_factory=list)
    measures: list[Located[MeasureRecord]] = field(default_factory=list)
    countries: list[Located[CountryRecord]] = field(default_factory=list)
    regions: list[Located[RegionRecord]] = field(default_factory=list)
    organizations: list[Located[OrganizationRecord]] = field(default_factory=list)
    people: list[Located[PersonRecord]] = field(default_factory=list)
    places: list[Located[PlaceRecord]] = field(default_factory=list)
    instruments: list[Located[InstrumentRecord]] = field(default_factory=list)
    projects: list[Located[ProjectRecord]] = field(default_factory=list)
    memberships: list[Located[MembershipRecord]] = field(default_factory=list)
    former_names: list[Located[FormerNameRecord]] = field(default_factory=list)
    reviews: list[ReviewSeed] = field(default_factory=list)


def read_seed(root: Path) -> tuple[Seed, list[SeedFault]]:
    """Read every file of the folder; what cannot be read is a fault and the rest is read all the same."""
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

    def fault(self, file: str, message: str) -> None:
        self.faults.append(SeedFault(file, 1, message))

    def document(self, file: str) -> Document | None:
        path = self.root / file
        try:
            return _READERS[path.suffix](path, file)
        except Unreadable as error:
            self.faults.append(error.fault)
        except FileNotFoundError:
            self.fault(file, "the file is missing")
        except OSError as error:
            self.fault(file, f"the file cannot be read: {error.strerror}")
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
                self.faults.append(SeedFault(document.file, line, _explain(details, shape)))
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


_READERS: dict[str, Callable[[Path, str], Document]] = {
    ".yaml": read_yaml,
    ".csv": read_csv,
    ".ndjson": read_ndjson,
}


def _explain(details: ErrorDetails, shape: type[Record]) -> str:
    """A curator's reading of what pydantic found."""
    place = ".".join(str(part) for part in details["loc"] if part != "[key]")
    given = details["input"]
    match details["type"]:
        case "missing":
            return f"'{place}' is missing"
        case "extra_forbidden":
            return f"unknown key '{place}'" + did_you_mean(place, shape.model_fields)
        case "enum":
            allowed = str(details.get("ctx", {}).get("expected", "")).replace("'", "").split(", ")
            choices = [choice for part in allowed for choice in part.split(" or ")]
            near = did_you_mean(str(given), choices)
            return (
                f"unknown {_owner(place)} '{given}'{near or ': write one of ' + ', '.join(choices)}"
            )
        case "too_short" if place in {"topics", "evidence"}:
            return f"a fact needs at least one {'topic' if place == 'topics' else 'sentence as evidence'}"
        case "value_error":
            return f"{place}: {str(details['msg']).removeprefix('Value error, ')}"
        case _:
            return f"{place}: {details['msg']}, not {given!r}"


def _owner(place: str) -> str:
    """The word for a place whose value comes from a closed list: keys of `parties` are roles."""
    first, *rest = place.split(".")
    if first == "parties":
        return "role"
    if first == "links":
        return "link"
    return rest[-1] if rest else first


def attach_texts(seed: Seed, texts: dict[str, Path]) -> Sequence[SeedFault]:
    """Give reviews their documents, where the operator has them; a wrong document is a fault."""
    faults = []
    for review_id, path in texts.items():
        review = next((it for it in seed.reviews if it.review.record.id == review_id), None)
        if review is None:
            known = did_you_mean(review_id, (it.review.record.id for it in seed.reviews))
            faults.append(SeedFault(path.name, 1, f"no review '{review_id}' in the seed{known}"))
        else:
            faults += _attach(review, path)
    return faults


def _attach(review: ReviewSeed, path: Path) -> Sequence[SeedFault]:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != review.review.record.sha256:
            expected = review.review.record.sha256
            message = f"sha256 of {path.name} is {found}, not {expected}: it is another text"
            return [review.review.at(message, "sha256")]
        review.text = read_text(path, path.name)
    except Unreadable as error:
        return [error.fault]
    except OSError as error:
        return [SeedFault(path.name, 1, f"the text cannot be read: {error.strerror}")]
    return []
