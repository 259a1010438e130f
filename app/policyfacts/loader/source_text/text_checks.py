"""Checks of each sentence of a review against the facts that cite it."""

from collections.abc import Iterator

from policyfacts.errors import SeedError
from policyfacts.loader.seed.contents import Located, ReviewSeed, Seed
from policyfacts.loader.seed.entities import collect_entities
from policyfacts.loader.seed.records import FactRecord
from policyfacts.loader.source_text.mention_checks import check_dates, check_numbers
from policyfacts.loader.source_text.name_finder import NameFinder, Word, words_of
from policyfacts.loader.source_text.sentences import Sentence, read_sentences
from policyfacts.loader.source_text.word_checks import check_words
from policyfacts.vocabulary import EntityKind

_MAX_COMMON_WORDS = 6
_MATCHED_KINDS = {
    EntityKind.COUNTRY,
    EntityKind.REGION,
    EntityKind.ORGANIZATION,
    EntityKind.PERSON,
    EntityKind.PLACE,
}


class TextChecks:
    """Checks facts against the documents of their reviews."""

    def __init__(self, seed: Seed) -> None:
        entities = collect_entities(seed)
        self._finder = NameFinder(entities)
        self._matched = {entity.id for entity in entities if entity.kind in _MATCHED_KINDS}

    def check(self, review: ReviewSeed, facts: list[Located[FactRecord]]) -> Iterator[SeedError]:
        """Yield the errors of a review's words and facts; none where its text was not given."""
        if review.text is None:
            return
        yield from check_words(review)
        sentences = dict(read_sentences(review, facts, self._finder))
        for sentence in sentences.values():
            yield from _names(sentence)
            yield from check_numbers(sentence)
            yield from check_dates(sentence, review.record.year)
            yield from _unknown_names(sentence)
        for fact in facts:
            cited = [sentences[key] for key in fact.record.evidence if key in sentences]
            yield from _named(fact, cited, self._finder, self._matched)
            yield from _own_words(fact, cited)


def _names(sentence: Sentence) -> Iterator[SeedError]:
    parties = {entity for fact in sentence.facts for ids in fact.parties.values() for entity in ids}
    units = sentence.words_of_mentions()
    for match in sentence.names:
        # The United States of "US dollars" is no party.
        if units.issuperset(range(match.start, match.end)):
            continue
        words = " ".join(word.text for word in sentence.words[match.start : match.end])
        if not match.entities & parties and not sentence.has_exception(words):
            names = " or ".join(sorted(match.entities))
            yield sentence.at(f"'{words}': no fact citing it has {names} as a party")


def _unknown_names(sentence: Sentence) -> Iterator[SeedError]:
    named = {index for match in sentence.names for index in range(match.start, match.end)}
    named |= sentence.words_of_mentions()
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
            if not sentence.has_exception(words):
                yield sentence.at(f"'{words}': no entity answers to this name")


def _named(
    fact: Located[FactRecord], cited: list[Sentence], finder: NameFinder, matched: set[str]
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


def _own_words(fact: Located[FactRecord], cited: list[Sentence]) -> Iterator[SeedError]:
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
