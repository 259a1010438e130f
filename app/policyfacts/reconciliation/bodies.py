"""What is sent to be reconciled: forms and JSON, read strictly, refused with where and what."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from fastapi import Request
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from policyfacts.errors import (
    MOST_FAULTS,
    BadBody,
    BadParameters,
    ParameterFault,
    UnknownBody,
    meant,
    quote,
)

T = TypeVar("T")
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_FIELDS = ("queries", "extend")
# Words of ours where pydantic's are for those who know it.
_REASONS = {
    "dict_type": "it must be an object",
    "extra_forbidden": "is no field here",
    "list_type": "it must be a list",
    "missing": "is missing",
    "model_type": "it must be an object",
    "string_type": "it must be text",
    "string_unicode": "it holds half a character",
}


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form that was sent; the framework would need a parser for them."""
    if _media_type(request) != _FORM:
        raise UnknownBody(
            f"The body is not read: send {_FORM} with a field 'queries' or 'extend'; "
            "JSON goes to /reconcile/1.0-draft/match."
        )
    return _fields(_decoded(await request.body()))


async def read_json(request: Request) -> str:
    """The text of a body that says that it is JSON."""
    if _media_type(request) != _JSON:
        raise UnknownBody(f"The body is not read: send JSON with Content-Type: {_JSON}.")
    return _decoded(await request.body())


def _media_type(request: Request) -> str:
    return request.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadBody(f"Byte {error.start + 1} of the body is not UTF-8.") from None


def _fields(text: str) -> dict[str, str]:
    try:
        fields = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except (UnicodeDecodeError, ValueError):
        raise BadBody("The form cannot be read: percent-encode its fields in UTF-8.") from None
    names = [name for name, _ in fields]
    faults = [_unknown_field(it) for it in dict.fromkeys(names) if it not in _FIELDS]
    faults += [
        ParameterFault(it, "repeated_parameter", f"'{it}' stands more than once.")
        for it in _FIELDS
        if names.count(it) > 1
    ]
    if len(set(names)) != 1 and not faults:
        message = "Send one of the fields 'queries' and 'extend'."
        faults.append(ParameterFault("queries", "missing_parameter", message, (), _FIELDS))
    if faults:
        raise BadParameters(faults[:MOST_FAULTS])
    return dict(fields)


def _unknown_field(name: str) -> ParameterFault:
    near = tuple(get_close_matches(name, _FIELDS, n=1, cutoff=0.7))
    message = f"{quote(name)} is no field of the form.{meant(near)}"
    return ParameterFault(name, "unknown_parameter", message, near, _FIELDS)


def parse(text: str, shape: TypeAdapter[T], refuse: Callable[[Any], None] | None = None) -> T:
    """What the JSON says, in its shape; `refuse` looks at it before the shape is read."""
    value = _load(text)
    if refuse is not None:
        refuse(value)
    try:
        return shape.validate_python(value)
    except ValidationError as error:
        found = error.errors(include_url=False)[:MOST_FAULTS]
        raise BadParameters([_explain(dict(it)) for it in found]) from None


def _load(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        where = f"Line {error.lineno}, column {error.colno}"
        raise BadBody(f"{where} is no JSON: {error.msg}.") from None
    except RecursionError:
        raise BadBody("The JSON is nested too deep.") from None
    except ValueError as error:
        # Whole numbers of thousands of digits, and what stands for no number.
        raise BadBody(f"The JSON holds a number that cannot be read: {error}.") from None


def _no_number(written: str) -> None:
    raise ValueError(f"{written} is none")


def _each_once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) < len(members):
        names = [name for name, _ in members]
        twice = next(name for name, count in Counter(names).items() if count > 1)
        message = f"{quote(twice)} stands more than once."
        raise BadParameters([ParameterFault(twice, "repeated_parameter", message)])
    return found


def _explain(details: dict[str, Any]) -> ParameterFault:
    place = path_of(details["loc"])
    kind = details["type"]
    if kind == "extra_forbidden":
        return ParameterFault(place, "unknown_parameter", f"{quote(place)} is no field here.")
    code = "missing_parameter" if kind == "missing" else "bad_value"
    reason = _REASONS.get(kind) or str(details["msg"]).removeprefix("Value error, ")
    reason = reason.replace("Input should be", "it must be")
    return ParameterFault(place, code, f"{quote(place)}: {reason}.")


def path_of(place: Sequence[int | str]) -> str:
    """As one would write it: `q0.properties[1].pid`."""
    path = "".join(f"[{it}]" if isinstance(it, int) else f".{it}" for it in place)
    return path.removeprefix(".") or "body"


class Sent(BaseModel):
    """Part of what is sent: an unknown field is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)
