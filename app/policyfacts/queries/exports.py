"""Reading a whole release: every body, without holding them all."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from policyfacts.models import Fact, FactBody

_BODIES = (
    select(FactBody.body)
    .join(Fact, FactBody.fact_number == Fact.number)
    .order_by(Fact.position)
    .execution_options(yield_per=500)
)


def stream_bodies(connection: Connection) -> Iterator[str]:
    """JSON texts of all facts in default order, read from the database in small portions."""
    yield from connection.scalars(_BODIES)
