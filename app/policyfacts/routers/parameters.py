"""What handlers ask for by type: questions, the view of the current release, addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query, Request

from policyfacts.database import Database
from policyfacts.errors import BadParameters, ParameterFault
from policyfacts.routers.addresses import Addresses
from policyfacts.schemas.questions import EntityQuestion, FactQuestion, NoQuestion, Paging
from policyfacts.selection.snapshot import SnapshotKeeper, View
from policyfacts.settings import Settings


@dataclass(frozen=True)
class Service:
    """What one application holds; nothing is global."""

    settings: Settings
    database: Database
    snapshots: SnapshotKeeper

    @contextmanager
    def view(self) -> Iterator[View]:
        """The current release, and a connection on which it can be read.

        Handlers open it themselves: a connection held while a request waits for its next thread
        could leave all threads waiting for connections.
        """
        with self.database.reading() as connection:
            yield self.snapshots.view(connection)


async def _service(request: Request) -> Service:
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


CurrentService = Annotated[Service, Depends(_service)]


async def _addresses(request: Request, service: CurrentService) -> Addresses:
    public = service.settings.public_url
    return Addresses(public if public is not None else request.scope.get("root_path", ""))


async def refuse_repeated(request: Request) -> None:
    """A parameter of one value that stands twice would silently lose one."""
    names = [name for name, _ in request.query_params.multi_items()]
    faults = [
        ParameterFault(name, "repeated_parameter", f"'{name}' takes one value and stands twice.")
        for name in dict.fromkeys(names)
        if names.count(name) > 1 and name in _SINGLE
    ]
    if faults:
        raise BadParameters(faults)


def _takes_one_value(field: Any) -> bool:
    return field.default_factory is not list


_SINGLE = {
    name
    for question in (FactQuestion, EntityQuestion)
    for name, field in question.model_fields.items()
    if _takes_one_value(field)
}

CurrentAddresses = Annotated[Addresses, Depends(_addresses)]
WantedFacts = Annotated[FactQuestion, Query()]
WantedEntities = Annotated[EntityQuestion, Query()]
WantedPage = Annotated[Paging, Query()]
Nothing = Annotated[NoQuestion, Query()]
