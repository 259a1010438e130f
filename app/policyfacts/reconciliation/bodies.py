"""What is sent to be reconciled: forms and JSON, read strictly, refused with where and what."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from fastapi import Request
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from policyfacts.errors import (
    MAX_ERRORS,
    BadBody,
    BadParameters,
    ParameterError,
    UnknownBody,
    did_you_mean_text,
    quote,
)
from policyfacts.http.bodies import decode, media_type, path_into, read_json, refuse_other_than_json
from policyfacts.http.validation_messages import message_for

T = TypeVar("T")
_FORM = "application/x-www-form-urlencoded"
_FIELDS = ("queries", "extend")
# As many are looked at, to say which of them are none.
_MOST_FIELDS = 100
_ONE_FIELD = "one of the fields 'queries' and 'extend'"


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form that was sent; the framework would need a parser for them."""
    if media_type(request.headers) != _FORM:
        raise UnknownBody(
            f"The body is not read: send {_FORM} with a field 'queries' or 'extend'; "
            "JSON goes to /reconcile/1.0-draft/match."
        )
    return _fields(decode(await request.body()))


async def read_json_text(request: Request) -> str:
    """The text of a body that says that it is JSON."""
    refuse_other_than_json(request.headers)
    return decode(await request.body())


def _fields(text: str) -> dict[str, str]:
    if text.count("&") >= _MOST_FIELDS:
        raise BadBody(f"The form has more than {_MOST_FIELDS} fields: send {_ONE_FIELD}.")
    try:
        fields = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise BadBody("The form cannot be read: percent-encode its fields in UTF-8.") from None
    names = [name for name, _ in fields]
    errors = [_unknown_field(it) for it in dict.fromkeys(names) if it not in _FIELDS]
    errors += [
        ParameterError(it, "repeated_parameter", f"'{it}' stands more than once.")
        for it in _FIELDS
        if names.count(it) > 1
    ]
    if len(set(names)) != 1 and not errors:
        message = f"Send {_ONE_FIELD}."
        errors.append(ParameterError("queries", "missing_parameter", message, (), _FIELDS))
    if errors:
        raise BadParameters(errors[:MAX_ERRORS])
    return dict(fields)


def _unknown_field(name: str) -> ParameterError:
    near = tuple(get_close_matches(name, _FIELDS, n=1, cutoff=0.7))
    message = f"{quote(name)} is no field of the form.{did_you_mean_text(near)}"
    return ParameterError(name, "unknown_parameter", message, near, _FIELDS)


def parse(text: str, shape: TypeAdapter[T], refuse: Callable[[Any], None] | None = None) -> T:
    """What the JSON says, in its shape; `refuse` looks at it before the shape is read."""
    value = read_json(text)
    if refuse is not None:
        refuse(value)
    try:
        return shape.validate_python(value)
    except ValidationError as error:
        found = error.errors(include_url=False)[:MAX_ERRORS]
        raise BadParameters([_explain(dict(it)) for it in found]) from None


def _explain(details: dict[str, Any]) -> ParameterError:
    place = path_into(details["loc"])
    kind = details["type"]
    if kind == "extra_forbidden":
        return ParameterError(place, "unknown_parameter", f"{quote(place)} is no field here.")
    code = "missing_parameter" if kind == "missing" else "bad_value"
    return ParameterError(place, code, f"{quote(place)}: {message_for(details)}.")


class Sent(BaseModel):
    """Part of what is sent: an unknown field is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)
