"""Applying the rules of curation to a review."""

from policyfacts.loader.checks import SeedIndex
from policyfacts.loader.rules.exceptions import Exceptions
from policyfacts.loader.rules.registry import RULES
from policyfacts.loader.rules.rule import CuratedReview
from policyfacts.loader.seed.contents import Located, ReviewSeed
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.records import FactRecord
from policyfacts.loader.source_text.name_finder import NameFinder
from policyfacts.loader.source_text.sentences import read_sentences


class ReviewRules:
    """The rules of curation, ready to be applied to the reviews of a seed."""

    def __init__(self, seed_index: SeedIndex) -> None:
        self._seed_index = seed_index
        self._finder = NameFinder(seed_index.all_entities)

    def check(self, review: ReviewSeed, facts: list[Located[FactRecord]], errors: ErrorLog) -> None:
        """Add what does not follow the rules, and the exceptions that nothing needs."""
        has_text = review.text is not None
        sentences = dict(read_sentences(review, facts, self._finder)) if has_text else {}
        exceptions = Exceptions(review.exceptions)
        curated = CuratedReview(
            review, facts, self._seed_index, self._finder, sentences, exceptions
        )
        applied = [rule for rule in RULES if has_text or not rule.needs_text]
        for rule in applied:
            errors.add(rule.apply(curated))
        if not self._seed_index.unparsed.is_any:
            errors.add_where_right(exceptions.needless({rule.name for rule in applied}))
