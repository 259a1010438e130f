"""Reading a whole release: every body, without holding them all."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from policyfacts.queries.facts import list_bodies
from policyfacts.queries.releases import ReleaseInfo

_BATCH = 500


def stream_bodies(
    connection: Connection, numbers: Sequence[int], release: ReleaseInfo
) -> Iterator[bytes]:
    """JSON of the facts with these numbers, read in small portions."""
    for start in range(0, len(numbers), _BATCH):
        yield from list_bodies(connection, numbers[start : start + _BATCH], release)
