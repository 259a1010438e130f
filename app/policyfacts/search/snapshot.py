"""All that is needed to answer queries about one release, and the keeper of the current one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from time import perf_counter

from pyroaring import BitMap
from sqlalchemy import Connection

from policyfacts.queries.facts import list_bodies
from policyfacts.queries.releases import ReleaseInfo, get_current_release
from policyfacts.queries.sets import read_orders, read_sets
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.parse.dimension_values import DimensionValues
from policyfacts.search.questions.lexicon import Lexicon
from policyfacts.search.sets.fact_sets import FactOrder, FactSets
from policyfacts.search.sets.figure_sets import match_figures
from policyfacts.search.sets.filters import HasFigure, TextMatch
from policyfacts.search.sets.matcher import Matcher
from policyfacts.search.sets.word_sets import TextSearch


@dataclass(frozen=True)
class Snapshot:
    """One release in memory: its terms of use, the names, sets, order and values of its facts."""

    release: ReleaseInfo
    registry: EntityRegistry
    sets: FactSets
    order: FactOrder
    dimension_values: DimensionValues

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words by which questions in plain language are read; made on first use."""
        return Lexicon(self.registry)


@dataclass(frozen=True)
class ReadSession:
    """A snapshot, and a connection that reads what is not in memory: bodies, words and figures.

    `release_verified` where the connection is known to see the snapshot's release, and no other.
    """

    connection: Connection
    snapshot: Snapshot
    release_verified: bool = True

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher of this session, which evaluates each condition once for all that ask."""
        return Matcher(self.snapshot.sets, self._search)

    @cached_property
    def text(self) -> TextSearch:
        """The search for words of this session, which reads each set once for all that ask."""
        snapshot = self.snapshot
        return TextSearch(self.connection, snapshot.sets.everything(), snapshot.order)

    def bodies(self, ordinals: Sequence[int]) -> list[bytes]:
        """Return the JSON of the facts at these ordinals, in their order.

        Raises ReleaseChanged where the connection no longer sees the snapshot's release.
        """
        if self.release_verified and not ordinals:
            return []
        numbers = self.snapshot.order.numbers(ordinals)
        return list_bodies(self.connection, numbers, self.snapshot.release)

    def _search(self, condition: TextMatch | HasFigure) -> BitMap:
        """Return the ordinals for which a condition holds that takes SQL as well."""
        if isinstance(condition, TextMatch):
            return self.text.match(condition.query)
        snapshot = self.snapshot
        matches = match_figures(self.connection, snapshot.sets, snapshot.order, condition)
        return BitMap.union(BitMap(), *matches.values())


class SnapshotKeeper:
    """The newest snapshot seen, and the last other one.

    Another process may load a new release at any time, and servers that share an address may be
    at two releases for a while: none is opened anew for each request.
    """

    def __init__(self) -> None:
        self._opening = Lock()
        self._snapshots: tuple[Snapshot, ...] = ()
        self.opens = 0
        self.open_seconds = 0.0

    @property
    def newest(self) -> Snapshot | None:
        """The newest snapshot seen, which may be out of date."""
        snapshots = self._snapshots
        return snapshots[0] if snapshots else None

    def open_session(self, connection: Connection) -> ReadSession:
        """Open a session on the connection's transaction, whose first statement reads the release.

        Raises NothingLoaded where there is none.
        """
        release = get_current_release(connection)
        return ReadSession(connection, self._find(release) or self._add(release, connection))

    def forget(self) -> None:
        """Forget all snapshots, where they may be of another database."""
        with self._opening:
            self._snapshots = ()

    def _find(self, release: ReleaseInfo) -> Snapshot | None:
        return next((each for each in self._snapshots if each.release == release), None)

    def _add(self, release: ReleaseInfo, connection: Connection) -> Snapshot:
        """Open a snapshot, unless another request has done it meanwhile.

        Requests for a snapshot that is there already do not wait for this.
        """
        with self._opening:
            snapshot = self._find(release)
            if snapshot is None:
                snapshot = self._open(release, connection)
                # A request that began before a load must not put the old release first.
                both = (snapshot, *self._snapshots[:1])
                newest_first = sorted(both, key=lambda each: -each.release.sequence)
                self._snapshots = tuple(newest_first)
            return snapshot

    def _open(self, release: ReleaseInfo, connection: Connection) -> Snapshot:
        began = perf_counter()
        registry, sets = EntityRegistry(connection), FactSets(read_sets(connection))
        order, values = FactOrder(read_orders(connection)), DimensionValues(sets, registry)
        snapshot = Snapshot(release, registry, sets, order, values)
        self.opens += 1
        self.open_seconds += perf_counter() - began
        return snapshot
