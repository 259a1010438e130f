"""Releases: the current one, and all that there were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, select

from policyfacts.errors import NothingLoaded
from policyfacts.models import ChangeRun, Release
from policyfacts.schemas.stored_format import STORED_FORMAT

_CURRENT = select(Release.__table__).order_by(Release.sequence.desc()).limit(1)
_BY_ID = select(func.max(Release.sequence)).where(Release.id == bindparam("release_id"))
_ALL = select(Release.__table__).order_by(Release.sequence.desc())
_CHANGES = select(ChangeRun.release_sequence, ChangeRun.change, ChangeRun.count).where(
    ChangeRun.release_sequence.in_(bindparam("sequences", expanding=True))
)


@dataclass(frozen=True)
class ReleaseInfo:
    """A release: its id, when it was loaded (UTC), and under which terms it may be used."""

    sequence: int
    id: str
    loaded_at: datetime
    facts_count: int
    title: str
    description: str
    license: str
    license_url: str
    contact: str
    citation: str
    stored_format: int


def get_current_release(connection: Connection) -> ReleaseInfo:
    """Return the release that is current in this transaction.

    Raises NothingLoaded where there is none, or where another version of the program stored it.
    """
    row = connection.execute(_CURRENT).mappings().first()
    if row is None:
        raise NothingLoaded("The database holds no facts yet: run 'policyfacts load'.")
    if row["stored_format"] != STORED_FORMAT:
        raise NothingLoaded(
            "The facts were loaded by another version of the program: run 'policyfacts load'."
        )
    return ReleaseInfo(**{**row, "loaded_at": in_utc(row["loaded_at"])})


def list_releases(connection: Connection) -> list[ReleaseInfo]:
    """List every release that was ever current here, the newest first."""
    rows = connection.execute(_ALL).mappings()
    return [ReleaseInfo(**{**row, "loaded_at": in_utc(row["loaded_at"])}) for row in rows]


def count_changes_of(
    connection: Connection, sequences: Sequence[int]
) -> dict[tuple[int, str], int]:
    """Count by sequence and change the facts that these loads added, changed and withdrew."""
    if not sequences:
        return {}
    rows = connection.execute(_CHANGES, {"sequences": list(sequences)})
    return {(sequence, change): count for sequence, change, count in rows}


def has_release(connection: Connection, release_id: str) -> bool:
    """Return True where a release with this id was ever loaded here."""
    return find_sequence(connection, release_id) is not None


def find_sequence(connection: Connection, release_id: str) -> int | None:
    """Return the sequence of a release, the latest where it was current several times."""
    sequence: int | None = connection.scalar(_BY_ID, {"release_id": release_id})
    return sequence


def in_utc(moment: datetime) -> datetime:
    """Convert a stored moment to UTC; SQLite keeps no time zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
