"""What a rule is, and what it looks at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from policyfacts.errors import SeedError
from policyfacts.loader.checks import SeedIndex
from policyfacts.loader.rules.exceptions import Exceptions
from policyfacts.loader.seed.contents import Located, ReviewSeed
from policyfacts.loader.seed.records import FactRecord, RuleName
from policyfacts.loader.source_text.name_finder import NameFinder
from policyfacts.loader.source_text.sentences import Sentence

WordsTest = Callable[[str], bool]
"""Returns whether an exception passes over the words."""


@dataclass(frozen=True)
class CuratedReview:
    """A review with its facts, its exceptions, and its sentences where the text was given."""

    review: ReviewSeed
    facts: list[Located[FactRecord]]
    seed_index: SeedIndex
    finder: NameFinder
    sentences: Mapping[str, Sentence]
    exceptions: Exceptions

    def cited(self, fact: Located[FactRecord]) -> list[Sentence]:
        """List the sentences that a fact cites; none without the text."""
        return [self.sentences[key] for key in fact.record.evidence if key in self.sentences]

    @cached_property
    def by_id(self) -> Mapping[str, Located[FactRecord]]:
        """The facts by their ids."""
        return {fact.record.id: fact for fact in self.facts}


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that a rule found.

    It is passed over by an exception on any of `on`, ids of facts or locators, whose words have one
    of `words`.
    """

    error: SeedError
    on: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of curation; its function yields what does not follow it, exceptions included."""

    name: RuleName
    check: Callable[[CuratedReview], Iterator[Violation]]
    needs_text: bool = False

    def apply(self, review: CuratedReview) -> Iterator[SeedError]:
        """Yield an error for each violation that no exception passes over."""
        for violation in self.check(review):
            if not review.exceptions.cover(self.name, violation.on, *violation.words):
                yield violation.error
