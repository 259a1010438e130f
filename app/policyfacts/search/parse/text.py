"""Parsing the words of `q`: words, phrases in quotes, what is excluded, and either of several.

`-word`, `-"phrase"` and `NOT word` exclude. `OR` joins what stands directly beside it, and so binds
closer than the space between words, which asks for both. All other signs separate words.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from policyfacts.analyser import Word, analyse
from policyfacts.analyser.little_words import is_little
from policyfacts.errors import ParameterError, quote
from policyfacts.search.names.refusals import UnresolvedName, refuse_mixed
from policyfacts.search.sets.text_query import Clause, Phrase, TextQuery

QUOTES = '"“”„‟«»＂'
_TOKEN = re.compile(
    rf"(?P<minus>(?<!\S)[-\u2212](?=[{QUOTES}]|[^\W_]))?"
    rf"(?:[{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}]|[{QUOTES}]?(?P<plain>[^\s{QUOTES}]+))"
)
_HYPHENS = ("-", "\u2010", "\u2011")
_MAX_WORDS = 32


def parse_text(parameter: str, text: str) -> TextQuery:
    """Parse words and phrases.

    Little words are left out unless there is nothing else: "visit of the president" finds "the
    President visited". Raises UnresolvedName where there is no word, more than 32, or one in which
    two scripts are mixed.
    """
    refuse_mixed(parameter, text, find=lambda spelling: spelling, label=quote)
    tokens = [_Token.read(match) for match in _TOKEN.finditer(text)]
    query = _read(tokens, _Token.needed) or _read(tokens, _Token.phrases)
    query = query or _read([token.as_words() for token in tokens], _Token.phrases)
    if query is None:
        message = (
            f"{parameter} holds no word: write words that facts must all hold, "
            'with "double quotes" around those that stand side by side.'
        )
        raise UnresolvedName(ParameterError(parameter, "no_words", message))
    count = query.count_words()
    if count > _MAX_WORDS:
        message = f"{parameter} holds {count} words: write {_MAX_WORDS} or fewer."
        raise UnresolvedName(ParameterError(parameter, "too_many_words", message))
    return query


@dataclass(frozen=True)
class _Token:
    """A phrase in quotes, or what stands between spaces, with the minus before it."""

    text: str
    is_quoted: bool
    is_excluded: bool
    operator: str = ""

    @classmethod
    def read(cls, match: re.Match[str]) -> "_Token":
        """Read a token; AND, OR and NOT are operators in capitals alone."""
        is_quoted, is_excluded = match["quoted"] is not None, bool(match["minus"])
        text = match["quoted"] if is_quoted else match["plain"]
        is_operator = text in ("AND", "OR", "NOT") and not is_quoted and not is_excluded
        return cls(text, is_quoted, is_excluded, text if is_operator else "")

    def as_words(self) -> "_Token":
        """Return the same as a mere word."""
        return _Token(self.text, self.is_quoted, self.is_excluded)

    def phrases(self) -> list[Phrase]:
        """List the phrases in it: one in quotes, else words, or several that hyphens join."""
        words = analyse(self.text)
        if not self.is_quoted:
            return [phrase for phrase, _ in _compounds(self.text, words)]
        terms = tuple(word.term for word in words)
        return [Phrase(terms, f'"{self.text.strip()}"', is_quoted=True)] if terms else []

    def needed(self) -> list[Phrase]:
        """List the phrases in it that are no little words."""
        if self.is_quoted:
            return self.phrases()
        compounds = _compounds(self.text, analyse(self.text))
        return [phrase for phrase, little in compounds if not little]


@dataclass
class _Reading:
    """The clauses read so far, and the operators that wait for a phrase."""

    clauses: list[Clause] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)
    joins: bool = False
    excludes: bool = False

    def note(self, operator: str) -> None:
        """Note an operator before the next phrase."""
        if operator == "NOT":
            self.excludes = True
        elif operator == "OR" and self.clauses:
            self.joins = True
        elif operator == "OR":
            self.idle.append(operator)

    def add(self, phrases: Iterable[Phrase], *, is_excluded: bool) -> None:
        """Add phrases, of which an operator before them joins the first, and excludes all."""
        is_excluded = is_excluded or self.excludes
        for phrase in phrases:
            clause = Clause.of(phrase, is_excluded=is_excluded)
            if self.joins:
                clause = self.clauses.pop().either(clause)
            self.clauses.append(clause)
            self.joins = self.excludes = False


def _read(
    tokens: Iterable[_Token], phrases_of: Callable[[_Token], list[Phrase]]
) -> TextQuery | None:
    """Read tokens from first to last; None where no phrase is among them."""
    reading = _Reading()
    for token in tokens:
        if token.operator:
            reading.note(token.operator)
        else:
            reading.add(phrases_of(token), is_excluded=token.is_excluded)
    waiting = [name for name, waits in (("OR", reading.joins), ("NOT", reading.excludes)) if waits]
    clauses = tuple(dict.fromkeys(reading.clauses))
    return TextQuery(clauses, (*reading.idle, *waiting)) if clauses else None


def _compounds(text: str, words: list[Word]) -> Iterator[tuple[Phrase, bool]]:
    """Yield the words one by one, but those together that a hyphen joins: `visa-free`.

    With each comes whether it is a little word.
    """
    joined: list[Word] = []
    for word, following in zip_longest(words, words[1:]):
        joined.append(word)
        if following is None or not _is_compound(text, word, following):
            compound = text[joined[0].start : joined[-1].end]
            terms = tuple(part.term for part in joined)
            little = len(joined) == 1 and is_little(compound, text[word.end :])
            yield Phrase(terms, compound), little
            joined = []


def _is_compound(text: str, word: Word, following: Word) -> bool:
    """Return True where a hyphen joins two words; between numbers it is a dash: `2014-2016`."""
    are_numbers = word.term.isdecimal() and following.term.isdecimal()
    return not are_numbers and text[word.end : following.start] in _HYPHENS
