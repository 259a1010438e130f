"""Names and terms of a question that stand in one list: `China, Russia and Vietnam`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.search.questions.pieces import Piece
from policyfacts.search.questions.tokens import Question
from policyfacts.vocabulary import WordSense

_JOINING = (WordSense.AND, WordSense.OR)
_PASSED = (WordSense.LITTLE,)


@dataclass(frozen=True)
class Group:
    """The pieces of one list; `joins` are what stands between them."""

    places: tuple[int, ...]
    joins: frozenset[WordSense]
    is_left_out: bool = False

    @property
    def is_any(self) -> bool:
        """Whether any of its members is enough: they are joined by `or`, or by commas alone."""
        if self.joins & {WordSense.AND, WordSense.BETWEEN}:
            return False
        return bool(self.joins)

    @property
    def first(self) -> int:
        """The place of its first piece."""
        return self.places[0]

    @property
    def last(self) -> int:
        """The place after its last piece."""
        return self.places[-1] + 1


class GroupReader:
    """Finds lists among the pieces that stand for something to filter by."""

    def __init__(self, question: Question, pieces: Sequence[Piece], used: set[int]) -> None:
        self._question = question
        self._pieces = pieces
        self._used = used

    def groups(self) -> Iterator[Group]:
        """Yield groups in their order; each piece is in one."""
        place = 0
        while place < len(self._pieces):
            if not self._is_member(place):
                place += 1
                continue
            group = self._group_at(place)
            yield group
            place = group.last

    def _group_at(self, first: int) -> Group:
        places, joins = [first], set()
        while (step := self._next_member(places[-1])) is not None:
            place, join = step
            if not self._is_alike(places[0], place):
                break
            places.append(place)
            joins.add(join)
        if self._opener(first).has(WordSense.BETWEEN):
            joins.add(WordSense.BETWEEN)
        return Group(tuple(places), frozenset(joins), self._is_left_out(first))

    def _next_member(self, place: int) -> tuple[int, WordSense] | None:
        """Return the next piece that a word, a comma or a hyphen joins to this one, and how."""
        join: WordSense | None = None
        for following in range(place + 1, min(place + 4, len(self._pieces))):
            token = self._question.tokens[self._pieces[following].first]
            if token.follows_comma:
                join = join or WordSense.OR
            if token.follows_dash and following == place + 1:
                join = WordSense.AND
            if self._is_member(following):
                return (following, join) if join is not None else None
            piece = self._pieces[following]
            if piece.has(*_JOINING):
                join = WordSense.OR if piece.has(WordSense.OR) else WordSense.AND
                self._used.add(following)
            elif not (piece.has(*_PASSED) and join is not None):
                return None
        return None

    def _is_member(self, place: int) -> bool:
        piece = self._pieces[place]
        return place not in self._used and bool(piece.entities or piece.reads)

    def _is_alike(self, place: int, other: int) -> bool:
        """Return whether two pieces fit into one list: both names, or values of one filter."""
        left, right = self._pieces[place], self._pieces[other]
        if left.entities or right.entities:
            return bool(left.entities and right.entities)
        return left.reads.keys() == right.reads.keys()

    def _opener(self, place: int) -> Piece:
        """Return the word before a piece that says what it is there for; little ones apart."""
        place -= 1
        while place >= 0 and self._pieces[place].has(*_PASSED):
            place -= 1
        return self._pieces[place] if place >= 0 else Piece(0, 0)

    def _is_left_out(self, place: int) -> bool:
        """Return whether a word or sign of negation stands before a piece."""
        if self._question.tokens[self._pieces[place].first].is_left_out:
            return True
        before = place - 1
        passed = (WordSense.LITTLE, WordSense.WITH, WordSense.FROM, WordSense.TO, WordSense.OR)
        while before >= 0 and self._pieces[before].has(*passed):
            if self._pieces[before].has(WordSense.NOT):
                break
            before -= 1
        if before < 0 or not self._pieces[before].has(WordSense.NOT):
            return False
        self._used.add(before)
        return True
