"""A seed as records, each with the place where it stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Generic, Protocol, TypeVar

from policyfacts.errors import SeedError
from policyfacts.loader.seed.records import (
    CountryRecord,
    DatasetRecord,
    ExceptionRecord,
    FormerIdRecord,
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
from policyfacts.loader.seed.yaml_csv import KeyPath

R = TypeVar("R", bound=Record)

_MAX_UNPARSED_WORDS = 100_000
_MAX_WORD_LENGTH = 120


class Source(Protocol):
    """Where records stand: a file, or a line of one."""

    @property
    def file(self) -> str:
        """The path of the file inside the seed."""

    def line(self, path: KeyPath, /) -> int:
        """The line of the value at `path`, or of what holds it."""


@dataclass(frozen=True, slots=True)
class Located(Generic[R]):
    """A record and its place; `at` makes a fault of one of its values."""

    record: R
    document: Source
    path: KeyPath

    def at(self, message: str, *path: str | int) -> SeedError:
        """A fault on the line of the value at `path` inside the record."""
        return SeedError(self.document.file, self.line(*path), message)

    def line(self, *path: str | int) -> int:
        """The line of the value at `path` inside the record."""
        return self.document.line((*self.path, *path))


@dataclass
class UnparsedText:
    """What could not be read: files, and the words of records.

    What is missing only because it stands there is no mistake of its own. Where too much is unread
    to be remembered, anything may stand there.
    """

    files: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    overflowed: bool = False

    def add_text(self, text: str) -> None:
        """Take the words out of lines that could not be read; hyphens join ids."""
        self.add_words(re.findall(r"[\w-]+", text))

    def add_words(self, words: Iterable[str]) -> None:
        """Take words that no longer text than an id could hold."""
        if len(self.words) > _MAX_UNPARSED_WORDS:
            self.overflowed = True
        else:
            self.words.update(word for word in words if len(word) <= _MAX_WORD_LENGTH)

    def may_contain(self, word: str, folder: str) -> bool:
        """Whether the word may stand in something unread below the folder."""
        return (
            self.overflowed
            or word in self.words
            or any(file.startswith(folder) for file in self.files)
        )


@dataclass
class ReviewFolder:
    """A folder below `reviews/`: its `review.yaml`, and the document where the operator has it."""

    review: Located[ReviewRecord]
    text: str | None = None

    @property
    def id(self) -> str:
        """The id of the review."""
        return self.review.record.id

    @property
    def folder(self) -> str:
        """The path of the folder inside the seed."""
        return PurePosixPath(self.review.document.file).parent.as_posix()


@dataclass
class ReviewSeed(ReviewFolder):
    """A review with all of its files but the facts, which are too many to be held."""

    sentences: list[Located[SentenceRecord]] = field(default_factory=list)
    withdrawn: list[Located[WithdrawnRecord]] = field(default_factory=list)
    exceptions: list[Located[ExceptionRecord]] = field(default_factory=list)


@dataclass
class Seed:
    """Everything in a seed folder but what is inside reviews."""

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
    former_ids: list[Located[FormerIdRecord]] = field(default_factory=list)
    reviews: list[ReviewFolder] = field(default_factory=list)
    unparsed: UnparsedText = field(default_factory=UnparsedText)
