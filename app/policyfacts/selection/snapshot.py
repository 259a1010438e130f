"""All that is needed to answer questions about one release, and the keeper of the current one."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from time import perf_counter

from sqlalchemy import Connection

from policyfacts.queries.facts import list_bodies
from policyfacts.queries.releases import ReleaseInfo, get_current_release
from policyfacts.queries.sets import read_orders, read_sets
from policyfacts.selection.catalogue import Catalogue
from policyfacts.selection.order import FactOrder
from policyfacts.selection.sets import FactSets
from policyfacts.selection.values import ValueLists


@dataclass(frozen=True)
class Snapshot:
    """One release in memory: its terms, what can be named, sets, order and values."""

    release: ReleaseInfo
    catalogue: Catalogue
    sets: FactSets
    order: FactOrder
    values: ValueLists


@dataclass(frozen=True)
class View:
    """A snapshot with the connection on which bodies of the same release can be read.

    `is_sure` where the connection is known to see the snapshot's release, and no other.
    """

    connection: Connection
    snapshot: Snapshot
    is_sure: bool = True

    def bodies(self, positions: Sequence[int]) -> list[bytes]:
        """JSON of the facts at these positions, in their order.

        ReleaseChanged where the connection no longer sees the snapshot's release.
        """
        if self.is_sure and not positions:
            return []
        numbers = self.snapshot.order.numbers(positions)
        return list_bodies(self.connection, numbers, self.snapshot.release)


class SnapshotKeeper:
    """Holds the newest snapshot seen; another process may load a new release at any time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._newest: Snapshot | None = None
        self.opens = 0
        self.open_seconds = 0.0

    @property
    def newest(self) -> Snapshot | None:
        """The newest snapshot seen, which may be out of date."""
        return self._newest

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
            fresh = self._open(release, connection)
            # A request that began before a load must not put the old release back.
            if held is None or held.release.sequence < release.sequence:
                self._newest = fresh
            return fresh

    def _open(self, release: ReleaseInfo, connection: Connection) -> Snapshot:
        began = perf_counter()
        catalogue, sets = Catalogue(connection), FactSets(read_sets(connection))
        order, values = FactOrder(read_orders(connection)), ValueLists(sets, catalogue)
        opened = Snapshot(release, catalogue, sets, order, values)
        self.opens += 1
        self.open_seconds += perf_counter() - began
        return opened
