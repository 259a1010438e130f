"""Words in a fact: in its statement, in any name of who takes part, in its topics."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from policyfacts.analyser import analyse
from tests.oracle.facts import Fact, parties_of
from tests.oracle.reference import Reference

Stems = tuple[str, ...]
LITTLE = [(it,) for it in ("a an and at by for from in of on or the to").split()]


def texts_of(fact: Fact, reference: Reference) -> list[str]:
    """Everything in which words are looked for, each text by itself."""
    parties = {id_ for id_, _ in parties_of(fact)}
    return [fact["statement"], *_known_texts(parties, _own_topics(fact), reference)]


def holds_words(written: str, fact: Fact, reference: Reference) -> bool:
    """Whether every word, and every phrase in quotes, stands in one of the texts."""
    parties = frozenset(id_ for id_, _ in parties_of(fact))
    topics = frozenset(_own_topics(fact))
    texts = [_stems(fact["statement"]), *_known_stems(parties, topics, reference)]
    return all(any(_stands_in(phrase, text) for text in texts) for phrase in _phrases(written))


def _own_topics(fact: Fact) -> set[str]:
    return {it["id"] for it in fact["topics"]}


def _known_texts(
    parties: Iterable[str], topics: Iterable[str], reference: Reference
) -> Iterator[str]:
    for id_ in sorted(parties):
        yield from reference.names[id_]
    for topic in sorted(topics):
        yield reference.topic_names[topic]


@cache
def _known_stems(
    parties: frozenset[str], topics: frozenset[str], reference: Reference
) -> list[Stems]:
    return [_stems(text) for text in _known_texts(parties, topics, reference)]


@cache
def _phrases(written: str) -> list[Stems]:
    """Phrases in quotes, words that hyphens join, and words; little ones where all are little."""
    quoted = [_stems(it) for it in re.findall(r'"([^"]*)"', written)]
    loose = [
        _stems(it)
        for chunk in re.sub(r'"[^"]*"', " ", written).split()
        for it in re.split(r"(?<=[0-9])-(?=[0-9])|[^\w\-'’.]", chunk)
    ]
    telling = [it for it in loose if it and it not in LITTLE]
    needed = telling if telling or quoted else loose
    return [it for it in [*quoted, *needed] if it]


def _stands_in(phrase: Stems, text: Stems) -> bool:
    if phrase[0] not in text:
        return False
    size = len(phrase)
    return any(text[at : at + size] == phrase for at in range(len(text) - size + 1))


@cache
def _stems(text: str) -> Stems:
    return tuple(word.term for word in analyse(text))
