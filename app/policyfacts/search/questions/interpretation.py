"""A question in plain language read as filters, choices and words to search for.

Nothing is guessed: what may mean several things is offered and not applied, and what is not
understood stays words. docs/asking.md has the order in which readings win.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.search.questions.directions import DirectionReader, Marked, Side
from policyfacts.search.questions.filters import FAMILIES, FilterBuilder, Wanted, parameter_of
from policyfacts.search.questions.groups import Group, GroupReader
from policyfacts.search.questions.lexicon import Lexicon
from policyfacts.search.questions.pieces import Piece, Reader
from policyfacts.search.questions.readings import Choice, Readings, Understood
from policyfacts.search.questions.times import TimeReader
from policyfacts.search.questions.tokens import Question

_SEVERAL_NAMES = "Several bear this name."
_WHICH_SIDE = "Who acts is not clear."
_SMALL = "In small letters it is a little word."


@dataclass(frozen=True)
class Interpretation:
    """What was understood of a question, with the tokens that each part is about.

    `query` has the parameters as clients write them; `rest` are the words left for `q`.
    """

    question: Question
    query: dict[str, str | list[str]]
    understood: Sequence[Understood]
    choices: Sequence[Choice]
    rest: str
    dropped: Sequence[str]
    warnings: Sequence[str]


def interpret(lexicon: Lexicon, text: str) -> Interpretation:
    """Read a question."""
    reading = _QuestionReading(lexicon, Question.of_text(text))
    return reading.interpretation()


class _QuestionReading:
    def __init__(self, lexicon: Lexicon, question: Question) -> None:
        self._lexicon = lexicon
        self._question = question
        self._pieces = list(Reader(lexicon, question).pieces())
        self._readings = Readings()
        self._builder = FilterBuilder(self._readings)
        self._negated: list[Understood] = []

    def interpretation(self) -> Interpretation:
        years = sorted(set(self._lexicon.registry.reviews.values()))
        times = TimeReader(self._question, self._pieces, years, self._readings)
        times.read()
        self._drop_yielding(times.used)
        groups = list(GroupReader(self._question, self._pieces, times.used).groups())
        directions = DirectionReader(self._lexicon, self._question, self._pieces, groups)
        type_place = directions.type_place()
        for group in groups:
            if group.is_left_out:
                self._leave_out(group)
            elif self._pieces[group.first].entities:
                marked = (
                    Marked(Side.EITHER)
                    if type_place is None
                    else directions.mark(group, type_place)
                )
                self._read_names(group, marked, type_place)
            else:
                self._read_terms(group)
        self._builder.build()
        self._drop_little_words()
        return self._result()

    def _drop_yielding(self, used: set[int]) -> None:
        """Pass over words that say nothing beside others: agreements that are signed."""
        stated = {
            name
            for place, piece in enumerate(self._pieces)
            if place not in used and piece.yields_to is None
            for name in piece.reads
        }
        for place, piece in enumerate(self._pieces):
            if piece.yields_to in stated:
                used.add(place)
                self._readings.drop(piece.first, piece.last)

    def _read_names(self, group: Group, marked: Marked, type_place: int | None) -> None:
        values = []
        for place in group.places:
            piece = self._pieces[place]
            first = piece.first
            if marked.marker is not None and place == group.first:
                first = self._pieces[marked.marker].first
            options = [
                self._wanted(piece, first, id_, marked, type_place) for id_ in piece.entities
            ]
            if len(options) == 1:
                values.append(options[0])
            else:
                candidates = [{option.parameter: option.value} for option in options]
                self._readings.offer(first, piece.last, candidates, _SEVERAL_NAMES)
        if marked.side is Side.UNCLEAR and type_place is not None:
            self._offer_sides(group, type_place)
        if group.is_any and len(values) > 1:
            self._builder.add_any(values)
        else:
            self._builder.add_all(values)

    def _wanted(
        self, piece: Piece, first: int, id_: str, marked: Marked, type_place: int | None
    ) -> Wanted:
        if type_place is None or marked.side not in (Side.ORIGIN, Side.DESTINATION):
            kind = self._lexicon.registry.entities[id_].kind
            return Wanted(first, piece.last, parameter_of(kind), id_)
        return Wanted(first, piece.last, "party", self._party(id_, marked.side, type_place))

    def _party(self, id_: str, side: Side, type_place: int) -> str:
        direction = self._lexicon.directions[self._pieces[type_place].reads["type"]]
        role = direction.origin if side is Side.ORIGIN else direction.destination
        return f"{id_}:{role}"

    def _offer_sides(self, group: Group, type_place: int) -> None:
        for place in group.places:
            piece = self._pieces[place]
            candidates = [
                {"party": self._party(id_, side, type_place)}
                for id_ in piece.entities
                for side in (Side.ORIGIN, Side.DESTINATION)
            ]
            self._readings.offer(piece.first, piece.last, candidates, _WHICH_SIDE)

    def _read_terms(self, group: Group) -> None:
        values = [
            Wanted(self._pieces[place].first, self._pieces[place].last, name, value)
            for place in group.places
            for name, value in self._pieces[place].reads.items()
        ]
        if group.is_any and len({value.parameter for value in values}) == 1:
            self._builder.add_any(values)
        else:
            self._builder.add_all(values)

    def _leave_out(self, group: Group) -> None:
        """Take what a negation leaves out, or say that it cannot be left out."""
        for place in group.places:
            piece = self._pieces[place]
            values = self._values(piece)
            if values and all(name in FAMILIES for name, _ in values):
                for name, value in values:
                    self._readings.understand(piece.first, piece.last, f"{name}_not", value)
            else:
                self._refuse_to_leave_out(piece, [name for name, _ in values])

    def _values(self, piece: Piece) -> list[tuple[str, str]]:
        entities = self._lexicon.registry.entities
        names = [(parameter_of(entities[id_].kind), id_) for id_ in piece.entities]
        return names if len(names) == 1 or not piece.reads else list(piece.reads.items())

    def _refuse_to_leave_out(self, piece: Piece, names: Sequence[str]) -> None:
        text = self._question.slice(piece.first, piece.last)
        what = names[0] if names else "word"
        self._readings.warnings.append(
            f"“{text}” is not left out: facts without a {what} are asked for by "
            'POST /v1/facts/search, with "not".'
        )
        self._readings.drop(piece.first, piece.last)

    def _drop_little_words(self) -> None:
        """Pass over words that say nothing; some are names where they are written in capitals."""
        taken = self._taken()
        for piece in self._pieces:
            if not piece.words or taken.intersection(range(piece.first, piece.last)):
                continue
            self._readings.drop(piece.first, piece.last)
            if piece.yields_to == "entity":
                names = self._lexicon.entities(
                    self._question.slice(piece.first, piece.last), spans_comma=False
                )
                kinds = self._lexicon.registry.entities
                candidates = [{parameter_of(kinds[id_].kind): id_} for id_ in names.ids]
                self._readings.offer(piece.first, piece.last, candidates, _SMALL)

    def _taken(self) -> set[int]:
        parts: list[Understood | Choice]
        parts = [*self._readings.understood, *self._readings.choices]
        return {token for part in parts for token in range(part.first, part.last)}

    def _result(self) -> Interpretation:
        readings, question = self._readings, self._question
        query = _query(readings.understood)
        gone = self._taken() | readings.dropped
        kept = [number for number in range(len(question.tokens)) if number not in gone]
        rest = " ".join(question.slice(*run) for run in _runs(kept, question))
        if rest:
            query["q"] = rest
        dropped = sorted(readings.dropped - self._taken())
        return Interpretation(
            question=question,
            query=query,
            understood=sorted(readings.understood, key=lambda part: (part.first, part.parameter)),
            choices=sorted(readings.choices, key=lambda part: part.first),
            rest=rest,
            dropped=[question.tokens[number].text for number in dropped],
            warnings=readings.warnings,
        )


def _query(understood: Sequence[Understood]) -> dict[str, str | list[str]]:
    """Return the parameters of a query, each value once, in the order of the question."""
    query: dict[str, str | list[str]] = {}
    for part in understood:
        if part.parameter.endswith(("_from", "_to")):
            query[part.parameter] = part.value
            continue
        values = query.setdefault(part.parameter, [])
        if isinstance(values, list) and part.value not in values:
            values.append(part.value)
    return query


def _runs(numbers: Sequence[int], question: Question) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of tokens that stand side by side, without a comma."""
    run: list[int] = []
    for number in numbers:
        if run and (number > run[-1] + 1 or question.tokens[number].follows_comma):
            yield run[0], run[-1] + 1
            run = []
        run.append(number)
    if run:
        yield run[0], run[-1] + 1
