"""Words of a fact: of its statement, the names of its parties, its topics, and its sentences."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from policyfacts.analyser import analyse
from policyfacts.analyser.folding import fold
from policyfacts.analyser.little_words import LITTLE_WORDS
from tests.oracle.facts import Fact, parties_of
from tests.oracle.reference import Reference

Stems = tuple[str, ...]
_ELIDED = re.compile(r"(?i)^(?:[cdjlmnst]|qu)['’](?=\w)")


class Wanted(NamedTuple):
    """Words that stand together, or that must not be there."""

    stems: Stems
    is_there: bool
    is_quoted: bool


def texts_of(fact: Fact, reference: Reference) -> list[str]:
    """Return all texts of its own that text search looks at, each by itself."""
    parties = {id_ for id_, _ in parties_of(fact)}
    return [fact["statement"], *_names_of(parties, _own_topics(fact), reference)]


def sentence_words_of(fact: Fact, reference: Reference) -> list[str]:
    """Return the words of the sentences that a fact cites, as they are stems_of_words."""
    return [word for key in _sentences(fact) for word in reference.words.get(key, ())]


def holds_words(text: str, fact: Fact, reference: Reference, *, is_own: bool) -> bool:
    """Return True where words and phrases are in one of the texts, and excluded ones are not.

    Of the sentences the words have no order; neither phrases nor what is excluded is there.
    """
    parties = frozenset(id_ for id_, _ in parties_of(fact))
    topics = frozenset(_own_topics(fact))
    texts = [_stems(fact["statement"]), *_stems_of_names(parties, topics, reference)]
    own = frozenset(stem for text in texts for stem in text)
    in_sentences = _sentence_stems(_sentences(fact), parties, own, reference)

    def holds(part: Wanted) -> bool:
        if any(_stands_in(part.stems, text) for text in texts):
            return part.is_there
        looks_further = part.is_there and not part.is_quoted and not is_own
        return (looks_further and part.stems in in_sentences) is part.is_there

    return all(any(map(holds, clause)) for clause in _clauses(text))


def _own_topics(fact: Fact) -> set[str]:
    return {topic["id"] for topic in fact["topics"]}


def _sentences(fact: Fact) -> tuple[str, ...]:
    return tuple(f"{each['review']} {each['locator']}" for each in fact["evidence"])


@cache
def _sentence_stems(
    sentences: tuple[str, ...],
    parties: frozenset[str],
    own: frozenset[str],
    reference: Reference,
) -> frozenset[Stems]:
    """Return the words of sentences, and those that hyphens join, without names of others."""
    stems_of_words = [_stems(word) for key in sentences for word in reference.words.get(key, ())]
    stems = {stem for word in stems_of_words for stem in word}
    names = {
        name
        for id_, names in _needed_names(reference)
        for name in names
        if id_ not in parties and name & stems and name <= stems | own
    }
    left_out = {stem for name in names for stem in name} - own
    compounds = {
        word
        for word in stems_of_words
        if not left_out & set(word) and not any(set(word) <= name for name in names)
    }
    return frozenset({(stem,) for stem in stems - left_out} | compounds)


@cache
def _needed_names(reference: Reference) -> list[tuple[str, list[frozenset[str]]]]:
    """Return the stems that each name needs, by the entities whose names are left out."""
    return [
        (id_, [frozenset(stem for words in _needed(name) for stem in words) for name in names])
        for id_, names in reference.names_left_out.items()
    ]


def _needed(name: str) -> list[Stems]:
    parts = name.split()
    needed = [words for part in parts for words in _words(part, with_little=False) if words]
    return needed or [words for part in parts for words in _words(part, with_little=True)]


def _names_of(parties: Iterable[str], topics: Iterable[str], reference: Reference) -> Iterator[str]:
    for id_ in sorted(parties):
        yield from reference.names[id_]
    for topic in sorted(topics):
        yield reference.topic_names[topic]


@cache
def _stems_of_names(
    parties: frozenset[str], topics: frozenset[str], reference: Reference
) -> list[Stems]:
    return [_stems(text) for text in _names_of(parties, topics, reference)]


@cache
def _clauses(text: str) -> list[list[Wanted]]:
    """Split a text into what must hold: for each, alternatives that stand in a text, or do not.

    Little words are left out, unless nothing else is there.
    """
    return _read(text, with_little=False) or _read(text, with_little=True)


def _read(text: str, *, with_little: bool) -> list[list[Wanted]]:
    clauses: list[list[Wanted]] = []
    before: list[str] = []
    for minus, quoted, plain in re.findall(
        r'(?:(?<!\S)(-)(?=["\w]))?(?:"([^"]*)"|([^\s"]+))', text
    ):
        if plain in ("AND", "OR", "NOT") and not minus:
            before.append(plain)
            continue
        phrases = [_stems(quoted)] if not plain else list(_words(plain, with_little=with_little))
        is_wanted = not minus and "NOT" not in before
        for number, words in enumerate(filter(None, phrases)):
            part = Wanted(words, is_there=is_wanted, is_quoted=not plain)
            if number == 0 and "OR" in before and clauses:
                clauses[-1].append(part)
            else:
                clauses.append([part])
            before = []
    return clauses


def _words(chunk: str, *, with_little: bool) -> Iterator[Stems]:
    """Split what stands between spaces into words, and into those that hyphens join."""
    for part in re.split(r"(?<=[0-9])-(?=[0-9])|[^\w\-'’.]", chunk):
        word = part if with_little else _ELIDED.sub("", part)
        if with_little or fold(word) not in LITTLE_WORDS:
            yield _stems(word)


def _stands_in(phrase: Stems, text: Stems) -> bool:
    if phrase[0] not in text:
        return False
    size = len(phrase)
    return any(text[start : start + size] == phrase for start in range(len(text) - size + 1))


@cache
def _stems(text: str) -> Stems:
    return tuple(word.term for word in analyse(text))
