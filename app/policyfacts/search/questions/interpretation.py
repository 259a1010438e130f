"""A question in plain language read as filters, choices and words to search for.

Nothing is guessed: what may mean several things is offered and not applied, and what is not
understood stays words. docs/asking.md has the order in which readings win.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyfacts.search.questions.directions import DirectionReader
from policyfacts.search.questions.filters import FilterBuilder, FilterValue, parameter_of
from policyfacts.search.questions.groups import Group, GroupReader
from policyfacts.search.questions.lexicon import Lexicon
from policyfacts.search.questions.names import NameReader
from policyfacts.search.questions.negations import NegationReader
from policyfacts.search.questions.pieces import Reader
from policyfacts.search.questions.readings import Choice, Readings, Understood
from policyfacts.search.questions.times import TimeReader
from policyfacts.search.questions.tokens import Question
from policyfacts.vocabulary import WordSense

_EITHER = 'Different filters must all hold, so that none is applied; POST takes "any" of several.'
_OF_TIMES = (
    *(WordSense.SINCE, WordSense.UNTIL, WordSense.BEFORE, WordSense.AFTER),
    WordSense.PART,
)
_SMALL = "In small letters it is a little word, and not applied."


@dataclass(frozen=True)
class Interpretation:
    """What was understood of a question, with the tokens that each part is about.

    `query` has the parameters as clients write them, none where anything is `refused`; `rest` are
    the words left for `q`.
    """

    question: Question
    query: dict[str, str | list[str]]
    understood: Sequence[Understood]
    choices: Sequence[Choice]
    rest: str
    dropped: Sequence[str]
    refused: Sequence[str]
    notes: Sequence[str]


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

    def interpretation(self) -> Interpretation:
        lexicon, question, pieces = self._lexicon, self._question, self._pieces
        builder, readings = self._builder, self._readings
        times = TimeReader(question, pieces, lexicon.review_years, readings)
        times.read()
        used = times.used
        self._drop_yielding(used)
        groups = list(GroupReader(question, pieces, used).groups())
        directions = DirectionReader(lexicon, question, pieces, groups, frozenset(used))
        names = NameReader(lexicon, pieces, directions, builder, readings)
        negations = NegationReader(lexicon, question, pieces, builder, readings)
        for group in groups:
            if group.is_left_out:
                negations.leave_out(group)
            elif not group.is_alternative:
                self._read(group, names)
        self._offer_alternatives([each for each in groups if each.is_alternative], names)
        negations.refuse_loose(used)
        builder.build()
        self._drop_little_words()
        return self._result()

    def _drop_yielding(self, used: set[int]) -> None:
        """Pass over words that say nothing beside others: agreements that are signed."""
        stated = {
            (name, value)
            for place, piece in enumerate(self._pieces)
            if place not in used and piece.yields_to is None
            for name, value in piece.reads.items()
        }
        for place, piece in enumerate(self._pieces):
            others = stated - set(piece.reads.items())
            if any(name == piece.yields_to for name, _ in others):
                used.add(place)
                self._readings.drop(piece.first, piece.last)

    def _read(self, group: Group, names: NameReader) -> None:
        if self._pieces[group.first].entities:
            names.read(group)
            return
        values = self._values(group, names)
        if group.is_any and len({value.parameter for value in values}) == 1:
            self._builder.add_any(values)
        else:
            self._builder.add_all(values)

    def _values(self, group: Group, names: NameReader) -> list[FilterValue]:
        if self._pieces[group.first].entities:
            return names.values(group)
        pieces = [self._pieces[place] for place in group.places]
        return [
            FilterValue(piece.first, piece.last, name, value)
            for piece in pieces
            for name, value in piece.reads.items()
        ]

    def _offer_alternatives(self, groups: Sequence[Group], names: NameReader) -> None:
        """Offer what `or` joins and different filters take, which all would have to hold."""
        values = [self._values(group, names) for group in groups if not group.is_left_out]
        if values:
            first, last = values[0][0].first, values[-1][-1].last
            candidates = [{each.parameter: each.value for each in of_one} for of_one in values]
            self._readings.offer(first, last, candidates, _EITHER)

    def _drop_little_words(self) -> None:
        """Pass over words that say nothing; some are names where they are written in capitals."""
        used = self._used_tokens()
        for piece in self._pieces:
            if not piece.words or used.intersection(range(piece.first, piece.last)):
                continue
            if all(words.sense in _OF_TIMES for words in piece.words):
                # `since independence`: without a time they are words like others.
                continue
            self._readings.drop(piece.first, piece.last)
            if piece.yields_to == "entity":
                names = self._lexicon.entities(
                    self._question.slice(piece.first, piece.last), spans_comma=False
                )
                kinds = self._lexicon.registry.entities
                candidates = [{parameter_of(kinds[id_].kind): id_} for id_ in names.ids]
                self._readings.offer(piece.first, piece.last, candidates, _SMALL)

    def _used_tokens(self) -> set[int]:
        parts: list[Understood | Choice]
        parts = [*self._readings.understood, *self._readings.choices]
        return {token for part in parts for token in range(part.first, part.last)}

    def _result(self) -> Interpretation:
        readings, question = self._readings, self._question
        query = _query(readings.understood) if not readings.refused else {}
        gone = self._used_tokens() | readings.dropped
        left = [number for number in range(len(question.tokens)) if number not in gone]
        rest = " ".join(question.slice(*run) for run in _runs(left, question))
        if rest and not readings.refused:
            query["q"] = rest
        dropped = sorted(readings.dropped - self._used_tokens())
        return Interpretation(
            question=question,
            query=query,
            understood=sorted(readings.understood, key=lambda part: (part.first, part.parameter)),
            choices=sorted(readings.choices, key=lambda part: part.first),
            rest=rest,
            dropped=[question.tokens[number].text for number in dropped],
            refused=readings.refused,
            notes=readings.notes if not readings.refused else (),
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
