"""Names in a question, with the roles that they have there."""

from collections.abc import Sequence
from dataclasses import dataclass

from policyfacts.search.questions.directions import DirectionReader, Marked, Side
from policyfacts.search.questions.filters import FilterBuilder, FilterValue, parameter_of
from policyfacts.search.questions.groups import Group
from policyfacts.search.questions.lexicon import Lexicon
from policyfacts.search.questions.pieces import Piece
from policyfacts.search.questions.readings import Readings
from policyfacts.vocabulary import WordSense

_SEVERAL_NAMES = "Several bear this name; none is applied."
_WHICH_SIDE = "Who acts, and to whom it is done, is not said; neither is applied."
_NO_SIDE = "A region takes no side; facts are found in which countries of it stand on either side."
_BOTH = "Read as facts that have all of these at once; any of them may be meant."


@dataclass(frozen=True)
class NameReader:
    """Takes names for countries, organizations and parties with roles."""

    lexicon: Lexicon
    pieces: Sequence[Piece]
    directions: DirectionReader
    builder: FilterBuilder
    readings: Readings

    def read(self, group: Group) -> None:
        """Take the names of a group for values of filters; offer those that several bear."""
        type_place = self.directions.type_place
        marked = self.directions.mark(group)
        values = []
        for place in group.places:
            piece = self.pieces[place]
            options = [self._value(piece, id_, marked) for id_ in piece.entities]
            if marked.marker is not None and place == group.first:
                first = self.pieces[marked.marker].first
                options = [
                    FilterValue(first, each.last, each.parameter, each.value) for each in options
                ]
            if len(options) == 1:
                values += options
            else:
                candidates = [{option.parameter: option.value} for option in options]
                self.readings.offer(options[0].first, piece.last, candidates, _SEVERAL_NAMES)
        if marked.side is Side.UNCLEAR and type_place is not None:
            self._offer_sides(group)
        if type_place is not None and self.directions.is_of_regions(group):
            tokens = self.pieces[group.first].first, self.pieces[group.last - 1].last
            self.readings.notes.append(f"“{self.directions.question.slice(*tokens)}”: {_NO_SIDE}")
        self._add(group, values)

    def values(self, group: Group) -> list[FilterValue]:
        """Return the names of a group as filters take them, whatever their roles."""
        marked = Marked(Side.EITHER)
        pieces = (self.pieces[place] for place in group.places)
        return [self._value(piece, id_, marked) for piece in pieces for id_ in piece.entities]

    def _add(self, group: Group, values: Sequence[FilterValue]) -> None:
        """Join the names: those in one role are any, since each acts or is visited by itself."""
        if len(values) < 2:
            self.builder.add_all(values)
            return
        in_one_role = all(value.parameter == "party" for value in values)
        if group.is_any or in_one_role:
            self.builder.add_any(values)
            return
        self.builder.add_all(values)
        parameters = {value.parameter for value in values}
        if len(parameters) == 1 and WordSense.AND in group.joins and not self._has_dash(group):
            either = {parameters.pop(): [value.value for value in values]}
            self.readings.offer(values[0].first, values[-1].last, [either], _BOTH)

    def _has_dash(self, group: Group) -> bool:
        tokens = self.directions.question.tokens
        return any(tokens[self.pieces[place].first].follows_dash for place in group.places[1:])

    def _value(self, piece: Piece, id_: str, marked: Marked) -> FilterValue:
        if marked.side not in (Side.ORIGIN, Side.DESTINATION):
            parameter = parameter_of(self.lexicon.registry.entities[id_].kind)
            return FilterValue(piece.first, piece.last, parameter, id_)
        return FilterValue(piece.first, piece.last, "party", self._party(id_, marked.side))

    def _party(self, id_: str, side: Side) -> str:
        direction = self.directions.direction
        role = direction.origin if side is Side.ORIGIN else direction.destination
        return f"{id_}:{role}"

    def _offer_sides(self, group: Group) -> None:
        for place in group.places:
            piece = self.pieces[place]
            candidates = [
                {"party": self._party(id_, side)}
                for id_ in piece.entities
                for side in (Side.ORIGIN, Side.DESTINATION)
            ]
            self.readings.offer(piece.first, piece.last, candidates, _WHICH_SIDE)
