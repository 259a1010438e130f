"""The pieces of a question: the longest readings of its tokens, from left to right.

Of readings of one length the first counts: words in capitals are names and codes; then come words
of the question's language, names of entities, of topics, of types, other forms of all these,
measures, and words of other languages.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from policyfacts.search.names.terms import QuestionWords
from policyfacts.search.questions.lexicon import (
    LANGUAGES,
    TERMS,
    EntityNames,
    Lexicon,
    find_language,
)
from policyfacts.search.questions.tokens import Question
from policyfacts.vocabulary import WordSense

_OPERATORS = (WordSense.AND, WordSense.OR, WordSense.NOT)


@dataclass(frozen=True, eq=False)
class Piece:
    """A reading of the tokens from `first` to before `last`; nothing is read where all is empty."""

    first: int
    last: int
    words: Sequence[QuestionWords] = ()
    entities: tuple[str, ...] = ()
    is_adjective: bool = False
    reads: Mapping[str, str] = field(default_factory=dict)
    yields_to: str | None = None

    def has(self, *senses: WordSense) -> bool:
        """Return whether it is a word of one of these senses."""
        return any(words.sense in senses for words in self.words)

    def number(self, sense: WordSense) -> int | None:
        """Return the number of a word of this sense, None where it has another."""
        return next((words.number for words in self.words if words.sense is sense), None)


@dataclass(frozen=True)
class Reader:
    """Reads the tokens of one question."""

    lexicon: Lexicon
    question: Question

    @cached_property
    def language(self) -> str:
        """The language of most of its words."""
        return find_language(self.lexicon, [token.text for token in self.question.tokens])

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces of the question in their order."""
        language, position = self.language, 0
        while position < len(self.question.tokens):
            piece = self._longest(position, language)
            yield piece
            position = piece.last

    def _longest(self, first: int, language: str) -> Piece:
        tokens = self.question.tokens
        if tokens[first].is_quoted or tokens[first].is_day:
            return Piece(first, first + 1)
        for last in range(self._end(first), first, -1):
            if last - first == 1 or self.lexicon.ends.may_end(tokens[last - 1].text):
                for piece in self._readings(first, last, language):
                    return piece
        return Piece(first, first + 1)

    def _end(self, first: int) -> int:
        """Return where the longest name may end that begins with a token."""
        tokens = self.question.tokens
        last = first + 1
        while last < min(len(tokens), first + self.lexicon.ends.longest(tokens[first].text)):
            token = tokens[last]
            if token.is_quoted or token.is_day or token.is_left_out:
                break
            last += 1
        return last

    def _readings(self, first: int, last: int, language: str) -> Iterator[Piece]:
        """Yield what tokens together may be, in the order in which readings win."""
        lexicon, text = self.lexicon, self.question.slice(first, last)
        names = self._names(first, last)
        spans_comma = self._spans_comma(first, last)
        words = () if spans_comma else lexicon.words(text, language)
        # AND, OR and NOT are operators, as searches elsewhere have them.
        is_operator = any(group.sense in _OPERATORS for group in words)
        if names.ids and self._is_written_as_name(text) and not is_operator:
            yield _of_names(first, last, names)
        if words:
            yield _of_words(first, last, words)
        if names.ids and not names.is_code:
            yield _of_names(first, last, names)
        if not spans_comma:
            yield from self._other_forms(first, last, text, language)

    def _other_forms(self, first: int, last: int, text: str, language: str) -> Iterator[Piece]:
        lexicon = self.lexicon
        yield from self._terms(first, last, lexicon.term_by_name, *TERMS)
        yield from self._terms(first, last, lexicon.term, "topic", "type")
        if words := lexicon.inflected_words(text, language):
            yield _of_words(first, last, words)
        if (names := self._inflected_names(text)).ids:
            yield _of_names(first, last, names)
        yield from self._terms(first, last, lexicon.inflected_term, "topic", "type")
        yield from self._terms(first, last, lexicon.term, "measure")
        yield from self._terms(first, last, lexicon.inflected_term, "measure")
        for other in LANGUAGES:
            if words := lexicon.words(text, other) or lexicon.inflected_words(text, other):
                yield _of_words(first, last, words)

    def _terms(
        self, first: int, last: int, find: Callable[[str, str], str | None], *kinds: str
    ) -> Iterator[Piece]:
        text = self.question.slice(first, last)
        for kind in kinds:
            term = find(kind, text)
            if term is not None and not self._is_about_name(first, last):
                yield Piece(first, last, reads={kind: term})

    def _is_about_name(self, first: int, last: int) -> bool:
        """Return whether a name stands at the end, for itself: `relations with the EU`."""
        language = self.language
        for place in range(first + 1, last - 1):
            words = self.lexicon.words(self.question.tokens[place].text, language)
            if any(group.sense is WordSense.WITH for group in words):
                return any(self._names(tail, last).ids for tail in range(place + 1, last))
        return False

    def _names(self, first: int, last: int) -> EntityNames:
        text = self.question.slice(first, last)
        if text.isdecimal():
            # A number is a code where the word before says so, or where there is nothing else.
            if not self._is_code_of_number(first):
                return EntityNames()
            names = self.lexicon.entities(text, spans_comma=False)
            return EntityNames(names.ids)
        return self.lexicon.entities(text, spans_comma=self._spans_comma(first, last))

    def _is_code_of_number(self, first: int) -> bool:
        tokens = self.question.tokens
        if first:
            words = self.lexicon.words(tokens[first - 1].text, "en")
            return any(group.sense is WordSense.CODE for group in words)
        return len(tokens) == 1 and len(tokens[0].text) == 3

    def _inflected_names(self, text: str) -> EntityNames:
        """Return names in other cases: they begin with a capital, as in all but hasty writing."""
        is_capital = text[0].isupper() or (text.islower() and self.question.text.islower())
        return self.lexicon.inflected_entities(text) if is_capital else EntityNames()

    def _is_written_as_name(self, text: str) -> bool:
        """Return whether capitals alone say that a word is a name or a code."""
        return text.isupper() and len(text) > 1 and not self.question.is_in_capitals

    def _spans_comma(self, first: int, last: int) -> bool:
        return any(token.follows_comma for token in self.question.tokens[first + 1 : last])


def _of_names(first: int, last: int, names: EntityNames) -> Piece:
    return Piece(first, last, entities=names.ids, is_adjective=names.is_adjective)


def _of_words(first: int, last: int, words: Sequence[QuestionWords]) -> Piece:
    group = words[0]
    return Piece(first, last, words, reads=group.reads, yields_to=group.yields_to)
