"""Checks on the words by which questions in plain language are read."""

from collections.abc import Collection, Iterator, Mapping

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import SeedIndex, first_of_each, repeated
from policyfacts.loader.seed.contents import Located, Seed
from policyfacts.loader.seed.records import QuestionWordsRecord
from policyfacts.loader.seed.suggestions import did_you_mean
from policyfacts.naming import normalise_name
from policyfacts.vocabulary import FactKind, Form, Level, Status, WordSense

_Words = Located[QuestionWordsRecord]

_CLOSED_LISTS: Mapping[str, Collection[str]] = {
    "status": list(Status),
    "level": list(Level),
    "form": list(Form),
    "kind": list(FactKind),
}
_TERMS = ("topic", "type", "measure")
_READ = (*_TERMS, *_CLOSED_LISTS)
# Numbers of senses that have one: the least and the greatest.
_NUMBERS = {
    WordSense.MONTH: (1, 12),
    WordSense.QUARTER: (1, 4),
    WordSense.HALF: (1, 2),
    WordSense.SEASON: (1, 12),
    WordSense.PART: (1, 12),
    WordSense.YEAR: (-12, 12),
}
_MUST_READ = (WordSense.FILTER, WordSense.VERB, WordSense.PASSIVE, WordSense.PERSON)
# Words of time may mean something else where no time follows: `to China`, `to May`.
_OF_TIME = (WordSense.SINCE, WordSense.UNTIL, WordSense.BEFORE, WordSense.AFTER, WordSense.CODE)


def check_question_words(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    """Yield errors: of values that no filter has, numbers that no calendar has, repeated words."""
    yield from repeated(seed.questions, "id", "group of question words")
    for words in seed.questions:
        yield from _check_values(words, seed_index)
        yield from _check_shape(words)
    yield from _repeated_words(seed)


def _check_values(words: _Words, seed_index: SeedIndex) -> Iterator[SeedError]:
    terms: dict[str, Collection[str]]
    terms = {"topic": seed_index.topics, "type": seed_index.types, "measure": seed_index.measures}
    for name, value in words.record.reads.items():
        message = None
        if name in _TERMS:
            message = seed_index.vocabulary_error(value, terms[name], name)
        elif name not in _CLOSED_LISTS:
            message = f"no question is read as '{name}'{did_you_mean(name, _READ)}"
        elif value not in _CLOSED_LISTS[name]:
            near = did_you_mean(value, _CLOSED_LISTS[name])
            message = f"unknown {name} '{value}'{near}"
        if message is not None:
            yield words.at(message, "reads", name)


def _check_shape(words: _Words) -> Iterator[SeedError]:
    """Yield errors of groups that lack what their sense needs."""
    record = words.record
    if (message := _number_error(record)) is not None:
        yield words.at(message, "number")
    is_direction = record.sense is WordSense.DIRECTION
    if is_direction != (record.origin is not None) or is_direction != (
        record.destination is not None
    ):
        yield words.at("'origin' and 'destination' stand in groups of sense 'direction'", "sense")
    if is_direction and list(record.reads) != ["type"]:
        yield words.at("a direction reads a type and nothing else", "reads")
    if record.sense in _MUST_READ and not record.reads:
        yield words.at(f"words of sense '{record.sense}' need 'reads'", "sense")
    if is_direction == bool(record.words):
        needed = "has no words" if is_direction else "needs words"
        yield words.at(f"a group of sense '{record.sense}' {needed}", "words")


def _number_error(record: QuestionWordsRecord) -> str | None:
    if record.sense not in _NUMBERS:
        return f"'{record.sense}' has no number" if record.number is not None else None
    least, most = _NUMBERS[record.sense]
    if record.number is not None and least <= record.number <= most:
        return None
    return f"'{record.sense}' needs a number from {least} to {most}"


def _repeated_words(seed: Seed) -> Iterator[SeedError]:
    """Yield an error for each word that a language has twice, times apart."""
    first: dict[tuple[str, str, bool], str] = {}
    for words in first_of_each(seed.questions, "id"):
        for language, listed in words.record.words.items():
            for index, word in enumerate(listed):
                key = language, normalise_name(word), words.record.sense in _OF_TIME
                here = f"{words.source.file}:{words.line('words', language)}"
                place = first.setdefault(key, here)
                if place != here or any(
                    normalise_name(other) == key[1] for other in listed[:index]
                ):
                    message = f"'{word}' stands in {place} already"
                    yield words.at(message, "words", language, index)
