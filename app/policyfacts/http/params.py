"""What handlers declare by type: the context, the service, common queries; what is refused."""

from typing import Annotated, get_origin
from urllib.parse import unquote_to_bytes

from fastapi import Depends, Query, Request
from pydantic import AfterValidator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from policyfacts.errors import MAX_ERRORS, BadParameters, ParameterError, quote
from policyfacts.http.bodies import decode, read_json
from policyfacts.http.context import RequestContext, context_for
from policyfacts.http.service import Service, service_of
from policyfacts.schemas.params.lists import Paging
from policyfacts.schemas.params.types import NoParams
from policyfacts.sent_text import read_sent


async def refuse_repeated(request: Request) -> None:
    """Raise BadParameters where a parameter of one value is repeated; one would be lost."""
    names = [name for name, _ in request.query_params.multi_items()]
    errors = [
        ParameterError(
            name, "repeated_parameter", f"{quote(name)} takes one value and stands more than once."
        )
        for name, field in known_parameters(request).items()
        if names.count(name) > 1 and get_origin(field.annotation) is not list
    ]
    if errors:
        raise BadParameters(errors)


async def refuse_unreadable(request: Request) -> None:
    """Raise BadParameters where the query is not UTF-8; other letters would be read."""
    parts = request.scope["query_string"].split(b"&")
    bad = [part for part in parts if not _is_utf8(unquote_to_bytes(part))]
    if bad:
        names = [part.partition(b"=")[0].decode("ascii", "replace") for part in bad[:MAX_ERRORS]]
        message = "{} is not UTF-8: percent-encode the bytes of its letters in UTF-8."
        raise BadParameters(
            [ParameterError(name, "not_utf8", message.format(quote(name))) for name in names]
        )


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


async def refuse_repeated_members(request: Request) -> None:
    """Raise BadParameters where a member of the body is repeated; one would be lost."""
    body = await request.body()
    if body:
        read_json(decode(body))


def known_parameters(request: Request) -> dict[str, FieldInfo]:
    """Return the query parameters of the path that was requested."""
    dependant = getattr(request.scope.get("route"), "dependant", None)
    fields: dict[str, FieldInfo] = {}
    for parameter in dependant.query_params if dependant else ():
        fields |= getattr(parameter.field_info.annotation, "model_fields", {})
    return fields


def _read_word(text: str) -> str:
    """Return a name or id in its plain form, so that no database is asked for a NUL."""
    try:
        return read_sent(text)
    except ValueError as error:
        raise PydanticCustomError("control_character", "{reason}", {"reason": str(error)}) from None


PathWord = Annotated[str, AfterValidator(_read_word)]
CurrentContext = Annotated[RequestContext, Depends(context_for)]
# For answers about the service as it is now, which nobody may keep.
CurrentService = Annotated[Service, Depends(service_of)]
PageQuery = Annotated[Paging, Query()]
EmptyQuery = Annotated[NoParams, Query()]
