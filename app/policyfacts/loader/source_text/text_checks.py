"""Checks of each sentence of a review against the facts that cite it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyfacts.edtf import Span, parse_edtf
from policyfacts.errors import SeedError
from policyfacts.loader.seed.contents import Located, ReviewSeed, Seed
from policyfacts.loader.seed.entities import collect_entities
from policyfacts.loader.seed.records import FactRecord, SentenceRecord
from policyfacts.loader.source_text.name_finder import NameFinder, NameMatch, Word, words_of
from policyfacts.loader.source_text.numbers_and_dates import (
    MONTHS,
    days_in,
    months_in,
    numbers_in,
    years_in,
)
from policyfacts.naming import normalise_name
from policyfacts.vocabulary import EntityKind

_WHOLE_REVIEW = "*"
_MAX_COMMON_WORDS = 6
_MONTH_NAMES = {number: name.title() for name, number in MONTHS.items()}
_MATCHED_KINDS = {
    EntityKind.COUNTRY,
    EntityKind.REGION,
    EntityKind.ORGANIZATION,
    EntityKind.PERSON,
    EntityKind.PLACE,
}


@dataclass(frozen=True)
class _Sentence:
    located: Located[SentenceRecord]
    text: str
    words: list[Word]
    names: list[NameMatch]
    facts: list[FactRecord]
    exceptions: str

    def at(self, message: str) -> SeedError:
        return self.located.at(f"{self.located.record.locator}: {message}")

    def has_exception(self, words: str) -> bool:
        return f" {normalise_name(words)} " in self.exceptions


class TextChecks:
    """Checks facts against the documents of their reviews."""

    def __init__(self, seed: Seed) -> None:
        entities = collect_entities(seed)
        self._finder = NameFinder(entities)
        self._matched = {entity.id for entity in entities if entity.kind in _MATCHED_KINDS}

    def check(self, review: ReviewSeed, facts: list[Located[FactRecord]]) -> Iterator[SeedError]:
        """Yield the errors of a review's facts and sentences; none where its text was not given."""
        if review.text is None:
            return
        sentences = dict(_sentences(review, facts, self._finder))
        for sentence in sentences.values():
            yield from _names(sentence)
            yield from _numbers(sentence)
            yield from _times(sentence, review.record.year)
            yield from _unknown_names(sentence)
        for fact in facts:
            cited = [sentences[key] for key in fact.record.evidence if key in sentences]
            yield from _named(fact, cited, self._finder, self._matched)
            yield from _own_words(fact, cited)


def _sentences(
    review: ReviewSeed, facts: list[Located[FactRecord]], finder: NameFinder
) -> Iterator[tuple[str, _Sentence]]:
    citing: dict[str, list[FactRecord]] = {}
    for fact in facts:
        for locator in fact.record.evidence:
            citing.setdefault(locator, []).append(fact.record)
    exceptions: dict[str, list[str]] = {}
    for exception in review.exceptions:
        record = exception.record
        exceptions.setdefault(record.locator, []).append(normalise_name(record.words))
    for located in review.sentences:
        locator = located.record.locator
        text = " ".join((review.text or "")[located.record.start : located.record.end].split())
        words = words_of(text)
        own = [*exceptions.get(locator, []), *exceptions.get(_WHOLE_REVIEW, [])]
        names, passed = finder.find_longest(words), f" {' | '.join(own)} "
        yield locator, _Sentence(located, text, words, names, citing.get(locator, []), passed)


def _names(sentence: _Sentence) -> Iterator[SeedError]:
    parties = {entity for fact in sentence.facts for ids in fact.parties.values() for entity in ids}
    for match in sentence.names:
        words = " ".join(word.text for word in sentence.words[match.start : match.end])
        if not match.entities & parties and not sentence.has_exception(words):
            names = " or ".join(sorted(match.entities))
            yield sentence.at(f"'{words}': no fact citing it has {names} as a party")


def _numbers(sentence: _Sentence) -> Iterator[SeedError]:
    counted = {figure.value for fact in sentence.facts for figure in fact.figures}
    counted |= {float(fact.times) for fact in sentence.facts if fact.times is not None}
    for number in numbers_in(_without_names(sentence)):
        if number.value not in counted and not sentence.has_exception(number.words):
            yield sentence.at(
                f"'{number.words}': no fact citing it has the figure {_plain(number.value)}"
            )


def _plain(value: float) -> str:
    """Write a number as curators do: 39700000000 and 3.5."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _times(sentence: _Sentence, own_year: int) -> Iterator[SeedError]:
    spans = [span for fact in sentence.facts for span in _spans(fact)]
    text = _without_names(sentence)
    for year in sorted(years_in(text) - {own_year}):
        is_covered = any(span.start.year <= year <= span.end.year for span in spans)
        if not is_covered and not sentence.has_exception(str(year)):
            yield sentence.at(
                f"'{year}': no fact citing it has that year in a date, term or period"
            )
    months = {month for span in spans if "-" in span.edtf for month in _months(span)}
    for name, month in sorted(months_in(text)):
        if month not in months and not sentence.has_exception(name):
            yield sentence.at(
                f"'{name}': no fact citing it has that month in a date, term or period"
            )
    days = {(day.month, day.day) for span in spans for day in (span.start, span.end)}
    for month, day in sorted(days_in(text)):
        words = f"{_MONTH_NAMES[month]} {day}"
        is_exception = sentence.has_exception(words) or sentence.has_exception(str(day))
        if (month, day) not in days and not is_exception:
            yield sentence.at(
                f"'{words}': no fact citing it has that day in a date, term or period"
            )


def _spans(fact: FactRecord) -> Iterator[Span]:
    for text in (fact.date, fact.term, *(figure.period for figure in fact.figures)):
        if text is not None:
            yield parse_edtf(text)


def _months(span: Span) -> tuple[int, int]:
    return span.start.month, span.end.month


def _without_names(sentence: _Sentence) -> str:
    """Return the sentence without the numbers and months that are part of an entity's name."""
    text = sentence.text
    for match in sentence.names:
        words = [re.escape(word.text) for word in sentence.words[match.start : match.end]]
        if any(char.isdigit() for word in words for char in word):
            text = re.sub(r"\W+".join(words), " ", text)
    return text


def _unknown_names(sentence: _Sentence) -> Iterator[SeedError]:
    named = {index for match in sentence.names for index in range(match.start, match.end)}
    run: list[str] = []
    for index, word in enumerate([*sentence.words, Word("", "")]):
        is_name = word.text[:1].isupper() and (
            index > 0 or (word.text.isupper() and len(word.text) > 1)
        )
        if is_name and index not in named and not sentence.has_exception(word.text):
            run.append(word.text)
        elif run:
            words = " ".join(run)
            run = []
            if not sentence.has_exception(words) and len(months_in(words)) == 0:
                yield sentence.at(f"'{words}': no entity answers to this name")


def _named(
    fact: Located[FactRecord], cited: list[_Sentence], finder: NameFinder, matched: set[str]
) -> Iterator[SeedError]:
    named = {
        entity
        for sentence in cited
        for match in finder.find_all(sentence.words)
        for entity in match.entities
    }
    parties = {entity for ids in fact.record.parties.values() for entity in ids} & matched
    unnamed = set(fact.record.unnamed)
    for entity in sorted(parties & unnamed & named):
        yield fact.at(f"'{entity}' is listed as unnamed, and a cited sentence names it", "unnamed")
    exceptions = {id_ for id_ in parties if any(other.has_exception(id_) for other in cited)}
    for entity in sorted(parties - unnamed - named - exceptions):
        yield fact.at(f"no cited sentence names '{entity}': list it as unnamed", "parties")


def _own_words(fact: Located[FactRecord], cited: list[_Sentence]) -> Iterator[SeedError]:
    statement = [word.folded for word in words_of(fact.record.statement)]
    for sentence in cited:
        named = {index for match in sentence.names for index in range(match.start, match.end)}
        source = [word.folded for word in sentence.words]
        for start in range(len(source)):
            end = _common_run(source, start, statement)
            if len(set(range(start, end)) - named) > _MAX_COMMON_WORDS:
                words = " ".join(source[start:end])
                if not sentence.has_exception(words):
                    yield fact.at(f"the statement repeats the source: '{words}'", "statement")
                    break


def _common_run(source: list[str], start: int, statement: list[str]) -> int:
    """Return the end of the longest run of words from `start` that the statement has too."""
    longest = start
    for offset, word in enumerate(statement):
        if word != source[start]:
            continue
        length = 0
        for left, right in zip(source[start:], statement[offset:], strict=False):
            if left != right:
                break
            length += 1
        longest = max(longest, start + length)
    return longest
