"""Checks on `words.csv`, the text apart: whose words they are, and how they are written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import repeated
from policyfacts.loader.seed.contents import Located, ReviewSeed, UnparsedText
from policyfacts.loader.seed.records import WordsRecord
from policyfacts.loader.seed.sentence_words import find_fault
from policyfacts.loader.seed.suggestions import nearest_locator
from policyfacts.vocabulary import SentenceUse

_MAX_LISTED = 5


def check_words(review: ReviewSeed, unparsed: UnparsedText) -> Iterator[SeedError]:
    """Yield the errors of a review's words: all cited sentences have theirs, or none has."""
    yield from repeated(review.words, "locator", "locator")
    yield from _check_locators(review, unparsed)
    yield from _check_missing(review, unparsed)
    for row in review.words:
        yield from _check_row(row)


def _check_locators(review: ReviewSeed, unparsed: UnparsedText) -> Iterator[SeedError]:
    order = {row.record.locator: number for number, row in enumerate(review.sentences)}
    cited = set(_cited(review))
    for row in review.words:
        locator = row.record.locator
        if locator not in order and not unparsed.may_contain(
            locator, f"{review.path}/sentences.csv"
        ):
            near = nearest_locator(locator, order)
            yield row.at(f"unknown locator '{locator}'{near}", "locator")
        elif locator in order and locator not in cited:
            yield row.at(f"{locator} is context: only cited sentences have words here", "locator")
    for earlier, row in pairwise(row for row in review.words if row.record.locator in order):
        if order[row.record.locator] < order[earlier.record.locator]:
            message = f"{row.record.locator} stands after {earlier.record.locator}"
            yield row.at(f"{message}: rows have the order of sentences.csv", "locator")


def _check_missing(review: ReviewSeed, unparsed: UnparsedText) -> Iterator[SeedError]:
    listed = {row.record.locator for row in review.words}
    missing = [
        locator
        for locator in _cited(review)
        if locator not in listed and not unparsed.may_contain(locator, f"{review.path}/words.csv")
    ]
    if listed and missing:
        verb = "is cited and has" if len(missing) == 1 else "are cited and have"
        message = f"{_list(missing)} {verb} no row: all cited sentences have words, or none has"
        yield SeedError(review.words[0].source.file, 1, message)


def _cited(review: ReviewSeed) -> list[str]:
    rows = (row.record for row in review.sentences)
    return [record.locator for record in rows if record.use is SentenceUse.CITED]


def _check_row(row: Located[WordsRecord]) -> Iterator[SeedError]:
    locator, words = row.record.locator, row.record.words
    faults = [(word, fault) for word in dict.fromkeys(words) if (fault := find_fault(word))]
    for word, fault in faults:
        yield row.at(f"{locator}: '{word}': {fault}", "words")
    if faults:
        return
    for word, count in Counter(words).items():
        if count > 1:
            yield row.at(f"{locator}: '{word}' stands here {count} times: write it once", "words")
    for earlier, word in pairwise(words):
        if word < earlier:
            message = f"{locator}: '{word}' stands after '{earlier}'"
            yield row.at(f"{message}: words have the order of their letters", "words")
            break


def _list(locators: Sequence[str]) -> str:
    """Name locators, the first of many."""
    first = ", ".join(locators[:_MAX_LISTED])
    more = len(locators) - _MAX_LISTED
    return f"{first} and {more} more" if more > 0 else first
