"""Errors of FastAPI and pydantic in plain words, with what was probably meant."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from policyfacts.errors import (
    BadBody,
    FactsError,
    ParameterError,
    UnknownBody,
    quote,
    visible,
)
from policyfacts.http.bodies import NO_JSON, decode, path_into, read_json
from policyfacts.http.params import known_parameters
from policyfacts.http.urls import original_path
from policyfacts.schemas.params.guesses import guess_parameters
from policyfacts.schemas.params.written_values import suggest_choice, suggest_value
from policyfacts.suggestions import close_matches, did_you_mean_text
from policyfacts.validation_messages import allowed_values, message_for

_ALL_ITEMS = " A list goes on at page.next."
_ALL_ROWS = " A list goes on at page.next; format=csv holds all of it without limit."
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
    "control_character": "control_character",
    "too_long": "too_many_values",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "bad_date",
}


def explain(details: dict[str, Any], request: Request) -> ParameterError:
    """Return the error that one entry of a validation error stands for."""
    where, *location = details["loc"]
    in_body = where == "body"
    parameter = path_into(location) if in_body else str(location[0]) if location else ""
    value = details.get("input")
    if isinstance(value, str):
        # Which a value has that stands after one.
        value = value.removeprefix(",")
    match code := _CODES.get(details["type"], "bad_value"):
        case "unknown_parameter" if in_body:
            return _unknown_field(parameter, request)
        case "unknown_parameter":
            return _unknown_parameter(parameter, request)
        case "unknown_value":
            return _unknown_value(parameter, value, details)
        case "missing_parameter" if where == "query":
            return _missing(parameter, request)
        case _:
            message = _message(code, parameter, value, details)
            fields = _body_model(request).model_fields if in_body else known_parameters(request)
            return _with_suggestion(ParameterError(parameter, code, message), value, fields)


def _with_suggestion(
    error: ParameterError, value: object, fields: Mapping[str, FieldInfo]
) -> ParameterError:
    """Add what to write in place of a value that people write so elsewhere."""
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return error
    name = re.sub(r"\[[0-9]+\]$", "", error.parameter).rpartition(".")[2]
    suggested = suggest_value(name, str(value), fields)
    message = error.message + did_you_mean_text(suggested)
    if name == "limit" and "cursor" in fields:
        message += _ALL_ROWS if "fields" in fields else _ALL_ITEMS
    return replace(error, message=message, did_you_mean=suggested)


def _message(code: str, parameter: str, value: object, details: dict[str, Any]) -> str:
    if code == "bad_date":
        return f"{parameter}: {quote(str(value))} is not a date: write 2013-01-15, 2013-01 or 2013."
    if code == "too_many_values":
        return f"{parameter} takes at most {details['ctx']['max_length']} values."
    return f"{parameter}{_quoted(value)}: {message_for(details)}."


def _missing(parameter: str, request: Request) -> ParameterError:
    annotation: Any = known_parameters(request)[parameter].annotation
    schema = TypeAdapter[Any](annotation).json_schema()
    enums = [part["enum"] for part in schema.get("$defs", {}).values() if "enum" in part]
    allowed = tuple(enums[0]) if enums else ()
    return ParameterError(parameter, "missing_parameter", f"{parameter} is missing.", (), allowed)


def _quoted(value: object) -> str:
    return f"={quote(str(value))}" if isinstance(value, (str, int)) and value != "" else ""


def _unknown_parameter(parameter: str, request: Request) -> ParameterError:
    names = list(known_parameters(request))
    guess = guess_parameters(parameter, names)
    near = guess.parameters
    takes = "" if names else " This path takes none."
    path = visible(original_path(request.scope))
    return ParameterError(
        parameter,
        "unknown_parameter",
        f"{quote(parameter)} is not a parameter of {path}.{did_you_mean_text(near)}"
        f"{guess.sentence}{takes}",
        did_you_mean=near,
        allowed=tuple(names),
    )


def _unknown_field(path: str, request: Request) -> ParameterError:
    name = path.rsplit(".", maxsplit=1)[-1]
    guess = guess_parameters(name, _body_fields(request))
    near = guess.parameters
    message = f"{quote(path)} is not a field of the body.{did_you_mean_text(near)}{guess.sentence}"
    if name in near:
        near, message = (
            (name,),
            f"{quote(name)} stands at the top of the body, not in {quote(path)}.",
        )
    return ParameterError(path, "unknown_parameter", message, did_you_mean=near)


def _body_model(request: Request) -> type[BaseModel]:
    """Return the model of the body that the path takes."""
    model: type[BaseModel] = request.scope["route"].body_field.field_info.annotation
    return model


def _body_fields(request: Request) -> list[str]:
    """Return the names of all fields, at whatever depth, of the body that the path takes."""
    schema = _body_model(request).model_json_schema()
    schemas = [schema, *schema.get("$defs", {}).values()]
    return sorted({name for part in schemas for name in part.get("properties", {})})


def _unknown_value(parameter: str, value: object, details: dict[str, Any]) -> ParameterError:
    allowed = allowed_values(details)
    near = suggest_choice(parameter, str(value), allowed)
    near = near or close_matches(str(value).lower(), allowed)
    return ParameterError(
        parameter,
        "unknown_value",
        f"{parameter} cannot be {quote(str(value))}.{did_you_mean_text(near)}",
        did_you_mean=tuple(near),
        allowed=tuple(allowed),
        value=str(value),
    )


def find_unreadable_body(error: RequestValidationError) -> FactsError | None:
    """Return why the body is no JSON at all; None where something else is wrong."""
    if isinstance(error.body, bytes):
        return UnknownBody(NO_JSON)
    for details in error.errors():
        if details["type"] == "json_invalid":
            before = str(error.body)[: details["loc"][-1]]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            reason = details["ctx"]["error"]
            return BadBody(f"Line {line}, column {column} of the body is no JSON: {reason}.")
    return None


def explain_unread(body: bytes) -> FactsError:
    """Return why the framework's parser refused a body, of which it gives no reason."""
    try:
        read_json(decode(body))
    except FactsError as error:
        return error
    return BadBody("The body cannot be read.")
