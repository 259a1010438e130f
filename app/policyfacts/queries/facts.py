"""Bodies of facts, and tombstones."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from policyfacts.models import Fact, FactBody, WithdrawnFact

_BY_POSITIONS = (
    select(Fact.position, FactBody.body)
    .join(FactBody, FactBody.fact_number == Fact.number)
    .where(Fact.position.in_(bindparam("positions", expanding=True)))
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


def list_bodies(connection: Connection, positions: Sequence[int]) -> list[str]:
    """JSON texts of the facts at these positions, in their order."""
    if not positions:
        return []
    rows = connection.execute(_BY_POSITIONS, {"positions": list(positions)})
    bodies = dict(rows.all())
    return [bodies[position] for position in positions]


def find_body(connection: Connection, fact_id: str) -> str | None:
    """The JSON text of one fact."""
    return connection.scalar(_BY_ID, {"fact_id": fact_id})


def find_tombstone(connection: Connection, fact_id: str) -> tuple[str, str | None] | None:
    """Why a fact was withdrawn, and the id of its successor."""
    row = connection.execute(_TOMBSTONE, {"fact_id": fact_id}).first()
    return None if row is None else (row[0], row[1])


def list_ids_from(connection: Connection, prefix: str) -> Sequence[str]:
    """Ids that begin with `prefix`, at most 500."""
    return connection.scalars(_NEIGHBOURS, {"prefix": prefix, "end": prefix + "~"}).all()
