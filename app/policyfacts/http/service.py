"""What one application holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

from fastapi import Request

from policyfacts.database import Database
from policyfacts.errors import ReleaseChanged
from policyfacts.http.urls import UrlBuilder
from policyfacts.metrics import Meter, MetricsSample
from policyfacts.renderers.release_files import ReleaseCache
from policyfacts.search.snapshot import ReadSession, SnapshotKeeper
from policyfacts.settings import Settings


@dataclass(frozen=True)
class Service:
    """What one application holds; nothing is global."""

    settings: Settings
    database: Database
    snapshots: SnapshotKeeper
    meter: Meter = field(default_factory=Meter)
    exports: ReleaseCache = field(default_factory=ReleaseCache)

    @contextmanager
    def session(self) -> Iterator[ReadSession]:
        """The current release, and a connection on which it can be read.

        Handlers open it themselves: a connection held while a request waits for its next thread
        could leave all threads waiting for connections.
        """
        with self.database.read_transaction() as connection:
            yield self.snapshots.open_session(connection)

    @contextmanager
    def newest_session(self) -> Iterator[ReadSession]:
        """The newest release that was read, without asking whether it is the current one.

        ReleaseChanged where it is not, when bodies are read, or where none was read yet. It takes
        one statement where `session` takes a transaction of two.
        """
        newest = self.snapshots.newest
        if newest is None:
            raise ReleaseChanged("No release was read yet.")
        with self.database.autocommit() as connection:
            yield ReadSession(connection, newest, release_verified=False)

    def url_builder(self, request: Request) -> UrlBuilder:
        """Addresses as this client should see them."""
        return self.url_builder_below(request.scope.get("root_path", ""))

    def url_builder_below(self, prefix: str) -> UrlBuilder:
        """Addresses at the public address, where it is known, else below a prefix as it is read."""
        public = self.settings.public_url
        return UrlBuilder(public if public is not None else quote(prefix))

    def close(self) -> None:
        """Leave no file and no connection open."""
        self.exports.close()
        self.database.dispose()

    def add_to(self, reading: MetricsSample) -> None:
        """Add what the meter does not count itself: connections, snapshots, the release."""
        pool = self.database.pool_use()
        reading.totals["database_pool_timeouts",] = pool.timeouts
        reading.gauges["database_pool_connections",] = pool.size
        reading.gauges["database_pool_connections_in_use",] = pool.in_use
        reading.totals["snapshot_opens",] = self.snapshots.opens
        reading.totals["snapshot_open_seconds",] = self.snapshots.open_seconds
        if (newest := self.snapshots.newest) is not None:
            release = newest.release
            reading.gauges["release_info", release.id] = 1
            reading.gauges["release_facts",] = release.facts_count
            reading.gauges["release_loaded_timestamp_seconds",] = release.loaded_at.timestamp()


async def service_of(request: Request) -> Service:
    """The service that was asked."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


async def url_builder(request: Request) -> UrlBuilder:
    """Addresses as this client should see them."""
    return (await service_of(request)).url_builder(request)
