"""What the words of a question may stand for: words of the vocabulary, names and terms."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyfacts.naming import normalise_name
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.terms import QuestionWords
from policyfacts.search.names.word_bags import has_loose_end
from policyfacts.search.questions.word_forms import (
    WordEnds,
    find_by_stems,
    fold,
    group_by_stems,
)
from policyfacts.vocabulary import EntityKind, NameKind, WordSense

# In the order in which a question without any word of one is read.
LANGUAGES = ("en", "ru", "be", "fr", "es", "zh")
TERMS = ("topic", "type", "measure")
# Whose words are found in other forms as well.
_INFLECTED = (WordSense.FILTER, WordSense.PERSON, WordSense.VERB)
_PREPOSITIONS = (WordSense.FROM, WordSense.TO, WordSense.WITH)
_LITTLE = (*_PREPOSITIONS, WordSense.LITTLE, WordSense.AUXILIARY, WordSense.BETWEEN)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_CODE = re.compile("[a-z]{2,3}|[0-9]{3}")


@dataclass(frozen=True)
class EntityNames:
    """The entities that a text may stand for, and whether it does so as a mere code."""

    ids: tuple[str, ...] = ()
    is_code: bool = False
    is_adjective: bool = False


class Lexicon:
    """Everything by which the questions about one release are read."""

    def __init__(self, registry: EntityRegistry) -> None:
        self.registry = registry
        self._words = _words_by_language(registry.question_words)
        self._word_stems = {
            language: group_by_stems((form, form) for form in _inflected(words))
            for language, words in self._words.items()
        }
        self._name_stems = group_by_stems(_inflected_names(registry))
        self._own_names = {
            term: {normalise_name(n): id_ for id_, n in registry.vocabularies[term].names.items()}
            for term in TERMS
        }
        self._term_stems = {
            term: group_by_stems(
                (form, id_) for form, id_ in registry.vocabularies[term].ids.items()
            )
            for term in TERMS
        }
        self._adjectives = {
            normalise_name(name.name)
            for names in registry.names.values()
            for name in names
            if name.kind is NameKind.ADJECTIVE
        }
        forms = [*_all_words(self._words), *_all_names(registry)]
        self.ends = WordEnds(forms)
        self._with_comma = {
            normalise_name(name.name)
            for names in registry.names.values()
            for name in names
            if "," in name.name
        }
        self._prepositions = self._forms_of(_PREPOSITIONS)
        self._little_words = self._forms_of(_LITTLE)
        self.review_years = sorted(set(registry.reviews.values()))
        self.directions = {
            words.reads["type"]: words
            for words in registry.question_words
            if words.sense is WordSense.DIRECTION
        }

    def words(self, text: str, language: str) -> Sequence[QuestionWords]:
        """Return the words of a language that are written so; several where time is meant too."""
        return self._words.get(language, {}).get(fold(text), ())

    def inflected_words(self, text: str, language: str) -> Sequence[QuestionWords]:
        """Return the words of a language of which this is another form."""
        forms = find_by_stems(self._word_stems.get(language, {}), text)
        return self._words[language][forms[0]] if forms else ()

    def entities(self, text: str, *, spans_comma: bool) -> EntityNames:
        """Return the entities with this name or code, as filters read it."""
        folded = fold(text)
        if spans_comma and folded not in self._with_comma:
            return EntityNames()
        # In a question, what links a name to others says who came to whom.
        is_loose = has_loose_end(text) or self._has_little_end(folded)
        find = self.registry.find_exactly if is_loose else self.registry.find
        ids = find(text)
        is_code = bool(_CODE.fullmatch(folded)) and all(self._is_code(id_, folded) for id_ in ids)
        return EntityNames(tuple(sorted(ids)), is_code and bool(ids), folded in self._adjectives)

    def inflected_entities(self, text: str) -> EntityNames:
        """Return the entities that have this name in another case or number."""
        ids = find_by_stems(self._name_stems, text)
        is_adjective = fold(text).removesuffix("s") in self._adjectives
        return EntityNames(tuple(sorted(set(ids))), is_adjective=is_adjective)

    def term(self, what: str, text: str) -> str | None:
        """Return the topic, type or measure with this name or alias."""
        vocabulary = self.registry.vocabularies[what]
        # With a preposition in it a text is no mere bag of words: `agreements with countries`.
        folded = fold(text)
        is_phrase = not self._prepositions.isdisjoint(folded.split())
        if is_phrase or has_loose_end(text) or self._has_little_end(folded):
            return vocabulary.ids.get(folded)
        return vocabulary.find(text)

    def term_by_name(self, what: str, text: str) -> str | None:
        """Return the topic, type or measure with this name, aliases apart."""
        return self._own_names[what].get(fold(text))

    def inflected_term(self, what: str, text: str) -> str | None:
        """Return the topic, type or measure of whose name or alias this is another form."""
        ids = set(find_by_stems(self._term_stems[what], text))
        return ids.pop() if len(ids) == 1 else None

    def _forms_of(self, senses: Collection[WordSense]) -> set[str]:
        """Return the words of all languages that have one of these senses."""
        return {
            form
            for words in self._words.values()
            for form, groups in words.items()
            if any(group.sense in senses for group in groups)
        }

    def _has_little_end(self, folded: str) -> bool:
        """Return whether several words begin or end with one that belongs to no name."""
        words = folded.split()
        return len(words) > 1 and not self._little_words.isdisjoint((words[0], words[-1]))

    def _is_code(self, id_: str, folded: str) -> bool:
        if self.registry.entities[id_].kind is not EntityKind.COUNTRY:
            return False
        return all(normalise_name(name.name) != folded for name in self.registry.names[id_])


def _all_words(words: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    for forms in words.values():
        yield from forms


def _all_names(registry: EntityRegistry) -> Iterator[str]:
    yield from registry.entities
    for names in registry.names.values():
        yield from (name.name for name in names)
    for term in TERMS:
        vocabulary = registry.vocabularies[term]
        for id_ in vocabulary.names:
            yield from (id_, *vocabulary.written_names(id_))


def find_language(lexicon: Lexicon, texts: Sequence[str]) -> str:
    """Return the language of which most words are in a question; of equal ones, the first."""
    counts = {
        language: sum(bool(lexicon.words(text, language)) for text in texts)
        for language in LANGUAGES
    }
    return max(LANGUAGES, key=lambda language: counts[language])


def _words_by_language(
    groups: Iterable[QuestionWords],
) -> dict[str, dict[str, list[QuestionWords]]]:
    found_words: dict[str, dict[str, list[QuestionWords]]] = defaultdict(lambda: defaultdict(list))
    for group in groups:
        for language, words in group.words.items():
            for word in words:
                found_words[language][normalise_name(word)].append(group)
    return {language: dict(words) for language, words in found_words.items()}


def _inflected(words: Mapping[str, Sequence[QuestionWords]]) -> Iterator[str]:
    for form, groups in words.items():
        if groups[0].sense in _INFLECTED:
            yield form


def _inflected_names(registry: EntityRegistry) -> Iterator[tuple[str, str]]:
    """Yield names that change with their case or number, each with the id of its entity."""
    for id_, names in registry.names.items():
        for name in names:
            is_adjective = name.kind is NameKind.ADJECTIVE and " " not in name.name
            if is_adjective or _CYRILLIC.search(name.name):
                yield name.name.casefold(), id_
