"""What FastAPI and pydantic found wrong with parameters, in plain words with what was meant."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from fastapi import Request
from pydantic import TypeAdapter

from policyfacts.errors import ParameterFault
from policyfacts.routers.parameters import known_parameters
from policyfacts.web.prefix import seen_path

_CODES = {
    "int_parsing": "not_a_number",
    "enum": "unknown_value",
    "literal_error": "unknown_value",
    "extra_forbidden": "unknown_parameter",
    "missing": "missing_parameter",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "empty_value": "empty_value",
    "no_such_date": "no_such_date",
    "too_long": "too_many_values",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "bad_date",
}


def explain(details: dict[str, Any], request: Request) -> ParameterFault:
    """One fault out of one entry of a validation error."""
    where, *place = details["loc"]
    in_body = where == "body"
    parameter = _path_into_body(place) if in_body else str(place[0]) if place else ""
    code = _CODES.get(details["type"], "bad_value")
    given = details.get("input")
    if code == "unknown_parameter" and in_body:
        return _unknown_field(parameter, request)
    if code == "unknown_parameter":
        return _unknown_parameter(parameter, request)
    if code == "unknown_value":
        return _unknown_value(parameter, given, details)
    if code == "bad_date":
        message = f"{parameter}: '{given}' is not a date: write 2013-01-15, 2013-01 or 2013."
        return ParameterFault(parameter, code, message)
    reason = str(details["msg"]).removeprefix("Value error, ")
    reason = reason.replace("Input should be", "it must be").replace("Field required", "is missing")
    return ParameterFault(parameter, code, f"{parameter}{_quoted(given)}: {reason}.")


def _quoted(given: object) -> str:
    return f"='{given}'" if isinstance(given, (str, int)) and given != "" else ""


def _unknown_parameter(parameter: str, request: Request) -> ParameterFault:
    known = list(known_parameters(request))
    near = get_close_matches(parameter.lower(), known, n=3, cutoff=0.7)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    takes = "" if known else " This path takes none."
    return ParameterFault(
        parameter,
        "unknown_parameter",
        f"'{parameter}' is not a parameter of {seen_path(request.scope)}.{meant}{takes}",
        did_you_mean=tuple(near),
        allowed=tuple(known),
    )


def _path_into_body(place: Sequence[int | str]) -> str:
    """As one would write it: `all[0].country`."""
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return path.removeprefix(".") or "body"


def _unknown_field(path: str, request: Request) -> ParameterFault:
    near = get_close_matches(
        path.rsplit(".", maxsplit=1)[-1].lower(), _body_fields(request), n=3, cutoff=0.7
    )
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    message = f"'{path}' is not a field of the body.{meant}"
    return ParameterFault(path, "unknown_parameter", message, did_you_mean=tuple(near))


def _body_fields(request: Request) -> list[str]:
    """The names of all fields, at whatever depth, of the body that the path takes."""
    model = request.scope["route"].body_field.field_info.annotation
    schema = TypeAdapter(model).json_schema()
    shapes = [schema, *schema.get("$defs", {}).values()]
    return sorted({name for shape in shapes for name in shape.get("properties", {})})


def _unknown_value(parameter: str, given: object, details: dict[str, Any]) -> ParameterFault:
    expected = str(details.get("ctx", {}).get("expected", "")).replace("'", "")
    allowed = expected.replace(" or ", ", ").split(", ")
    near = get_close_matches(str(given).lower(), allowed, n=3, cutoff=0.6)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    return ParameterFault(
        parameter,
        "unknown_value",
        f"{parameter} cannot be '{given}'.{meant}",
        did_you_mean=tuple(near),
        allowed=tuple(allowed),
    )
