"""A seed as records, each with the place where it stands."""

import re
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from policyfacts.errors import SeedFault
from policyfacts.loader.files import (
    Document,
    KeyPath,
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
    Record,
    RegionRecord,
    ReviewRecord,
    SentenceRecord,
    TopicRecord,
    TypeRecord,
    WithdrawnRecord,
)

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
class Unread:
    """What could not be read: files, and the words of records.

    What is missing only because it stands there is no mistake of its own.
    """

    files: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def add_text(self, text: str) -> None:
        """Take the words out of lines that could not be read; hyphens join ids."""
        self.words.update(re.findall(r"[\w-]+", text))

    def may_hold(self, word: str, folder: str) -> bool:
        """Whether the word may stand in something unread below the folder."""
        return word in self.words or any(file.startswith(folder) for file in self.files)


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
    former_ids: list[Located[FormerIdRecord]] = field(default_factory=list)
    reviews: list[ReviewSeed] = field(default_factory=list)
    unread: Unread = field(default_factory=Unread)
