"""Text queries: what the words of `q` ask for, and where they stand in a fact."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any, TypeAlias

from policyfacts.analyser import Word, analyse, spell
from policyfacts.analyser.compounds import join_spelled
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.vocabulary import MatchField, Role, WordMatch
from policyfacts.wording.parties import list_parties

Terms: TypeAlias = tuple[str, ...]

_CACHE_SIZE = 5_000


@dataclass(frozen=True)
class Phrase:
    """Words side by side, as terms of the analyser; a word is a phrase of one.

    `text` is as the client wrote it, in quotes where it was.
    """

    terms: Terms
    text: str = field(compare=False)
    is_quoted: bool = False

    @property
    def is_compound(self) -> bool:
        """Whether it is of words that hyphens join."""
        return len(self.terms) > 1 and not self.is_quoted

    def spelled(self) -> Terms:
        """Return the words in the spelling in which they are stored."""
        return tuple(map(spell, self.terms))

    def spelled_compound(self) -> str:
        """Return the spelling in which words that a hyphen joins are stored of sentences."""
        return join_spelled(self.spelled())


@dataclass(frozen=True)
class Clause:
    """A part of a query, for facts that hold one of `included` or lack one of `excluded`."""

    included: tuple[Phrase, ...]
    excluded: tuple[Phrase, ...]
    text: str = field(compare=False)

    @classmethod
    def of(cls, phrase: Phrase, *, is_excluded: bool) -> "Clause":
        """Make the clause of one phrase."""
        if is_excluded:
            return cls((), (phrase,), f"-{phrase.text}")
        return cls((phrase,), (), phrase.text)

    @property
    def is_word(self) -> bool:
        """Whether words alone decide, and none is excluded or must stand beside another."""
        return not self.excluded and all(len(phrase.terms) == 1 for phrase in self.included)

    @property
    def has_choice(self) -> bool:
        """Whether it holds by one of several phrases."""
        return len(self.included) + len(self.excluded) > 1

    def either(self, other: "Clause") -> "Clause":
        """Return the clause that holds where one of the two does."""
        included = tuple(dict.fromkeys(self.included + other.included))
        excluded = tuple(dict.fromkeys(self.excluded + other.excluded))
        return Clause(included, excluded, f"{self.text} OR {other.text}")


@dataclass(frozen=True)
class TextQuery:
    """Clauses that must all hold.

    `idle` are operators with nothing to join or to exclude.
    """

    clauses: tuple[Clause, ...]
    idle: tuple[str, ...] = field(compare=False, default=())
    match: WordMatch = WordMatch.ANY

    @property
    def phrases(self) -> tuple[Terms, ...]:
        """The phrases that facts are found by, each once."""
        return join_phrases([self])

    @property
    def text(self) -> str:
        """The query as one would write it who left out what changes nothing."""
        return " ".join(clause.text for clause in self.clauses)

    def count_words(self) -> int:
        """Return the number of words in all phrases, those that are excluded as well."""
        return sum(len(phrase.terms) for phrase in self.all_phrases())

    def all_phrases(self) -> list[Phrase]:
        """List all phrases, those that are excluded as well."""
        return [each for clause in self.clauses for each in (*clause.included, *clause.excluded)]

    def joined(self) -> Phrase | None:
        """Return all that facts must hold as one phrase; None where they have a choice."""
        required = [clause for clause in self.clauses if clause.included]
        if len(required) < 2 or any(clause.has_choice for clause in required):
            return None
        terms = tuple(term for clause in required for term in clause.included[0].terms)
        return Phrase(terms, self.text)


def join_phrases(queries: Iterable[TextQuery]) -> tuple[Terms, ...]:
    """Join the phrases that facts are found by in several queries."""
    clauses = (clause for query in queries for clause in query.clauses)
    return tuple(dict.fromkeys(phrase.terms for clause in clauses for phrase in clause.included))


def highlight_fields(
    phrases: Sequence[Terms], fact: Mapping[str, Any], registry: EntityRegistry
) -> list[dict[str, str]]:
    """Return the texts of a fact that phrases hit, as HTML with the hits in `<mark>`.

    Each is `{"field": ..., "html": ...}`, and all else in it is escaped. Of each party's names only
    those are returned that it takes to show every hit.
    """
    names = (_names_of(entity_id, registry) for entity_id in _party_ids(fact))
    topics = ([topic["name"]] for topic in fact["topics"])
    texts: list[tuple[MatchField, Iterable[Iterable[str]]]] = [
        (MatchField.STATEMENT, [[fact["statement"]]]),
        (MatchField.NAMES, names),
        (MatchField.TOPICS, topics),
    ]
    return [
        {"field": field.value, "html": html}
        for field, groups in texts
        for group in groups
        for html in _marked_texts(phrases, group)
    ]


def _party_ids(fact: Mapping[str, Any]) -> Iterator[str]:
    parties = (party for _, party in list_parties(fact))
    yield from dict.fromkeys(party["id"] for party in parties if party["role"] != Role.EXCLUDED)


def _names_of(entity_id: str, registry: EntityRegistry) -> Iterator[str]:
    entity = registry.entities[entity_id]
    yield from dict.fromkeys(name.name for name in registry.names.get(entity_id, []))
    yield entity.alpha3 or entity_id


def _marked_texts(phrases: Sequence[Terms], texts: Iterable[str]) -> list[str]:
    """Return those of the texts that are the first to hold a phrase, with every hit marked."""
    missing = set(phrases)
    marked = []
    for text in texts:
        hits = {phrase: spans for phrase in phrases if (spans := _spans(phrase, text))}
        if missing & hits.keys():
            missing -= hits.keys()
            marked.append(_mark(text, sorted(span for spans in hits.values() for span in spans)))
        if not missing:
            break
    return marked


@lru_cache(maxsize=_CACHE_SIZE)
def _analysed(text: str) -> tuple[Terms, list[Word]]:
    # The names of a party are searched again in each of its facts.
    words = analyse(text)
    return tuple(word.term for word in words), words


def _spans(phrase: Terms, text: str) -> list[tuple[int, int]]:
    """Return the spans (start, end) of characters at which the phrase stands in a text."""
    size = len(phrase)
    terms, words = _analysed(text)
    if phrase[0] not in terms:
        return []
    return [
        (words[index].start, words[index + size - 1].end)
        for index in range(len(words) - size + 1)
        if terms[index : index + size] == phrase
    ]


def _mark(text: str, spans: list[tuple[int, int]]) -> str:
    html, done = "", 0
    for start, end in spans:
        if end > done:
            # Phrases may overlap: what is marked already is not marked again.
            fresh = max(start, done)
            html += f"{escape(text[done:fresh])}<mark>{escape(text[fresh:end])}</mark>"
            done = end
    return html + escape(text[done:])
