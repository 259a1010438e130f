"""Bodies of facts, and tombstones."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from policyfacts.errors import ReleaseChanged
from policyfacts.models import Fact, FactBody, WithdrawnFact
from policyfacts.queries.releases import ReleaseInfo

# No row where the release is not, or no longer, the current one: one statement sees one state of
# the data, so that bodies are checked and read together.
_BODIES = """
    SELECT fact_number, {body} FROM releases
    LEFT JOIN {numbers} ON true
    LEFT JOIN fact_bodies ON fact_number = value
    WHERE sequence = {parameter} AND releases.id = {parameter}
    AND NOT EXISTS (SELECT 1 FROM releases AS newer WHERE newer.sequence > releases.sequence)
"""
# The statement that is sent most is in the drivers' own words, which SQLAlchemy need not look at.
# One parameter for all numbers: a statement with as many as there are would be another each time.
_SQLITE = _BODIES.format(body="CAST(body AS BLOB)", numbers="json_each(?)", parameter="?")
_POSTGRESQL = _BODIES.format(
    body="body", numbers="unnest(CAST(%s AS int[])) AS value", parameter="%s"
)
_BY_ID = (
    select(FactBody.body)
    .join(Fact, FactBody.fact_number == Fact.number)
    .where(Fact.id == bindparam("fact_id"))
)
_TOMBSTONE = select(WithdrawnFact.reason, WithdrawnFact.replaced_by).where(
    WithdrawnFact.id == bindparam("fact_id")
)
_NEIGHBOURS = (
    select(Fact.id)
    .where(Fact.id >= bindparam("prefix"), Fact.id < bindparam("end"))
    .order_by(Fact.id)
    .limit(500)
)
_IDS = select(Fact.id).order_by(Fact.id).limit(bindparam("limit"))


def list_bodies(
    connection: Connection, numbers: Sequence[int], release: ReleaseInfo
) -> list[bytes]:
    """List the JSON of the facts with these numbers, in their order.

    Raises ReleaseChanged where the data is no longer that of the release.
    """
    joined = ",".join(map(str, numbers))
    if connection.dialect.name == "sqlite":
        rows = _rows(connection, _SQLITE, f"[{joined}]", release)
        bodies = dict(rows)
    else:
        rows = _rows(connection, _POSTGRESQL, f"{{{joined}}}", release)
        bodies = {number: body.encode() for number, body in rows if number is not None}
    if not rows:
        raise ReleaseChanged(f"{release.id} was replaced meanwhile: ask again.")
    return [bodies[number] for number in numbers]


def _rows(
    connection: Connection, statement: str, numbers: str, release: ReleaseInfo
) -> Sequence[Row[Any, Any]]:
    parameters = (numbers, release.sequence, release.id)
    return connection.exec_driver_sql(statement, parameters).all()


def find_body(connection: Connection, fact_id: str) -> str | None:
    """Return the JSON text of one fact, None where there is none."""
    return connection.scalar(_BY_ID, {"fact_id": fact_id})


def find_tombstone(connection: Connection, fact_id: str) -> tuple[str, str | None] | None:
    """Return why a fact was withdrawn, and the id of its successor."""
    row = connection.execute(_TOMBSTONE, {"fact_id": fact_id}).first()
    return None if row is None else (row[0], row[1])


def list_ids_from(connection: Connection, prefix: str) -> Sequence[str]:
    """List ids that begin with `prefix`, at most 500."""
    return connection.scalars(_NEIGHBOURS, {"prefix": prefix, "end": prefix + "~"}).all()


def list_ids(connection: Connection, limit: int) -> Sequence[str]:
    """List ids of facts in their order, at most so many."""
    return connection.scalars(_IDS, {"limit": limit}).all()
