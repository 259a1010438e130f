"""What handlers ask for by type: questions, the view of the current release, addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from policyfacts.database import Database
from policyfacts.errors import BadParameters, NotFound, ParameterFault
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


async def addresses_for(request: Request) -> Addresses:
    """Addresses as this client should see them."""
    public = (await _service(request)).settings.public_url
    return Addresses(public if public is not None else request.scope.get("root_path", ""))


async def refuse_repeated(request: Request) -> None:
    """A parameter of one value that stands twice would silently lose one."""
    names = [name for name, _ in request.query_params.multi_items()]
    faults = [
        ParameterFault(
            name, "repeated_parameter", f"'{name}' takes one value and stands more than once."
        )
        for name, field in known_parameters(request).items()
        if names.count(name) > 1 and field.default_factory is not list
    ]
    if faults:
        raise BadParameters(faults)


def known_parameters(request: Request) -> dict[str, FieldInfo]:
    """The query parameters of the path that was asked."""
    dependant = getattr(request.scope.get("route"), "dependant", None)
    found: dict[str, FieldInfo] = {}
    for parameter in dependant.query_params if dependant else ():
        found |= getattr(parameter.field_info.annotation, "model_fields", {})
    return found


def _findable(text: str) -> str:
    """Nothing is called by a NUL, and no database needs to be asked for one."""
    if "\x00" in text:
        raise NotFound("There is nothing of that name: it holds a NUL character.")
    return text


PathWord = Annotated[str, AfterValidator(_findable)]
CurrentAddresses = Annotated[Addresses, Depends(addresses_for)]
WantedFacts = Annotated[FactQuestion, Query()]
WantedEntities = Annotated[EntityQuestion, Query()]
WantedPage = Annotated[Paging, Query()]
Nothing = Annotated[NoQuestion, Query()]
