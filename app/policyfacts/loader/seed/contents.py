"""A seed as records, each with its file and line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Generic, Protocol, TypeVar

from policyfacts.errors import SeedError
from policyfacts.loader.seed import records
from policyfacts.loader.seed.documents import KeyPath

R = TypeVar("R", bound=records.Record)

_MAX_UNPARSED_WORDS = 100_000
_MAX_WORD_LENGTH = 120


class Source(Protocol):
    """A file, or a line of one, that records are read from."""

    @property
    def file(self) -> str:
        """The path of the file inside the seed."""

    def line(self, path: KeyPath, /) -> int:
        """Return the line of the value at `path`, or of the value around it."""


@dataclass(frozen=True, slots=True)
class Located(Generic[R]):
    """A record with its file and its path inside it."""

    record: R
    source: Source
    path: KeyPath

    def at(self, message: str, *path: str | int) -> SeedError:
        """Make an error on the line of the value at `path` inside the record."""
        return SeedError(self.source.file, self.line(*path), message)

    def line(self, *path: str | int) -> int:
        """Return the line of the value at `path` inside the record."""
        return self.source.line((*self.path, *path))


@dataclass
class UnparsedText:
    """Text that could not be read: whole files, and the words of records.

    An id that is missing only because its record could not be read is no error of its own. Beyond
    a limit the words are no longer kept, and any id may be among them.
    """

    files: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    overflowed: bool = False

    @property
    def is_any(self) -> bool:
        """Whether something could not be read."""
        return bool(self.overflowed or self.words or self.files)

    def add_text(self, text: str) -> None:
        """Add the words of a text; a hyphen is part of a word, as it is of ids."""
        self.add_words(re.findall(r"[\w-]+", text))

    def add_words(self, words: Iterable[str]) -> None:
        """Add words; those longer than any id are left out."""
        if len(self.words) > _MAX_UNPARSED_WORDS:
            self.overflowed = True
        else:
            self.words.update(word.casefold() for word in words if len(word) <= _MAX_WORD_LENGTH)

    def may_contain(self, word: str, folder: str) -> bool:
        """Return whether the word may stand in a file below `folder` that could not be read."""
        return (
            self.overflowed
            or word.casefold() in self.words
            or any(file.startswith(folder) for file in self.files)
        )


@dataclass
class ReviewFolder:
    """A folder below `reviews/`: its `review.yaml`, and the document's text where it was given."""

    head: Located[records.ReviewRecord]
    text: str | None = None

    @property
    def record(self) -> records.ReviewRecord:
        """The content of `review.yaml`."""
        return self.head.record

    @property
    def id(self) -> str:
        """The id of the review."""
        return self.record.id

    @property
    def path(self) -> str:
        """The path of the folder inside the seed."""
        return PurePosixPath(self.head.source.file).parent.as_posix()


@dataclass
class ReviewSeed(ReviewFolder):
    """A review with all of its files but the facts, which may be too many for the memory."""

    sentences: list[Located[records.SentenceRecord]] = field(default_factory=list)
    words: list[Located[records.WordsRecord]] = field(default_factory=list)
    withdrawn: list[Located[records.WithdrawnRecord]] = field(default_factory=list)
    exceptions: list[Located[records.ExceptionRecord]] = field(default_factory=list)


@dataclass
class Seed:
    """Everything in a seed folder but what is inside reviews."""

    dataset: Located[records.DatasetRecord] | None = None
    topics: list[Located[records.TopicRecord]] = field(default_factory=list)
    types: list[Located[records.TypeRecord]] = field(default_factory=list)
    measures: list[Located[records.MeasureRecord]] = field(default_factory=list)
    questions: list[Located[records.QuestionWordsRecord]] = field(default_factory=list)
    statement_words: list[Located[records.StatementWordsRecord]] = field(default_factory=list)
    countries: list[Located[records.CountryRecord]] = field(default_factory=list)
    regions: list[Located[records.RegionRecord]] = field(default_factory=list)
    organizations: list[Located[records.OrganizationRecord]] = field(default_factory=list)
    people: list[Located[records.PersonRecord]] = field(default_factory=list)
    places: list[Located[records.PlaceRecord]] = field(default_factory=list)
    instruments: list[Located[records.InstrumentRecord]] = field(default_factory=list)
    projects: list[Located[records.ProjectRecord]] = field(default_factory=list)
    memberships: list[Located[records.MembershipRecord]] = field(default_factory=list)
    codes: list[Located[records.CodeRecord]] = field(default_factory=list)
    former_names: list[Located[records.FormerNameRecord]] = field(default_factory=list)
    former_ids: list[Located[records.FormerIdRecord]] = field(default_factory=list)
    withdrawn: list[Located[records.WithdrawalRecord]] = field(default_factory=list)
    reviews: list[ReviewFolder] = field(default_factory=list)
    unparsed: UnparsedText = field(default_factory=UnparsedText)
