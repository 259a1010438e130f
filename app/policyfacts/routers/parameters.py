"""What handlers ask for by type: questions, the exchange with its view, addresses."""

from typing import Annotated, get_origin

from fastapi import Depends, Query, Request
from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from policyfacts.errors import BadParameters, NotFound, ParameterFault
from policyfacts.routers.addresses import Addresses
from policyfacts.routers.exchange import Exchange, exchange_for
from policyfacts.routers.service import Service, addresses_for, service_of
from policyfacts.schemas.questions import EntityQuestion, FactQuestion, NoQuestion, Paging


async def refuse_repeated(request: Request) -> None:
    """A parameter of one value that stands twice would silently lose one."""
    names = [name for name, _ in request.query_params.multi_items()]
    faults = [
        ParameterFault(
            name, "repeated_parameter", f"'{name}' takes one value and stands more than once."
        )
        for name, field in known_parameters(request).items()
        if names.count(name) > 1 and get_origin(field.annotation) is not list
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
CurrentService = Annotated[Exchange, Depends(exchange_for)]
# For answers about the service as it is now, which nobody may keep.
PlainService = Annotated[Service, Depends(service_of)]
CurrentAddresses = Annotated[Addresses, Depends(addresses_for)]
WantedFacts = Annotated[FactQuestion, Query()]
WantedEntities = Annotated[EntityQuestion, Query()]
WantedPage = Annotated[Paging, Query()]
Nothing = Annotated[NoQuestion, Query()]
