"""All that is needed to answer questions about one release, and the keeper of the current one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import perf_counter

from pyroaring import BitMap
from sqlalchemy import Connection

from policyfacts.queries.facts import list_bodies
from policyfacts.queries.releases import ReleaseInfo, get_current_release
from policyfacts.queries.sets import read_orders, read_sets
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.parse.dimension_values import ValueLists
from policyfacts.search.sets.fact_sets import FactSets
from policyfacts.search.sets.filters import Condition
from policyfacts.search.sets.order import FactOrder


@dataclass(frozen=True)
class Snapshot:
    """One release in memory: its terms, what can be named, sets, order and values."""

    release: ReleaseInfo
    registry: EntityRegistry
    sets: FactSets
    order: FactOrder
    values: ValueLists


@dataclass(frozen=True)
class ReadSession:
    """A snapshot with the connection on which bodies of the same release can be read.

    `is_sure` where the connection is known to see the snapshot's release, and no other. `known`
    holds where conditions were found to hold: a page asks one question in several ways.
    """

    connection: Connection
    snapshot: Snapshot
    release_verified: bool = True
    condition_cache: dict[Condition, BitMap] = field(default_factory=dict, compare=False)

    def bodies(self, ordinals: Sequence[int]) -> list[bytes]:
        """JSON of the facts at these ordinals, in their order.

        ReleaseChanged where the connection no longer sees the snapshot's release.
        """
        if self.release_verified and not ordinals:
            return []
        numbers = self.snapshot.order.numbers(ordinals)
        return list_bodies(self.connection, numbers, self.snapshot.release)


class SnapshotKeeper:
    """Holds the newest snapshot seen, and the last other one.

    Another process may load a new release at any time, and servers that share an address may be
    at two releases for a while: none is opened anew for each request.
    """

    def __init__(self) -> None:
        self._opening = Lock()
        self._held: tuple[Snapshot, ...] = ()
        self.opens = 0
        self.open_seconds = 0.0

    @property
    def newest(self) -> Snapshot | None:
        """The newest snapshot seen, which may be out of date."""
        held = self._held
        return held[0] if held else None

    def session(self, connection: Connection) -> ReadSession:
        """What the connection's transaction sees: its first statement reads the release."""
        release = get_current_release(connection)
        return ReadSession(connection, self._find(release) or self._add(release, connection))

    def _find(self, release: ReleaseInfo) -> Snapshot | None:
        return next((it for it in self._held if it.release == release), None)

    def _add(self, release: ReleaseInfo, connection: Connection) -> Snapshot:
        """Open a snapshot, unless another request has done it meanwhile.

        Who asks for one that is held does not wait.
        """
        with self._opening:
            found = self._find(release)
            if found is None:
                found = self._open(release, connection)
                # A request that began before a load must not put the old release first.
                both = (found, *self._held[:1])
                self._held = tuple(sorted(both, key=_sequence_of, reverse=True))
            return found

    def _open(self, release: ReleaseInfo, connection: Connection) -> Snapshot:
        began = perf_counter()
        registry, sets = EntityRegistry(connection), FactSets(read_sets(connection))
        order, values = FactOrder(read_orders(connection)), ValueLists(sets, registry)
        opened = Snapshot(release, registry, sets, order, values)
        self.opens += 1
        self.open_seconds += perf_counter() - began
        return opened


def _sequence_of(snapshot: Snapshot) -> int:
    return snapshot.release.sequence
