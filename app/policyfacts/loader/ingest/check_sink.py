"""The sink of a check without a database: it counts, and applies the rules of curation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyfacts.loader.checks import SeedIndex, StoredVersion
from policyfacts.loader.rules import ReviewRules
from policyfacts.loader.seed.contents import Located, ReviewSeed
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.records import FactRecord
from policyfacts.loader.source_text.word_checks import check_words


@dataclass
class CheckedReview:
    """A review that was checked: its counts, and whether its text was there to check against."""

    review: str
    facts: int
    sentences: int
    against_text: bool


class CheckSink:
    """Counts facts, and applies the rules of curation to those written by hand."""

    def __init__(self, seed_index: SeedIndex, errors: ErrorLog) -> None:
        self.reviews: list[CheckedReview] = []
        self._errors = errors
        self._rules = ReviewRules(seed_index)
        self._facts: list[Located[FactRecord]] = []

    def begin(self, review: ReviewSeed) -> None:
        """Begin to count."""
        self._review = review
        self._facts = []
        has_text = review.text is not None
        self.reviews.append(CheckedReview(review.id, 0, len(review.sentences), has_text))

    def take(self, facts: list[Located[FactRecord]], _stored: Mapping[str, StoredVersion]) -> None:
        """Count facts."""
        self.reviews[-1].facts += len(facts)
        # Files of NDJSON are those of programs, and may hold more than the memory.
        self._facts += (fact for fact in facts if fact.source.file.endswith(".yaml"))

    def end(self, _gone: Iterator[str]) -> None:
        """Compare the words with the text where it was given; apply the rules to the facts."""
        if self._review.text is not None:
            self._errors.add(check_words(self._review))
        self._rules.check(self._review, self._facts, self._errors)
