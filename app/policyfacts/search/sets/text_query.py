"""Text search: what `q` asks for, and where it hit.

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
from policyfacts.errors import ParameterError
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.names.resolving import UnresolvedName
from policyfacts.vocabulary import MatchField, Role
from policyfacts.wording.parties import list_parties

Terms: TypeAlias = tuple[str, ...]

_QUOTES = re.compile('["“”„‟«»＂]')
_HYPHENS = ("-", "\u2010", "\u2011")
# Words that say little; in quotes they count.
_LITTLE = {
    (term,)
    for term in ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to")
}
_MOST_WORDS = 32
_REMEMBERED = 5_000


@dataclass(frozen=True)
class TextQuery:
    """Phrases that must all match, as terms of the analyser; a word is a phrase of one.

    `written` has each phrase as it was asked for.
    """

    phrases: tuple[Terms, ...]
    written: tuple[str, ...] = field(compare=False)

    def spelled(self) -> list[Terms]:
        """The phrases as they are stored."""
        return [tuple(spell(term) for term in phrase) for phrase in self.phrases]


def read_text(parameter: str, written: str) -> TextQuery:
    """The words and phrases asked for; NotUnderstood where there are none, or more than 32.

    Little words are left out unless there is nothing else: "visit of the president" is found in
    "the President visited".
    """
    asked = list(_phrases(written))
    needed = {it.terms: it.text for it in asked if not it.is_little}
    needed = needed or {it.terms: it.text for it in asked}
    if not needed:
        message = (
            f"{parameter} holds no word: write words that facts must all hold, "
            'with "double quotes" around those that stand side by side.'
        )
        raise UnresolvedName(ParameterError(parameter, "no_words", message))
    count = sum(len(phrase) for phrase in needed)
    if count > _MOST_WORDS:
        message = f"{parameter} holds {count} words: write {_MOST_WORDS} or fewer."
        raise UnresolvedName(ParameterError(parameter, "too_many_words", message))
    return TextQuery(tuple(needed), tuple(needed.values()))


def join_texts(queries: Iterable[TextQuery]) -> TextQuery | None:
    """All that several queries ask for; None where there is none."""
    asked = {
        phrase: text
        for query in queries
        for phrase, text in zip(query.phrases, query.written, strict=True)
    }
    return TextQuery(tuple(asked), tuple(asked.values())) if asked else None


def show_matches(
    query: TextQuery, fact: Mapping[str, Any], registry: EntityRegistry
) -> list[dict[str, str]]:
    """Where the query hit a fact that it finds, as HTML: all is escaped, hits are in `<mark>`.

    Of each party's names only those are shown that it takes to show what hit.
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
        for html in _marked(query, group)
    ]


@dataclass(frozen=True)
class _Phrase:
    """A phrase as it was asked for; `is_little` where it says too little to be insisted on."""

    terms: Terms
    text: str
    is_little: bool


def _phrases(written: str) -> Iterator[_Phrase]:
    pieces = _QUOTES.split(written)
    for number, piece in enumerate(pieces):
        words = analyse(piece)
        is_quoted = number % 2 == 1 and number < len(pieces) - 1
        if is_quoted and words:
            yield _Phrase(tuple(word.term for word in words), piece.strip(), is_little=False)
        elif not is_quoted:
            yield from _compounds(piece, words)


def _compounds(written: str, words: list[Word]) -> Iterator[_Phrase]:
    """The words one by one, but those together that a hyphen joins: `visa-free`."""
    joined: list[Word] = []
    for word, following in zip_longest(words, words[1:]):
        joined.append(word)
        if following is None or not _is_compound(written, word, following):
            text = written[joined[0].start : joined[-1].end]
            terms = tuple(it.term for it in joined)
            yield _Phrase(terms, text, is_little=terms in _LITTLE)
            joined = []


def _is_compound(written: str, word: Word, following: Word) -> bool:
    """Whether a hyphen joins two words; between numbers it is a dash: `2014-2016`."""
    numbers = word.term.isdecimal() and following.term.isdecimal()
    return not numbers and written[word.end : following.start] in _HYPHENS


def _party_ids(fact: Mapping[str, Any]) -> Iterator[str]:
    parties = (party for _, party in list_parties(fact))
    yield from dict.fromkeys(it["id"] for it in parties if it["role"] != Role.EXCLUDED)


def _names_of(entity_id: str, registry: EntityRegistry) -> Iterator[str]:
    entity = registry.entities[entity_id]
    yield from dict.fromkeys(it.name for it in registry.names.get(entity_id, []))
    yield entity.alpha3 or entity_id


def _marked(query: TextQuery, texts: Iterable[str]) -> list[str]:
    """Those of the texts that are the first to hold a phrase, with every hit marked."""
    unseen = set(query.phrases)
    found = []
    for text in texts:
        hits = {phrase: spans for phrase in query.phrases if (spans := _spans(phrase, text))}
        if unseen & hits.keys():
            unseen -= hits.keys()
            found.append(_mark(text, sorted(span for spans in hits.values() for span in spans)))
        if not unseen:
            break
    return found


@lru_cache(maxsize=_REMEMBERED)
def _analysed(text: str) -> tuple[Terms, list[Word]]:
    # The names of a party are looked through in each of its facts.
    words = analyse(text)
    return tuple(word.term for word in words), words


def _spans(phrase: Terms, text: str) -> list[tuple[int, int]]:
    """From where to where the phrase stands in a text."""
    size = len(phrase)
    terms, words = _analysed(text)
    if phrase[0] not in terms:
        return []
    return [
        (words[at].start, words[at + size - 1].end)
        for at in range(len(words) - size + 1)
        if terms[at : at + size] == phrase
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
