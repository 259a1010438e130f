"""Who acts and to whom it is done: `visits of Belarus to China`, `who visited China`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from policyfacts.search.names.terms import QuestionWords
from policyfacts.search.questions.groups import Group
from policyfacts.search.questions.lexicon import Lexicon
from policyfacts.search.questions.pieces import Piece
from policyfacts.search.questions.tokens import Question
from policyfacts.vocabulary import EntityKind, Role, WordSense

# Kinds of entities that act; where it happens, or what it is about, has no direction.
_ACTORS = (EntityKind.COUNTRY, EntityKind.ORGANIZATION, EntityKind.PERSON)

# The words that ask to whom or where to, of the vocabulary.
_ASKED_GOAL = "asked-goal"
_GIVEN_TO = Role.RECIPIENT


class Side(Enum):
    """A side of what a type tells of."""

    ORIGIN = "origin"
    DESTINATION = "destination"
    EITHER = "either"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Marked:
    """A side, and the piece that says so: a preposition belongs to what it marks."""

    side: Side
    marker: int | None = None


@dataclass(frozen=True)
class DirectionReader:
    """Tells on which side of the one type with two ends each name stands."""

    lexicon: Lexicon
    question: Question
    pieces: Sequence[Piece]
    groups: Sequence[Group]
    passed: Collection[int] = ()
    """The numbers of pieces that say nothing here."""

    @cached_property
    def type_place(self) -> int | None:
        """The place of the word whose sides names take; None where there is not one type."""
        places = [
            place
            for place, piece in enumerate(self.pieces)
            if piece.reads.get("type") in self.lexicon.directions and place not in self.passed
        ]
        types = {self.pieces[place].reads["type"] for place in places}
        if len(types) != 1:
            return None
        verbs = (WordSense.VERB, WordSense.PASSIVE)
        return next((place for place in places if self.pieces[place].has(*verbs)), places[0])

    @property
    def direction(self) -> QuestionWords:
        """The roles of both ends of that type."""
        assert self.type_place is not None
        return self.lexicon.directions[self.pieces[self.type_place].reads["type"]]

    def mark(self, group: Group) -> Marked:
        """Return the side on which the names of a group stand."""
        type_place = self.type_place
        if type_place is None or WordSense.BETWEEN in group.joins:
            return Marked(Side.EITHER)
        if not all(self._is_actor(place) for place in group.places):
            return Marked(Side.EITHER)
        marker = self._marker(group.first)
        if marker is not None:
            piece = self.pieces[marker]
            if piece.has(WordSense.WITH, WordSense.BETWEEN):
                return Marked(Side.EITHER)
            if piece.has(WordSense.TO):
                return Marked(Side.DESTINATION, marker)
            if piece.has(WordSense.FROM) and not self._is_of_object(marker, type_place):
                return Marked(Side.ORIGIN, marker)
        side = self._side_beside_asked(group.first, type_place)
        return Marked(side) if side else self._mark_by_place(group, type_place)

    def _side_beside_asked(self, place: int, type_place: int) -> Side | None:
        """Return the side that a question leaves: `to whom did Belarus` asks for the other."""
        before = self._skip_back(place - 1)
        if before is None or not self.pieces[before].has(WordSense.AUXILIARY):
            return None
        if self.pieces[type_place].has(WordSense.PASSIVE):
            return None
        preposition = self._skip_back(before - 1)
        if preposition is None or preposition == before - 1:
            return None
        if self.pieces[preposition].has(WordSense.TO):
            return Side.ORIGIN
        return Side.DESTINATION if self.pieces[preposition].has(WordSense.FROM) else None

    def is_of_regions(self, group: Group) -> bool:
        """Return whether names are regions, of which no filter tells on which side they stand."""
        kinds = {self._kind(id_) for place in group.places for id_ in self.pieces[place].entities}
        return kinds == {EntityKind.REGION}

    def _mark_by_place(self, group: Group, type_place: int) -> Marked:
        """Return the side by what stands before the word of the type, and what behind it."""
        type_piece = self.pieces[type_place]
        is_before = group.first < type_place or self._asks_for_goal(type_place)
        if type_piece.has(WordSense.VERB):
            return Marked(Side.ORIGIN if is_before else Side.DESTINATION)
        if type_piece.has(WordSense.PASSIVE):
            return Marked(Side.DESTINATION if is_before else Side.ORIGIN)
        if not is_before:
            return Marked(self._side_behind_noun(type_place))
        return Marked(Side.ORIGIN if self._acts_before_noun(group, type_place) else Side.UNCLEAR)

    def _asks_for_goal(self, type_place: int) -> bool:
        """Return whether a verb follows what asks to whom it is done: `кого посетил Лукашенко`."""
        before = [words for piece in self.pieces[:type_place][-1:] for words in piece.words]
        return any(words.id == _ASKED_GOAL for words in before)

    def _side_behind_noun(self, type_place: int) -> Side:
        """Return the side of a name that stands right behind the word of the type.

        In languages with cases it is in the genitive, of whom; what is given has a dative, which
        many names write alike.
        """
        if not self._has_cases(type_place):
            return Side.DESTINATION
        return Side.UNCLEAR if self.direction.destination == _GIVEN_TO else Side.ORIGIN

    def _acts_before_noun(self, group: Group, type_place: int) -> bool:
        """Return whether a name before a noun surely acts: `Chinese visits`, `China's visit`."""
        if WordSense.AND in group.joins and any(
            self.question.tokens[self.pieces[place].first].follows_dash
            for place in group.places[1:]
        ):
            return False
        last = self.pieces[group.last - 1]
        tokens = self.question.tokens
        if last.is_adjective or tokens[last.last - 1].is_possessive:
            return True
        before = self.pieces[group.first - 1] if group.first else None
        if before is not None and before.has(WordSense.AUXILIARY):
            return True
        kinds = {self._kind(id_) for id_ in self.pieces[group.first].entities}
        if kinds == {EntityKind.PERSON}:
            return True
        return any(
            other.first > type_place and not other.is_left_out and self._is_named(other)
            for other in self.groups
        )

    def _is_of_object(self, marker: int, type_place: int) -> bool:
        """Return whether `of` belongs to somebody visited: `visited the President of China`."""
        person = self._skip_back(marker - 1)
        if person is None or not self.pieces[person].has(WordSense.PERSON):
            return False
        return self.pieces[type_place].has(WordSense.VERB) and person > type_place

    def _marker(self, place: int) -> int | None:
        """Return the preposition that marks a name, past little words and the person it names.

        The marker of China in `to the President of China` is `to`.
        """
        before = self._skip_back(place - 1)
        if before is None:
            return None
        piece = self.pieces[before]
        if piece.has(WordSense.FROM):
            person = self._skip_back(before - 1)
            if person is not None and self.pieces[person].has(WordSense.PERSON):
                outer = self._skip_back(person - 1)
                if outer is not None and self._is_preposition(outer):
                    return outer
            return before
        if piece.has(WordSense.PERSON) and self._has_cases(before):
            return self._marker(before)
        return before if self._is_preposition(before) else None

    def _is_preposition(self, place: int) -> bool:
        senses = (WordSense.FROM, WordSense.TO, WordSense.WITH, WordSense.BETWEEN)
        return self.pieces[place].has(*senses)

    def _skip_back(self, place: int) -> int | None:
        while place >= 0 and self.pieces[place].has(WordSense.LITTLE):
            place -= 1
        return place if place >= 0 else None

    def _is_actor(self, place: int) -> bool:
        return any(self._kind(id_) in _ACTORS for id_ in self.pieces[place].entities)

    def _is_named(self, group: Group) -> bool:
        return bool(self.pieces[group.first].entities)

    def _kind(self, id_: str) -> EntityKind:
        return self.lexicon.registry.entities[id_].kind

    def _has_cases(self, place: int) -> bool:
        """Return whether a word is of a language with cases, as its letters show."""
        text = self.question.slice(self.pieces[place].first, self.pieces[place].last)
        return any("\u0400" <= letter <= "\u052f" for letter in text)
