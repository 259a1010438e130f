"""Bodies of requests: forms and JSON, parsed strictly, with the path of what is wrong in errors."""

from collections.abc import Callable
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
    quote,
)
from policyfacts.http.bodies import decode, media_type, path_into, read_json, refuse_other_than_json
from policyfacts.suggestions import close_matches, did_you_mean_text
from policyfacts.validation_messages import message_for

T = TypeVar("T")
_FORM = "application/x-www-form-urlencoded"
_FIELDS = ("queries", "extend")
# More are not parsed to say which of them are unknown.
_MAX_FIELDS = 100
_ONE_FIELD = "one of the fields 'queries' and 'extend'"


async def read_form(request: Request) -> dict[str, str]:
    """Return the one field of a form; the framework would need another library to parse it.

    Raises UnknownBody, BadBody or BadParameters.
    """
    if media_type(request.headers) != _FORM:
        raise UnknownBody(
            f"The body is not read: send {_FORM} with a field 'queries' or 'extend'; "
            "JSON goes to /reconcile/1.0-draft/match."
        )
    return _parse_form(decode(await request.body()))


async def read_json_text(request: Request) -> str:
    """Return the text of a body, UnknownBody where its type is not JSON."""
    refuse_other_than_json(request.headers)
    return decode(await request.body())


def _parse_form(text: str) -> dict[str, str]:
    if text.count("&") >= _MAX_FIELDS:
        raise BadBody(f"The form has more than {_MAX_FIELDS} fields: send {_ONE_FIELD}.")
    try:
        fields = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise BadBody("The form cannot be read: percent-encode its fields in UTF-8.") from None
    names = [name for name, _ in fields]
    errors = [_unknown_field(name) for name in dict.fromkeys(names) if name not in _FIELDS]
    errors += [
        ParameterError(name, "repeated_parameter", f"'{name}' stands more than once.")
        for name in _FIELDS
        if names.count(name) > 1
    ]
    if len(set(names)) != 1 and not errors:
        message = f"Send {_ONE_FIELD}."
        errors.append(ParameterError("queries", "missing_parameter", message, (), _FIELDS))
    if errors:
        raise BadParameters(errors[:MAX_ERRORS])
    return dict(fields)


def _unknown_field(name: str) -> ParameterError:
    near = close_matches(name, _FIELDS, cutoff=0.7, limit=1)
    message = f"{quote(name)} is no field of the form.{did_you_mean_text(near)}"
    return ParameterError(name, "unknown_parameter", message, near, _FIELDS)


def parse(text: str, adapter: TypeAdapter[T], check: Callable[[Any], None] | None = None) -> T:
    """Return the JSON as the type of the adapter; `check` may refuse it before it is validated.

    Raises BadBody where it is no JSON, BadParameters where it is of another shape.
    """
    value = read_json(text)
    if check is not None:
        check(value)
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        details = error.errors(include_url=False)[:MAX_ERRORS]
        raise BadParameters([_parameter_error(dict(entry)) for entry in details]) from None


def _parameter_error(details: dict[str, Any]) -> ParameterError:
    path = path_into(details["loc"])
    kind = details["type"]
    if kind == "extra_forbidden":
        return ParameterError(path, "unknown_parameter", f"{quote(path)} is no field here.")
    code = "missing_parameter" if kind == "missing" else "bad_value"
    return ParameterError(path, code, f"{quote(path)}: {message_for(details)}.")


class BodyModel(BaseModel):
    """Part of a body, which may have no other fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)
