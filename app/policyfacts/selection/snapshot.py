"""All that is needed to answer questions about one release, and the keeper of the current one."""

from dataclasses import dataclass
from threading import Lock

from sqlalchemy import Connection

from policyfacts.queries.releases import ReleaseInfo, get_current_release
from policyfacts.queries.sets import read_orders, read_sets
from policyfacts.selection.catalogue import Catalogue
from policyfacts.selection.order import FactOrder
from policyfacts.selection.sets import FactSets


@dataclass(frozen=True)
class Snapshot:
    """One release in memory: its terms, what can be named, the sets, and the order."""

    release: ReleaseInfo
    catalogue: Catalogue
    sets: FactSets
    order: FactOrder


@dataclass(frozen=True)
class View:
    """A snapshot with the connection on which bodies of the same release can be read."""

    connection: Connection
    snapshot: Snapshot


class SnapshotKeeper:
    """Holds the newest snapshot seen; another process may load a new release at any time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._newest: Snapshot | None = None

    def view(self, connection: Connection) -> View:
        """What the connection's transaction sees: its first statement reads the release."""
        release = get_current_release(connection)
        return View(connection, self._snapshot_of(release, connection))

    def _snapshot_of(self, release: ReleaseInfo, connection: Connection) -> Snapshot:
        held = self._newest
        if held is not None and held.release == release:
            return held
        with self._lock:
            held = self._newest
            if held is not None and held.release == release:
                return held
            fresh = Snapshot(
                release=release,
                catalogue=Catalogue(connection),
                sets=FactSets(read_sets(connection)),
                order=FactOrder(read_orders(connection)),
            )
            # A request that began before a load must not put the old release back.
            if held is None or held.release.sequence < release.sequence:
                self._newest = fresh
            return fresh
