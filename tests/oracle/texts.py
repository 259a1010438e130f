"""Words of a fact: of its statement, the names of its parties, its topics."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from policyfacts.analyser import analyse
from tests.oracle.facts import Fact, parties_of
from tests.oracle.reference import Reference

Stems = tuple[str, ...]
STOP_WORDS = [(word,) for word in ("a an and at by for from in of on or the to").split()]


def texts_of(fact: Fact, reference: Reference) -> list[str]:
    """Return all texts that text search looks at, each by itself."""
    parties = {id_ for id_, _ in parties_of(fact)}
    return [fact["statement"], *_names_of(parties, _own_topics(fact), reference)]


def holds_words(text: str, fact: Fact, reference: Reference) -> bool:
    """Return True where every word, and every phrase in quotes, is in one of the texts."""
    parties = frozenset(id_ for id_, _ in parties_of(fact))
    topics = frozenset(_own_topics(fact))
    texts = [_stems(fact["statement"]), *_stems_of_names(parties, topics, reference)]
    return all(any(_stands_in(phrase, text) for text in texts) for phrase in _phrases(text))


def _own_topics(fact: Fact) -> set[str]:
    return {topic["id"] for topic in fact["topics"]}


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
def _phrases(text: str) -> list[Stems]:
    """Split a text into quoted phrases, hyphenated words, and words; stop words only if alone."""
    quoted = [_stems(phrase) for phrase in re.findall(r'"([^"]*)"', text)]
    loose = [
        _stems(words)
        for chunk in re.sub(r'"[^"]*"', " ", text).split()
        for words in re.split(r"(?<=[0-9])-(?=[0-9])|[^\w\-'’.]", chunk)
    ]
    significant = [words for words in loose if words and words not in STOP_WORDS]
    needed = significant if significant or quoted else loose
    return [words for words in [*quoted, *needed] if words]


def _stands_in(phrase: Stems, text: Stems) -> bool:
    if phrase[0] not in text:
        return False
    size = len(phrase)
    return any(text[start : start + size] == phrase for start in range(len(text) - size + 1))


@cache
def _stems(text: str) -> Stems:
    return tuple(word.term for word in analyse(text))
