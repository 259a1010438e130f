"""Reading every body of a release, a batch at a time."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from policyfacts.queries.facts import list_bodies
from policyfacts.queries.releases import ReleaseInfo

_BATCH_SIZE = 500


def stream_bodies(
    connection: Connection, numbers: Sequence[int], release: ReleaseInfo
) -> Iterator[bytes]:
    """Yield the JSON of the facts with these numbers, read in batches."""
    for start in range(0, len(numbers), _BATCH_SIZE):
        yield from list_bodies(connection, numbers[start : start + _BATCH_SIZE], release)
