"""Text queries: the phrases of `q`, and where they stand in a fact.

Words must all match, in any field; words in quotes, or joined by a hyphen, stand side by side. Any
other punctuation only separates words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from itertools import zip_longest
from typing import Any, TypeAlias

from policyfacts.analyser import Word, analyse, spell
from policyfacts.errors import ParameterError, quote
from policyfacts.search.names.refusals import UnresolvedName, refuse_mixed
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.vocabulary import MatchField, Role
from policyfacts.wording.parties import list_parties

Terms: TypeAlias = tuple[str, ...]

_QUOTES = re.compile('["“”„‟«»＂]')
_HYPHENS = ("-", "\u2010", "\u2011")
# In quotes they count.
_STOP_WORDS = {
    (term,)
    for term in ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to")
}
_MAX_WORDS = 32
_CACHE_SIZE = 5_000


@dataclass(frozen=True)
class TextQuery:
    """Phrases that must all match, as terms of the analyser; a word is a phrase of one.

    `texts` has each phrase as the client wrote it.
    """

    phrases: tuple[Terms, ...]
    texts: tuple[str, ...] = field(compare=False)

    def spelled(self) -> list[Terms]:
        """Return the phrases in the spelling in which words are stored."""
        return [tuple(spell(term) for term in phrase) for phrase in self.phrases]


def parse_text(parameter: str, text: str) -> TextQuery:
    """Parse words and phrases.

    Stop words are left out unless there is nothing else: "visit of the president" finds "the
    President visited". Raises UnresolvedName where there is no word, more than 32, or one in which
    two scripts are mixed.
    """
    refuse_mixed(parameter, text, find=lambda spelling: spelling, label=quote)
    phrases = list(_phrases(text))
    needed = {phrase.terms: phrase.text for phrase in phrases if not phrase.is_stop_word}
    needed = needed or {phrase.terms: phrase.text for phrase in phrases}
    if not needed:
        message = (
            f"{parameter} holds no word: write words that facts must all hold, "
            'with "double quotes" around those that stand side by side.'
        )
        raise UnresolvedName(ParameterError(parameter, "no_words", message))
    count = sum(len(phrase) for phrase in needed)
    if count > _MAX_WORDS:
        message = f"{parameter} holds {count} words: write {_MAX_WORDS} or fewer."
        raise UnresolvedName(ParameterError(parameter, "too_many_words", message))
    return TextQuery(tuple(needed), tuple(needed.values()))


def join_text_queries(queries: Iterable[TextQuery]) -> TextQuery | None:
    """Join the phrases of several queries; None where there is none."""
    phrases = {
        phrase: text
        for query in queries
        for phrase, text in zip(query.phrases, query.texts, strict=True)
    }
    return TextQuery(tuple(phrases), tuple(phrases.values())) if phrases else None


def highlight_fields(
    query: TextQuery, fact: Mapping[str, Any], registry: EntityRegistry
) -> list[dict[str, str]]:
    """Return the texts of a fact that a query hits, as HTML with the hits in `<mark>`.

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
        for html in _marked_texts(query, group)
    ]


@dataclass(frozen=True)
class _Phrase:
    """A phrase as it was written; `is_stop_word` where it need not match."""

    terms: Terms
    text: str
    is_stop_word: bool


def _phrases(text: str) -> Iterator[_Phrase]:
    pieces = _QUOTES.split(text)
    for number, piece in enumerate(pieces):
        words = analyse(piece)
        is_quoted = number % 2 == 1 and number < len(pieces) - 1
        if is_quoted and words:
            yield _Phrase(tuple(word.term for word in words), piece.strip(), is_stop_word=False)
        elif not is_quoted:
            yield from _compounds(piece, words)


def _compounds(text: str, words: list[Word]) -> Iterator[_Phrase]:
    """Yield the words one by one, but those together that a hyphen joins: `visa-free`."""
    joined: list[Word] = []
    for word, following in zip_longest(words, words[1:]):
        joined.append(word)
        if following is None or not _is_compound(text, word, following):
            compound = text[joined[0].start : joined[-1].end]
            terms = tuple(part.term for part in joined)
            yield _Phrase(terms, compound, is_stop_word=terms in _STOP_WORDS)
            joined = []


def _is_compound(text: str, word: Word, following: Word) -> bool:
    """Return True where a hyphen joins two words; between numbers it is a dash: `2014-2016`."""
    are_numbers = word.term.isdecimal() and following.term.isdecimal()
    return not are_numbers and text[word.end : following.start] in _HYPHENS


def _party_ids(fact: Mapping[str, Any]) -> Iterator[str]:
    parties = (party for _, party in list_parties(fact))
    yield from dict.fromkeys(party["id"] for party in parties if party["role"] != Role.EXCLUDED)


def _names_of(entity_id: str, registry: EntityRegistry) -> Iterator[str]:
    entity = registry.entities[entity_id]
    yield from dict.fromkeys(name.name for name in registry.names.get(entity_id, []))
    yield entity.alpha3 or entity_id


def _marked_texts(query: TextQuery, texts: Iterable[str]) -> list[str]:
    """Return those of the texts that are the first to hold a phrase, with every hit marked."""
    missing = set(query.phrases)
    marked = []
    for text in texts:
        hits = {phrase: spans for phrase in query.phrases if (spans := _spans(phrase, text))}
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
