"""What a question leaves out: filters that end in `_not`, the other values, or a refusal."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from policyfacts.search.questions.filters import (
    FAMILIES,
    FilterBuilder,
    FilterValue,
    parameter_of,
)
from policyfacts.search.questions.groups import Group
from policyfacts.search.questions.lexicon import Lexicon
from policyfacts.search.questions.pieces import Piece
from policyfacts.search.questions.readings import Readings
from policyfacts.search.questions.tokens import Question
from policyfacts.vocabulary import FactKind, Status, WordSense

# Every fact has a value of these: to leave one out is to ask for the others.
_COMPLETE: Mapping[str, Collection[str]] = {"status": list(Status), "kind": list(FactKind)}
# So many words and names are shown of what a loose negation may be about.
_SHOWN = 3
# The words, in the vocabulary, that leave out a place and all that lies in it.
_OUTSIDE = "outside"
_REMEDY = 'ask by POST /v1/facts/search, with "not"'


@dataclass(frozen=True)
class NegationReader:
    """Takes groups that a question leaves out, and refuses what cannot be left out."""

    lexicon: Lexicon
    question: Question
    pieces: Sequence[Piece]
    builder: FilterBuilder
    readings: Readings

    def leave_out(self, group: Group) -> None:
        """Take a group for values that facts must not have."""
        for place in group.places:
            piece = self.pieces[place]
            values = self._values(piece)
            names = {name for name, _ in values}
            if self._is_outside(place) and names == {"organization"}:
                self._refuse(self._negation_before(place), place + 1)
            elif len(values) == 1 and names <= set(FAMILIES):
                self.readings.understand(
                    piece.first, piece.last, f"{values[0][0]}_not", values[0][1]
                )
            elif len(values) == 1 and names <= _COMPLETE.keys():
                self._take_others(piece, *values[0])
            else:
                self._refuse(self._negation_before(place), place + 1)

    def refuse_loose(self, used: Collection[int]) -> None:
        """Refuse negations that belong to nothing that could be left out, times among them."""
        for place, piece in enumerate(self.pieces):
            if piece.has(WordSense.NOT) and place not in used:
                self._refuse(place, min(place + _SHOWN, len(self.pieces)))

    def _take_others(self, piece: Piece, name: str, value: str) -> None:
        others = [other for other in _COMPLETE[name] if other != value]
        self.builder.add_any(
            [FilterValue(piece.first, piece.last, name, str(other)) for other in others]
        )

    def _refuse(self, first: int, last: int) -> None:
        """Refuse the words of pieces from `first` to before `last`, and pass over them."""
        tokens = self.pieces[first].first, self.pieces[last - 1].last
        self.readings.refused.append(
            f"“{self.question.slice(*tokens)}”: no filter leaves this out, so that nothing is "
            f"applied; {_REMEDY}."
        )
        self.readings.drop(*tokens)

    def _is_outside(self, place: int) -> bool:
        """Return whether those are meant that are no members: `non-EU countries`."""
        negation = self.pieces[self._negation_before(place)]
        return any(words.id == _OUTSIDE for words in negation.words)

    def _negation_before(self, place: int) -> int:
        """Return the place of the word that leaves out a piece; its own where that is a sign."""
        if self.question.tokens[self.pieces[place].first].is_left_out:
            return place
        before = (other for other in range(place, -1, -1) if self.pieces[other].has(WordSense.NOT))
        return next(before, place)

    def _values(self, piece: Piece) -> list[tuple[str, str]]:
        entities = self.lexicon.registry.entities
        names = [(parameter_of(entities[id_].kind), id_) for id_ in piece.entities]
        return [*names, *piece.reads.items()]
