"""What one application holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from fastapi import Request

from policyfacts.database import Database
from policyfacts.exports import Exports
from policyfacts.routers.addresses import Addresses
from policyfacts.selection.snapshot import SnapshotKeeper, View
from policyfacts.settings import Settings


@dataclass(frozen=True)
class Service:
    """What one application holds; nothing is global."""

    settings: Settings
    database: Database
    snapshots: SnapshotKeeper
    exports: Exports = field(default_factory=Exports)

    @contextmanager
    def view(self) -> Iterator[View]:
        """The current release, and a connection on which it can be read.

        Handlers open it themselves: a connection held while a request waits for its next thread
        could leave all threads waiting for connections.
        """
        with self.database.reading() as connection:
            yield self.snapshots.view(connection)

    @contextmanager
    def glance(self) -> Iterator[View | None]:
        """The newest release seen, on a connection for single statements; None before the first.

        It may be out of date: what is read through `View.bodies` says whether it is.
        """
        newest = self.snapshots.newest
        if newest is None:
            yield None
            return
        with self.database.reading_once() as connection:
            yield View(connection, newest, is_sure=False)

    def addresses_for(self, request: Request) -> Addresses:
        """Addresses as this client should see them."""
        public = self.settings.public_url
        return Addresses(public if public is not None else request.scope.get("root_path", ""))


async def service_of(request: Request) -> Service:
    """The service that was asked."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


async def addresses_for(request: Request) -> Addresses:
    """Addresses as this client should see them."""
    return (await service_of(request)).addresses_for(request)
