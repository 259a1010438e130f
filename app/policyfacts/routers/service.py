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


async def service_of(request: Request) -> Service:
    """The service that was asked."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


async def addresses_for(request: Request) -> Addresses:
    """Addresses as this client should see them."""
    public = (await service_of(request)).settings.public_url
    return Addresses(public if public is not None else request.scope.get("root_path", ""))
