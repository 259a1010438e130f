"""Number the facts, write all that is derived, and say which facts read otherwise than before."""

from collections.abc import Callable

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from policyfacts.loader.derive.bodies import assemble_body
from policyfacts.loader.derive.facts import stream_facts
from policyfacts.loader.derive.reference import Reference
from policyfacts.loader.derive.sets import SetBuilder
from policyfacts.loader.derive.texts import TextBuilder
from policyfacts.loader.tables import Row, delete_in, insert_rows
from policyfacts.models import Base, Fact, FactBody, FactText, SelectionSet


def derive(connection: Connection, advance: Callable[[int], None]) -> set[str]:
    """Bring positions, bodies, sets and searched words in line with the tables.

    Returns the ids of facts whose body changed.
    """
    _number(connection)
    reference = Reference(connection)
    sets, texts = SetBuilder(reference), TextBuilder(reference)
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


def _number(connection: Connection) -> None:
    """Positions in the default order: end, start and id, all descending."""
    ordered = connection.execute(
        select(Fact.number, Fact.position).order_by(
            Fact.date_end.desc(), Fact.date_start.desc(), Fact.id.desc()
        )
    )
    moved = [
        {"fact": number, "place": place}
        for place, (number, position) in enumerate(ordered)
        if place != position
    ]
    if moved:
        statement = update(Fact).where(Fact.number == bindparam("fact"))
        connection.execute(statement.values(position=bindparam("place")), moved)


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
