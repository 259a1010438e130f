"""Bodies of facts, and tombstones."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, bindparam, select, text

from policyfacts.errors import ReleaseChanged
from policyfacts.models import Fact, FactBody, WithdrawnFact
from policyfacts.queries.releases import ReleaseInfo

# One parameter for all numbers: a statement with as many as there are would be another each time.
# With the bodies comes the release that they are of, as one statement sees one state of the data.
_CURRENT = "(SELECT sequence, id FROM releases ORDER BY sequence DESC LIMIT 1) AS current"
_BY_NUMBERS = {
    "sqlite": text(
        f"SELECT current.sequence, current.id, fact_number, body FROM {_CURRENT} "
        "LEFT JOIN fact_bodies ON fact_number IN (SELECT value FROM json_each(:numbers))"
    ),
    "postgresql": text(
        f"SELECT current.sequence, current.id, fact_number, body FROM {_CURRENT} "
        "LEFT JOIN fact_bodies ON fact_number = ANY(CAST(:numbers AS int[]))"
    ),
}
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


def list_bodies(connection: Connection, numbers: Sequence[int], release: ReleaseInfo) -> list[str]:
    """JSON texts of the facts with these numbers, in their order.

    ReleaseChanged where the data is no longer that of the release.
    """
    written = _WRITERS[connection.dialect.name](numbers)
    statement = _BY_NUMBERS[connection.dialect.name]
    rows = connection.execute(statement, {"numbers": written}).all()
    if not rows or tuple(rows[0])[:2] != (release.sequence, release.id):
        raise ReleaseChanged(f"{release.id} was replaced meanwhile: ask again.")
    bodies = {number: body for _, _, number, body in rows}
    return [bodies[number] for number in numbers]


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


def _for_json(numbers: Sequence[int]) -> str:
    return f"[{','.join(map(str, numbers))}]"


_WRITERS: dict[str, Callable[[Sequence[int]], str | list[int]]] = {
    "sqlite": _for_json,
    "postgresql": list,
}
