"""Each sentence of a document against the facts that cite it."""

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
_WORDS_IN_COMMON = 6
_NAMES_OF_MONTHS = {number: name.title() for name, number in MONTHS.items()}
_MATCHED_KINDS = {
    EntityKind.COUNTRY,
    EntityKind.REGION,
    EntityKind.ORGANIZATION,
    EntityKind.PERSON,
    EntityKind.PLACE,
}


@dataclass(frozen=True)
class _Sentence:
    place: Located[SentenceRecord]
    text: str
    words: list[Word]
    names: list[NameMatch]
    facts: list[FactRecord]
    excepted: str

    def at(self, message: str) -> SeedError:
        return self.place.at(f"{self.place.record.locator}: {message}")

    def passes_over(self, words: str) -> bool:
        return f" {normalise_name(words)} " in self.excepted


class TextChecks:
    """Checks facts against the documents of their reviews."""

    def __init__(self, seed: Seed) -> None:
        entities = collect_entities(seed)
        self._finder = NameFinder(entities)
        self._matched = {entity.id for entity in entities if entity.kind in _MATCHED_KINDS}

    def check(self, review: ReviewSeed, facts: list[Located[FactRecord]]) -> Iterator[SeedError]:
        """What the document of a review says and no fact has; nothing where there is no text."""
        if review.text is None:
            return
        found = _sentences(review, facts, self._finder)
        sentences = {it.place.record.locator: it for it in found}
        for sentence in sentences.values():
            yield from _names(sentence)
            yield from _numbers(sentence)
            yield from _times(sentence, review.review.record.year)
            yield from _unknown_names(sentence)
        for fact in facts:
            cited = [sentences[it] for it in fact.record.evidence if it in sentences]
            yield from _named(fact, cited, self._finder, self._matched)
            yield from _own_words(fact, cited)


def _sentences(
    review: ReviewSeed, facts: list[Located[FactRecord]], finder: NameFinder
) -> Iterator[_Sentence]:
    citing: dict[str, list[FactRecord]] = {}
    for fact in facts:
        for locator in fact.record.evidence:
            citing.setdefault(locator, []).append(fact.record)
    excepted: dict[str, list[str]] = {}
    for exception in review.exceptions:
        it = exception.record
        excepted.setdefault(it.locator, []).append(normalise_name(it.words))
    for place in review.sentences:
        locator = place.record.locator
        text = " ".join((review.text or "")[place.record.start : place.record.end].split())
        words = words_of(text)
        passed = [*excepted.get(locator, []), *excepted.get(_WHOLE_REVIEW, [])]
        yield _Sentence(
            place,
            text,
            words,
            finder.find_longest(words),
            citing.get(locator, []),
            f" {' | '.join(passed)} ",
        )


def _names(sentence: _Sentence) -> Iterator[SeedError]:
    parties = {entity for fact in sentence.facts for ids in fact.parties.values() for entity in ids}
    for found in sentence.names:
        words = " ".join(word.text for word in sentence.words[found.start : found.end])
        if not found.entities & parties and not sentence.passes_over(words):
            names = " or ".join(sorted(found.entities))
            yield sentence.at(f"'{words}': no fact citing it has {names} as a party")


def _numbers(sentence: _Sentence) -> Iterator[SeedError]:
    counted = {figure.value for fact in sentence.facts for figure in fact.figures}
    counted |= {float(fact.times) for fact in sentence.facts if fact.times is not None}
    for number in numbers_in(_without_names(sentence)):
        if number.value not in counted and not sentence.passes_over(number.words):
            yield sentence.at(
                f"'{number.words}': no fact citing it has the figure {_plain(number.value)}"
            )


def _plain(value: float) -> str:
    """As curators write it: 39700000000 and 3.5."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _times(sentence: _Sentence, own_year: int) -> Iterator[SeedError]:
    spans = [span for fact in sentence.facts for span in _spans(fact)]
    text = _without_names(sentence)
    for year in sorted(years_in(text) - {own_year}):
        said = any(span.start.year <= year <= span.end.year for span in spans)
        if not said and not sentence.passes_over(str(year)):
            yield sentence.at(
                f"'{year}': no fact citing it has that year in a date, term or period"
            )
    months = {month for span in spans if "-" in span.edtf for month in _months(span)}
    for name, month in sorted(months_in(text)):
        if month not in months and not sentence.passes_over(name):
            yield sentence.at(
                f"'{name}': no fact citing it has that month in a date, term or period"
            )
    days = {(day.month, day.day) for span in spans for day in (span.start, span.end)}
    for month, day in sorted(days_in(text)):
        words = f"{_NAMES_OF_MONTHS[month]} {day}"
        passed = sentence.passes_over(words) or sentence.passes_over(str(day))
        if (month, day) not in days and not passed:
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
    """The sentence without the numbers and months that are part of an entity's name."""
    text = sentence.text
    for found in sentence.names:
        words = [re.escape(word.text) for word in sentence.words[found.start : found.end]]
        if any(char.isdigit() for word in words for char in word):
            text = re.sub(r"\W+".join(words), " ", text)
    return text


def _unknown_names(sentence: _Sentence) -> Iterator[SeedError]:
    known = {index for found in sentence.names for index in range(found.start, found.end)}
    run: list[str] = []
    for index, word in enumerate([*sentence.words, Word("", "")]):
        is_name = word.text[:1].isupper() and (
            index > 0 or (word.text.isupper() and len(word.text) > 1)
        )
        if is_name and index not in known and not sentence.passes_over(word.text):
            run.append(word.text)
        elif run:
            words = " ".join(run)
            run = []
            if not sentence.passes_over(words) and len(months_in(words)) == 0:
                yield sentence.at(f"'{words}': no entity answers to this name")


def _named(
    fact: Located[FactRecord], cited: list[_Sentence], finder: NameFinder, matched: set[str]
) -> Iterator[SeedError]:
    named = {
        entity
        for sentence in cited
        for found in finder.find_all(sentence.words)
        for entity in found.entities
    }
    parties = {entity for ids in fact.record.parties.values() for entity in ids} & matched
    unnamed = set(fact.record.unnamed)
    for entity in sorted(parties & unnamed & named):
        yield fact.at(f"'{entity}' is listed as unnamed, and a cited sentence names it", "unnamed")
    passed = {it for it in parties if any(sentence.passes_over(it) for sentence in cited)}
    for entity in sorted(parties - unnamed - named - passed):
        yield fact.at(f"no cited sentence names '{entity}': list it as unnamed", "parties")


def _own_words(fact: Located[FactRecord], cited: list[_Sentence]) -> Iterator[SeedError]:
    statement = [word.folded for word in words_of(fact.record.statement)]
    for sentence in cited:
        known = {index for found in sentence.names for index in range(found.start, found.end)}
        source = [word.folded for word in sentence.words]
        for start in range(len(source)):
            end = _common_run(source, start, statement)
            if len(set(range(start, end)) - known) > _WORDS_IN_COMMON:
                words = " ".join(source[start:end])
                if not sentence.passes_over(words):
                    yield fact.at(f"the statement repeats the source: '{words}'", "statement")
                    break


def _common_run(source: list[str], start: int, statement: list[str]) -> int:
    """How far the source, from `start`, runs along with some part of the statement."""
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
