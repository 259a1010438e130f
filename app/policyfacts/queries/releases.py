"""Releases."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, select

from policyfacts.errors import NothingLoaded
from policyfacts.models import Release

_CURRENT = select(Release.__table__).order_by(Release.sequence.desc()).limit(1)
_BY_ID = select(Release.sequence).where(Release.id == bindparam("release_id")).limit(1)


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


def get_current_release(connection: Connection) -> ReleaseInfo:
    """The release that is current in this transaction; NothingLoaded where there is none."""
    row = connection.execute(_CURRENT).mappings().first()
    if row is None:
        raise NothingLoaded("The database holds no facts yet: run 'policyfacts load'.")
    return ReleaseInfo(**{**row, "loaded_at": _in_utc(row["loaded_at"])})


def has_release(connection: Connection, release_id: str) -> bool:
    """Whether a release with this id was ever loaded here."""
    return connection.scalar(_BY_ID, {"release_id": release_id}) is not None


def _in_utc(moment: datetime) -> datetime:
    """SQLite keeps no time zone; what is stored is UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
