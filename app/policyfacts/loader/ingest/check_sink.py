"""The sink of a check without a database: it counts, and compares facts with their text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyfacts.loader.checks import StoredVersion
from policyfacts.loader.seed.contents import Located, ReviewSeed, Seed
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.records import FactRecord
from policyfacts.loader.source_text import TextChecks


@dataclass
class CheckedReview:
    """A review that was checked: its counts, and whether its text was there to check against."""

    review: str
    facts: int
    sentences: int
    against_text: bool


class CheckSink:
    """Counts facts, and checks them against the text of their review."""

    def __init__(self, seed: Seed, errors: ErrorLog) -> None:
        self.reviews: list[CheckedReview] = []
        self._errors = errors
        self._texts = TextChecks(seed)
        self._with_text: list[Located[FactRecord]] = []

    def begin(self, review: ReviewSeed) -> None:
        """Begin to count."""
        self._review = review
        self._with_text = []
        has_text = review.text is not None
        self.reviews.append(CheckedReview(review.id, 0, len(review.sentences), has_text))

    def take(self, facts: list[Located[FactRecord]], _stored: Mapping[str, StoredVersion]) -> None:
        """Count facts."""
        self.reviews[-1].facts += len(facts)
        if self._review.text is not None:
            self._with_text += facts

    def end(self, _gone: Iterator[str]) -> None:
        """Check the facts against the text."""
        self._errors.add(self._texts.check(self._review, self._with_text))
