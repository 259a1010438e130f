"""Names and terms of a question that stand in one list: `China, Russia and Vietnam`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.search.questions.pieces import Piece
from policyfacts.search.questions.tokens import Question, Token
from policyfacts.vocabulary import WordSense

_JOINING = (WordSense.AND, WordSense.OR)
# What stands between a word that negates and what it leaves out: `not with the EU`.
_BEFORE_LEFT_OUT = (WordSense.LITTLE, WordSense.WITH, WordSense.FROM, WordSense.TO, WordSense.OR)
_MAX_BETWEEN = 3


@dataclass(frozen=True)
class Group:
    """The pieces of one list, and what stands between them.

    It `is_alternative` where `or` joins it to something that another filter takes.
    """

    places: tuple[int, ...]
    joins: frozenset[WordSense] = frozenset()
    is_left_out: bool = False
    is_alternative: bool = False

    @property
    def is_any(self) -> bool:
        """Whether any of its members is enough: they are joined by `or`, or by commas alone."""
        return bool(self.joins) and not self.joins & {WordSense.AND, WordSense.BETWEEN}

    @property
    def first(self) -> int:
        """The place of its first piece."""
        return self.places[0]

    @property
    def last(self) -> int:
        """The place after its last piece."""
        return self.places[-1] + 1


@dataclass(frozen=True)
class _Step:
    """The next member of a list, and how it is joined; `is_said` where a word says so."""

    place: int
    join: WordSense
    is_said: bool


class GroupReader:
    """Finds lists among the pieces that filters take; `used` are the pieces that do other work."""

    def __init__(self, question: Question, pieces: Sequence[Piece], used: set[int]) -> None:
        self._question = question
        self._pieces = pieces
        self._used = used

    def groups(self) -> Iterator[Group]:
        """Yield groups in their order; each piece that filters take is in one."""
        place, is_alternative = 0, False
        while place < len(self._pieces):
            if not self._is_member(place):
                place += 1
                continue
            group, step = self._list_at(place)
            ends_in_or = step is not None and step.is_said and step.join is WordSense.OR
            yield Group(
                group.places,
                group.joins,
                self._is_left_out(place),
                is_alternative=is_alternative or ends_in_or,
            )
            place, is_alternative = group.last, ends_in_or

    def _list_at(self, first: int) -> tuple[Group, _Step | None]:
        """Return a list, and the step to what is joined to it and does not fit into it."""
        places, joins = [first], set()
        step = self._next_member(first)
        while step is not None and self._is_alike(first, step.place):
            places.append(step.place)
            joins.add(step.join)
            step = self._next_member(step.place)
        if self._opens_with_between(first):
            joins.add(WordSense.BETWEEN)
        return Group(tuple(places), frozenset(joins)), step

    def _next_member(self, place: int) -> _Step | None:
        """Return the next piece that a word, a comma or a hyphen joins to this one, and how."""
        join: WordSense | None = None
        is_said = False
        for following in range(place + 1, min(place + 1 + _MAX_BETWEEN, len(self._pieces))):
            piece, token = self._pieces[following], self._token(following)
            if token.follows_comma:
                join = join or WordSense.OR
            if token.follows_dash and following == place + 1:
                join = WordSense.AND
            if self._is_member(following):
                return _Step(following, join, is_said) if join is not None else None
            if piece.has(*_JOINING):
                join = WordSense.OR if piece.has(WordSense.OR) else WordSense.AND
                is_said = True
            elif join is None or not piece.has(WordSense.LITTLE):
                return None
        return None

    def _is_member(self, place: int) -> bool:
        piece = self._pieces[place]
        return place not in self._used and bool(piece.entities or piece.reads)

    def _is_alike(self, place: int, other: int) -> bool:
        """Return whether two pieces fit into one list: both names, or values of one filter."""
        left, right = self._pieces[place], self._pieces[other]
        if self._token(other).is_left_out:
            return False
        if left.entities or right.entities:
            return bool(left.entities and right.entities)
        return left.reads.keys() == right.reads.keys()

    def _opens_with_between(self, place: int) -> bool:
        place -= 1
        while place >= 0 and self._pieces[place].has(WordSense.LITTLE):
            place -= 1
        return place >= 0 and self._pieces[place].has(WordSense.BETWEEN)

    def _is_left_out(self, place: int) -> bool:
        """Return whether a word or sign of negation stands before a piece; the word is used."""
        if self._token(place).is_left_out:
            return True
        before = place - 1
        while before >= 0 and not self._pieces[before].has(WordSense.NOT):
            if not self._pieces[before].has(*_BEFORE_LEFT_OUT):
                return False
            before -= 1
        self._used.update([before] if before >= 0 else [])
        return before >= 0

    def _token(self, place: int) -> Token:
        return self._question.tokens[self._pieces[place].first]
