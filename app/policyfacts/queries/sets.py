"""The stored sets of ordinals, and the order that ordinals speak of."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from policyfacts.models import SelectionOrder, SelectionSet

_ALL = select(SelectionSet.dimension, SelectionSet.value, SelectionSet.members)
_ORDERS = select(SelectionOrder.name, SelectionOrder.numbers)


def read_sets(connection: Connection) -> dict[tuple[str, str], bytes]:
    """Read every set, still serialized, by dimension and value."""
    return {(dimension, value): members for dimension, value, members in connection.execute(_ALL)}


def read_orders(connection: Connection) -> dict[str, Sequence[int]]:
    """Read the order: `facts` has numbers by ordinal, `positions` has ordinals by number."""
    return dict(connection.execute(_ORDERS).all())
