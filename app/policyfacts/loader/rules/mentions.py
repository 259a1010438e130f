"""What a sentence names, counts and dates is in the facts that cite it."""

from collections.abc import Iterator
from functools import partial

from policyfacts.loader.rules.amounts_and_dates import check_dates, check_numbers
from policyfacts.loader.rules.rule import CuratedReview, Violation, WordsTest
from policyfacts.loader.seed.records import RuleName
from policyfacts.loader.source_text.name_finder import Word
from policyfacts.loader.source_text.sentences import Sentence


def mentions(review: CuratedReview) -> Iterator[Violation]:
    """Find names, numbers and dates of a sentence that no fact citing it has."""
    for locator, sentence in review.sentences.items():
        is_excepted = partial(review.exceptions.cover, RuleName.MENTIONS, (locator,))
        yield from _names(sentence)
        yield from check_numbers(sentence)
        yield from check_dates(sentence, review.review.record.year, is_excepted)
        yield from _unknown_names(sentence, is_excepted)


def _names(sentence: Sentence) -> Iterator[Violation]:
    parties = {entity for fact in sentence.facts for ids in fact.parties.values() for entity in ids}
    units = sentence.words_of_mentions()
    for match in sentence.names:
        # The United States of "US dollars" is no party.
        if units.issuperset(range(match.start, match.end)):
            continue
        words = " ".join(word.text for word in sentence.words[match.start : match.end])
        if not match.entities & parties:
            names = " or ".join(sorted(match.entities))
            error = sentence.at(f"'{words}': no fact citing it has {names} as a party")
            yield Violation(error, (sentence.locator,), (words,))


def _unknown_names(sentence: Sentence, is_excepted: WordsTest) -> Iterator[Violation]:
    named = {index for match in sentence.names for index in range(match.start, match.end)}
    named |= sentence.words_of_mentions()
    run: list[str] = []
    for index, word in enumerate([*sentence.words, Word("", "")]):
        is_name = word.text[:1].isupper() and (
            index > 0 or (word.text.isupper() and len(word.text) > 1)
        )
        if is_name and index not in named and not is_excepted(word.text):
            run.append(word.text)
        elif run:
            words = " ".join(run)
            run = []
            error = sentence.at(f"'{words}': no entity answers to this name")
            yield Violation(error, (sentence.locator,), (words,))
