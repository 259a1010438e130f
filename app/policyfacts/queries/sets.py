"""The stored sets of positions."""

from sqlalchemy import Connection, select

from policyfacts.models import SelectionSet

_ALL = select(SelectionSet.dimension, SelectionSet.value, SelectionSet.members)


def read_sets(connection: Connection) -> dict[tuple[str, str], bytes]:
    """Every set, still compressed, by dimension and value."""
    return {(dimension, value): members for dimension, value, members in connection.execute(_ALL)}
