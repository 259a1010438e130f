"""What the words of a question may stand for: words of the vocabulary, names and terms."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from policyfacts.analyser import analyse
from policyfacts.naming import normalise_name
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.terms import QuestionWords
from policyfacts.search.names.word_bags import has_loose_end
from policyfacts.search.questions.tokens import Question
from policyfacts.vocabulary import EntityKind, NameKind, WordSense

# In the order in which a question without any word of one is read.
LANGUAGES = ("en", "ru", "be", "fr", "es", "zh")
TERMS = ("topic", "type", "measure")
# Whose words are found in other forms as well, and how much longer or shorter these may be.
_INFLECTED = (WordSense.FILTER, WordSense.PERSON, WordSense.VERB)
_MIN_STEMMED = 4
_MAX_ENDING = 3
_CYRILLIC = re.compile("[\u0400-\u052f]")
_CACHE_SIZE = 10_000
_CODE = re.compile("[a-z]{2,3}|[0-9]{3}")

Stems: TypeAlias = tuple[str, ...]
_Forms: TypeAlias = Mapping[Stems, Sequence[tuple[str, str]]]


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
            language: _stemmed((form, form) for form in _inflected(words))
            for language, words in self._words.items()
        }
        self._name_stems = _stemmed(_inflected_names(registry))
        self._own_names = {
            term: {normalise_name(n): id_ for id_, n in registry.vocabularies[term].names.items()}
            for term in TERMS
        }
        self._term_stems = {
            term: _stemmed((form, id_) for form, id_ in registry.vocabularies[term].ids.items())
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
        self.review_years = sorted(set(registry.reviews.values()))
        self.directions = {
            words.reads["type"]: words
            for words in registry.question_words
            if words.sense is WordSense.DIRECTION
        }

    def words(self, text: str, language: str) -> Sequence[QuestionWords]:
        """Return the words of a language that are written so; several where time is meant too."""
        return self._words.get(language, {}).get(_fold(text), ())

    def inflected_words(self, text: str, language: str) -> Sequence[QuestionWords]:
        """Return the words of a language of which this is another form."""
        forms = _find_stems(self._word_stems.get(language, {}), text)
        return self._words[language][forms[0]] if forms else ()

    def entities(self, text: str, *, spans_comma: bool) -> EntityNames:
        """Return the entities with this name or code, as filters read it."""
        folded = _fold(text)
        if spans_comma and folded not in self._with_comma:
            return EntityNames()
        # In a question, what links a name to others says who came to whom.
        find = self.registry.find_exactly if has_loose_end(text) else self.registry.find
        ids = find(text)
        is_code = bool(_CODE.fullmatch(folded)) and all(self._is_code(id_, folded) for id_ in ids)
        return EntityNames(tuple(sorted(ids)), is_code and bool(ids), folded in self._adjectives)

    def inflected_entities(self, text: str) -> EntityNames:
        """Return the entities that have this name in another case or number."""
        ids = _find_stems(self._name_stems, text)
        is_adjective = _fold(text).removesuffix("s") in self._adjectives
        return EntityNames(tuple(sorted(set(ids))), is_adjective=is_adjective)

    def term(self, what: str, text: str) -> str | None:
        """Return the topic, type or measure with this name or alias."""
        vocabulary = self.registry.vocabularies[what]
        if has_loose_end(text):
            return vocabulary.ids.get(normalise_name(text))
        return vocabulary.find(text)

    def term_by_name(self, what: str, text: str) -> str | None:
        """Return the topic, type or measure with this name, aliases apart."""
        return self._own_names[what].get(_fold(text))

    def inflected_term(self, what: str, text: str) -> str | None:
        """Return the topic, type or measure of whose name or alias this is another form."""
        ids = set(_find_stems(self._term_stems[what], text))
        return ids.pop() if len(ids) == 1 else None

    def _is_code(self, id_: str, folded: str) -> bool:
        if self.registry.entities[id_].kind is not EntityKind.COUNTRY:
            return False
        return all(normalise_name(name.name) != folded for name in self.registry.names[id_])


class WordEnds:
    """The words with which names and phrases begin and end: few others are worth a look."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._longest: dict[Stems, int] = {}
        self._last: set[Stems] = set()
        for form in forms:
            texts = _token_texts(form)
            if len(texts) > 1:
                for key in _keys(texts[0]):
                    self._longest[key] = max(len(texts), self._longest.get(key, 1))
                self._last |= _keys(texts[-1])

    def longest(self, text: str) -> int:
        """Return how many words the longest form has that begins with a word or a form of it."""
        return max(self._longest.get(key, 1) for key in _keys(text))

    def may_end(self, text: str) -> bool:
        """Return whether some form ends with a word, or with another form of it."""
        return not self._last.isdisjoint(_keys(text))


def _token_texts(form: str) -> list[str]:
    return [token.text for token in Question.of_text(form).tokens]


# The same few words are looked up in many lists.
@lru_cache(maxsize=_CACHE_SIZE)
def _fold(text: str) -> str:
    return normalise_name(text)


@lru_cache(maxsize=_CACHE_SIZE)
def _keys(text: str) -> frozenset[Stems]:
    return frozenset(((_fold(text),), _stems(text)))


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


def _stemmed(forms: Iterable[tuple[str, str]]) -> _Forms:
    """Group forms by their stems, each with what it stands for."""
    by_stems: dict[Stems, list[tuple[str, str]]] = defaultdict(list)
    for form, value in forms:
        if len(form) >= _MIN_STEMMED:
            by_stems[_stems(form)].append((form, value))
    return by_stems


@lru_cache(maxsize=_CACHE_SIZE)
def _stems(text: str) -> Stems:
    return tuple(word.term for word in analyse(text))


def _find_stems(forms: _Forms, text: str) -> list[str]:
    """Return what the forms with these stems stand for, where only their endings differ."""
    if len(text) < _MIN_STEMMED:
        return []
    words = _fold(text).split()
    return [
        value
        for form, value in forms.get(_stems(text), ())
        if _differ_in_endings(normalise_name(form).split(), words)
    ]


def _differ_in_endings(form: Sequence[str], words: Sequence[str]) -> bool:
    return all(
        abs(len(left) - len(right)) <= _MAX_ENDING for left, right in zip(form, words, strict=False)
    )
