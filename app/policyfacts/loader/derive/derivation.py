"""Derive of each fact its body and words, of all facts their order and their sets."""

from array import array
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from policyfacts.loader.derive.bodies import assemble_body
from policyfacts.loader.derive.fact_rows import FactParts
from policyfacts.loader.derive.fact_texts import TextBuilder, TextRow
from policyfacts.loader.derive.reference_data import ReferenceData
from policyfacts.loader.derive.selection_sets import SelectionSetBuilder
from policyfacts.loader.derive.sentence_words import SentenceWords
from policyfacts.loader.derive.word_sets import WordSetBuilder
from policyfacts.loader.table_writes import Row
from policyfacts.models import NO_ORDINAL, Base, Fact, SelectionOrder, SelectionSet, WordSet
from policyfacts.models.ordinals import ordinal_at
from policyfacts.vocabulary import MatchField

_BATCH = 200
_FETCHED = 10_000


class Derived(NamedTuple):
    """What is derived of one fact."""

    body: str
    text: TextRow


class Derivation:
    """Derives facts one by one, and at the end the order and sets of all of them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._reference = ReferenceData(connection)
        self._sets = SelectionSetBuilder(self._reference)
        self._texts = TextBuilder(self._reference)
        self._sentences = SentenceWords(self._reference)
        self._words = WordSetBuilder(self._reference)

    def derive(self, parts: FactParts) -> Derived:
        """Return the body and words of a fact, and add it to the sets."""
        self._sets.add(parts)
        text = self._texts.row(parts)
        self._words.add(
            parts.fact.number,
            {
                MatchField.STATEMENT: text.statement,
                MatchField.NAMES: parts.searched_ids,
                MatchField.TOPICS: parts.topic_ids,
                MatchField.SENTENCE: self._sentences.find(parts, text),
            },
        )
        return Derived(assemble_body(parts, self._reference), text)

    def finish(self) -> None:
        """Write the order of all facts and their sets."""
        ordinals = _write_order(self._connection)
        sets = (
            {"dimension": dimension, "value": value, "members": members}
            for dimension, value, members in self._sets.build(ordinals)
        )
        _replace(self._connection, SelectionSet, sets)
        words = (
            {"word": word, "field": field, "members": members}
            for word, field, members in self._words.build(ordinals)
        )
        _replace(self._connection, WordSet, words)


def _replace(connection: Connection, table: type[Base], rows: Iterator[Row]) -> None:
    """Replace all rows of a table, a few at a time: together they may take a hundred MB."""
    connection.execute(delete(table))
    while batch := list(islice(rows, _BATCH)):
        connection.execute(insert(table), batch)


def _write_order(connection: Connection) -> "array[int]":
    """Write the default order: by end, start and id, descending; return ordinals by number."""
    ordered = select(Fact.number).order_by(
        Fact.date_end.desc(), Fact.date_start.desc(), Fact.id.desc()
    )
    in_order = array("I", connection.scalars(ordered.execution_options(yield_per=_FETCHED)))
    ordinals = array("I", [NO_ORDINAL]) * (max(in_order, default=0) + 1)
    numbers = array("I", [NO_ORDINAL]) * ordinal_at(len(in_order))
    for index, number in enumerate(in_order):
        ordinals[number] = ordinal = ordinal_at(index)
        numbers[ordinal] = number
    connection.execute(delete(SelectionOrder))
    rows = [{"name": "facts", "numbers": numbers}, {"name": "positions", "numbers": ordinals}]
    connection.execute(insert(SelectionOrder), rows)
    return ordinals
