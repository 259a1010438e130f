"""Words of a fact: of its statement, the names of its parties, its topics."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from policyfacts.analyser import analyse
from policyfacts.analyser.folding import fold
from policyfacts.analyser.little_words import LITTLE_WORDS
from tests.oracle.facts import Fact, parties_of
from tests.oracle.reference import Reference

Stems = tuple[str, ...]


def texts_of(fact: Fact, reference: Reference) -> list[str]:
    """Return all texts that text search looks at, each by itself."""
    parties = {id_ for id_, _ in parties_of(fact)}
    return [fact["statement"], *_names_of(parties, _own_topics(fact), reference)]


def holds_words(text: str, fact: Fact, reference: Reference) -> bool:
    """Return True where words and phrases are in one of the texts, and excluded ones are not."""
    parties = frozenset(id_ for id_, _ in parties_of(fact))
    topics = frozenset(_own_topics(fact))
    texts = [_stems(fact["statement"]), *_stems_of_names(parties, topics, reference)]

    def is_there(phrase: Stems) -> bool:
        return any(_stands_in(phrase, text) for text in texts)

    return all(
        any(is_there(phrase) is stands for stands, phrase in clause) for clause in _clauses(text)
    )


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
def _clauses(text: str) -> list[list[tuple[bool, Stems]]]:
    """Split a text into what must hold: for each, alternatives that stand in a text, or do not.

    Little words are left out, unless nothing else is there.
    """
    return _read(text, with_little=False) or _read(text, with_little=True)


def _read(text: str, *, with_little: bool) -> list[list[tuple[bool, Stems]]]:
    clauses: list[list[tuple[bool, Stems]]] = []
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
            if number == 0 and "OR" in before and clauses:
                clauses[-1].append((is_wanted, words))
            else:
                clauses.append([(is_wanted, words)])
            before = []
    return clauses


def _words(chunk: str, *, with_little: bool) -> Iterator[Stems]:
    """Split what stands between spaces into words, and into those that hyphens join."""
    for part in re.split(r"(?<=[0-9])-(?=[0-9])|[^\w\-'’.]", chunk):
        word = part if with_little else re.sub(r"(?i)^(?:[cdjlmnst]|qu)['’](?=\w)", "", part)
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
