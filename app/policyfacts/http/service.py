"""What one application shares among its requests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from fastapi import Request

from policyfacts.database import Database
from policyfacts.errors import ReleaseChanged
from policyfacts.http.gate import Gates
from policyfacts.http.readiness import Readiness
from policyfacts.http.urls import UrlBuilder
from policyfacts.metrics import Meter, MetricsSample
from policyfacts.renderers.release_files import ReleaseCache
from policyfacts.report_url import fill_report_url
from policyfacts.search.snapshot import ReadSession, SnapshotKeeper
from policyfacts.settings import Settings


@dataclass(frozen=True)
class Service:
    """What one application shares among its requests; nothing is global."""

    settings: Settings
    database: Database
    snapshots: SnapshotKeeper
    gates: Gates
    meter: Meter = field(default_factory=Meter)
    exports: ReleaseCache = field(default_factory=ReleaseCache)

    @cached_property
    def readiness(self) -> Readiness:
        """Whether the service can answer."""
        return Readiness(self.database, self.snapshots)

    @contextmanager
    def session(self) -> Iterator[ReadSession]:
        """Open a session on the current release, in a transaction.

        Handlers open it themselves: a connection held while a request waits for its next thread
        could leave all threads waiting for connections.
        """
        with self.database.read_transaction() as connection:
            yield self.snapshots.open_session(connection)

    @contextmanager
    def newest_session(self) -> Iterator[ReadSession]:
        """Open a session on the newest release that was read, which may not be the current one.

        ReleaseChanged where it is not, once bodies are read, and where none was read yet. It takes
        one statement where `session` takes a transaction of two.
        """
        newest = self.snapshots.newest
        if newest is None:
            raise ReleaseChanged("No release was read yet.")
        with self.database.autocommit() as connection:
            yield ReadSession(connection, newest, release_verified=False)

    def url_builder(self, request: Request) -> UrlBuilder:
        """Return a builder of URLs as this client should see them."""
        return self.url_builder_below(request.scope.get("root_path", ""))

    def url_builder_below(self, prefix: str) -> UrlBuilder:
        """Return a builder of URLs at the public address, else below a decoded prefix."""
        public = self.settings.public_url
        return UrlBuilder(public if public is not None else quote(prefix))

    def report_url(self, fact_id: str) -> str | None:
        """Return where to report an error in a fact; None where the operator set no address."""
        template = self.settings.report_url
        return fill_report_url(template, fact_id) if template is not None else None

    def close(self) -> None:
        """Leave no file and no connection open."""
        self.exports.close()
        self.database.dispose()

    def add_to(self, sample: MetricsSample) -> None:
        """Add what the meter does not count itself: connections, gates, snapshots, the release."""
        self.gates.add_to(sample)
        pool = self.database.pool_use()
        sample.totals["database_pool_timeouts",] = pool.timeouts
        sample.gauges["database_pool_connections",] = pool.size
        sample.gauges["database_pool_connections_in_use",] = pool.in_use
        sample.totals["snapshot_opens",] = self.snapshots.opens
        sample.totals["snapshot_open_seconds",] = self.snapshots.open_seconds
        if (newest := self.snapshots.newest) is not None:
            release = newest.release
            sample.gauges["release_info", release.id] = 1
            sample.gauges["release_facts",] = release.facts_count
            sample.gauges["release_loaded_timestamp_seconds",] = release.loaded_at.timestamp()


async def service_of(request: Request) -> Service:
    """Return the service of the application that was asked."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


async def url_builder(request: Request) -> UrlBuilder:
    """Return a builder of URLs as this client should see them."""
    return (await service_of(request)).url_builder(request)
