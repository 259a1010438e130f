"""The stored sets of ordinals, and the order that ordinals speak of."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from policyfacts.models import SelectionOrder, SelectionSet

_ALL = select(SelectionSet.dimension, SelectionSet.value, SelectionSet.members)
_ORDERS = select(SelectionOrder.name, SelectionOrder.numbers)


def read_sets(connection: Connection) -> dict[tuple[str, str], bytes]:
    """Every set, still compressed, by dimension and value."""
    return {(dimension, value): members for dimension, value, members in connection.execute(_ALL)}


def read_orders(connection: Connection) -> dict[str, Sequence[int]]:
    """The default order by name: `facts` by position, `positions` by number of the fact."""
    return dict(connection.execute(_ORDERS).all())
