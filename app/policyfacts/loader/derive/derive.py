"""Put facts in order, write all that is derived, and say which facts read otherwise than before."""

from array import array
from collections.abc import Callable

from sqlalchemy import Connection, delete, insert, select

from policyfacts.loader.derive.bodies import assemble_body
from policyfacts.loader.derive.facts import stream_facts
from policyfacts.loader.derive.reference import Reference
from policyfacts.loader.derive.sets import SetBuilder
from policyfacts.loader.derive.texts import TextBuilder
from policyfacts.loader.tables import Row, delete_in, insert_rows
from policyfacts.models import NOWHERE, Base, Fact, FactBody, FactText, SelectionOrder, SelectionSet


def derive(connection: Connection, advance: Callable[[int], None]) -> set[str]:
    """Bring order, bodies, sets and searched words in line with the tables.

    Returns the ids of facts whose body changed.
    """
    positions = _put_in_order(connection)
    reference = Reference(connection)
    sets, texts = SetBuilder(reference, positions), TextBuilder(reference)
    changed: set[str] = set()
    bodies: list[Row] = []
    words: list[Row] = []
    for parts in stream_facts(connection):
        body = assemble_body(parts, reference)
        if body != parts.stored_body:
            bodies.append({"fact_number": parts.fact["number"], "body": body})
            if parts.stored_body is not None:
                changed.add(parts.fact["id"])
        text = texts.row(parts)
        if text["digest"] != parts.stored_text:
            words.append(text)
        sets.add(parts)
        advance(1)
    _replace(connection, FactBody, bodies)
    _replace(connection, FactText, words)
    _replace_sets(connection, sets)
    return changed


def _put_in_order(connection: Connection) -> "array[int]":
    """Write the default order: end, start and id, all descending; returns positions by number."""
    ordered = select(Fact.number).order_by(
        Fact.date_end.desc(), Fact.date_start.desc(), Fact.id.desc()
    )
    numbers = array("I", connection.scalars(ordered))
    positions = array("I", [NOWHERE]) * (max(numbers, default=0) + 1)
    for position, number in enumerate(numbers):
        positions[number] = position
    connection.execute(delete(SelectionOrder))
    rows = [{"name": "facts", "numbers": numbers}, {"name": "positions", "numbers": positions}]
    connection.execute(insert(SelectionOrder), rows)
    return positions


def _replace(connection: Connection, table: type[Base], rows: list[Row]) -> None:
    delete_in(connection, table, "fact_number", [row["fact_number"] for row in rows])
    insert_rows(connection, table, rows)


def _replace_sets(connection: Connection, sets: SetBuilder) -> None:
    connection.execute(delete(SelectionSet))
    rows = [
        {"dimension": dimension, "value": value, "members": members}
        for dimension, value, members in sets.finished()
    ]
    if rows:
        connection.execute(insert(SelectionSet), rows)
