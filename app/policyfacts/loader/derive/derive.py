"""Number the facts, write their bodies and sets, and say which facts read otherwise than before."""

from collections.abc import Callable

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from policyfacts.loader.derive.bodies import assemble_body
from policyfacts.loader.derive.facts import stream_facts
from policyfacts.loader.derive.reference import Reference
from policyfacts.loader.derive.sets import SetBuilder
from policyfacts.models import Fact, FactBody, SelectionSet

_BATCH = 1000


def derive(connection: Connection, advance: Callable[[int], None]) -> set[str]:
    """Bring positions, bodies and sets in line with the tables.

    Returns the ids of facts whose body changed.
    """
    _number(connection)
    reference = Reference(connection)
    sets = SetBuilder(reference)
    changed: set[str] = set()
    fresh: list[dict[str, object]] = []
    for parts in stream_facts(connection):
        body = assemble_body(parts, reference)
        if body != parts.stored_body:
            fresh.append({"fact_number": parts.fact["number"], "body": body})
            if parts.stored_body is not None:
                changed.add(parts.fact["id"])
        sets.add(parts)
        advance(1)
    _replace_bodies(connection, fresh)
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


def _replace_bodies(connection: Connection, fresh: list[dict[str, object]]) -> None:
    for start in range(0, len(fresh), _BATCH):
        batch = fresh[start : start + _BATCH]
        numbers = [row["fact_number"] for row in batch]
        connection.execute(delete(FactBody).where(FactBody.fact_number.in_(numbers)))
        connection.execute(insert(FactBody), batch)


def _replace_sets(connection: Connection, sets: SetBuilder) -> None:
    connection.execute(delete(SelectionSet))
    rows = [
        {"dimension": dimension, "value": value, "members": members}
        for dimension, value, members in sets.finished()
    ]
    if rows:
        connection.execute(insert(SelectionSet), rows)
