"""Arguments of a tool as query parameters of the API; what no URL can hold is refused here."""

import re
from collections.abc import Mapping
from typing import Any, NoReturn, get_origin

from pydantic.fields import FieldInfo

from policyfacts.errors import MAX_ERRORS, BadParameters, FactsError, ParameterError, quote
from policyfacts.http.bodies import read_json
from policyfacts.mcp.internal_client import ParamValue
from policyfacts.schemas.params.guesses import guess_parameters
from policyfacts.schemas.params.types import MAX_LENGTH, Params, is_list_of_names, quote_names
from policyfacts.schemas.params.written_values import suggest_value
from policyfacts.sent_text import read_sent
from policyfacts.suggestions import did_you_mean_text

# The API reads numbers as 64-bit integers.
_MAX_BITS = 64
_NO_VALUE = "it must be text, a number, true or false, or a list of these"
_is_whole_number = re.compile("-?(0|[1-9][0-9]*)").fullmatch
# Cursors are made by the service; a damaged one is refused as such, however long it is.
_ANY_LENGTH = "cursor"


class _ArgumentError(ValueError):
    """A value that cannot be sent to the API; the message is complete."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def parse_arguments(
    arguments: Mapping[str, Any], params_model: type[Params], tool: str
) -> dict[str, ParamValue]:
    """Return the arguments of a tool as query parameters, with its default limit if it has one.

    Null and empty lists are what assistants send for arguments that they leave out. Raises
    BadParameters with everything that cannot be sent.
    """
    fields = params_model.model_fields
    errors: list[ParameterError] = []
    params: dict[str, ParamValue] = {}
    for name, value in arguments.items():
        if len(errors) >= MAX_ERRORS:
            break
        try:
            if name not in fields:
                errors.append(_unknown_argument(name, list(fields), tool))
            elif value is not None and value != []:
                params[name] = _parse_argument(name, value, fields[name])
        except _ArgumentError as error:
            errors.append(ParameterError(name, error.code, str(error)))
    if errors:
        raise BadParameters(errors)
    if "limit" in fields:
        params.setdefault("limit", str(fields["limit"].default))
    return params


def refuse(name: str, code: str, message: str) -> NoReturn:
    """Refuse one argument by raising BadParameters."""
    raise BadParameters([ParameterError(name, code, message)])


def _unknown_argument(name: str, allowed: list[str], tool: str) -> ParameterError:
    guess = guess_parameters(name, allowed)
    near = guess.parameters
    message = (
        f"{quote(name)} is not an argument of {tool}.{did_you_mean_text(near)}{guess.sentence}"
    )
    return ParameterError(name, "unknown_parameter", message, near, tuple(allowed))


def _parse_argument(name: str, value: object, field: FieldInfo) -> ParamValue:
    if get_origin(field.annotation) is list:
        return _parse_list(name, value, field)
    values = value if isinstance(value, list) else [value]
    if len(values) > 1:
        message = f"'{name}' takes one value and stands more than once."
        raise _ArgumentError("repeated_parameter", message)
    text = _as_text(name, values[0])
    if name == "limit":
        _check_limit(text, field)
    elif name != _ANY_LENGTH:
        _check_length(name, text)
    return text


def _parse_list(name: str, value: object, field: FieldInfo) -> ParamValue:
    """Return several values, given as a list, as JSON of one, or as one text with commas."""
    value = _read_json_list(name, value)
    max_values = _bound_of(field, "max_length")
    message = f"{name} takes at most {max_values} values."
    if isinstance(value, list) and len(value) > max_values:
        raise _ArgumentError("too_many_values", message)
    texts = [_as_text(name, item) for item in (value if isinstance(value, list) else [value])]
    if isinstance(value, list) and is_list_of_names(field):
        texts = quote_names(texts)
    parts = [part for text in texts for part in text.split(",")]
    if len(parts) > max_values:
        raise _ArgumentError("too_many_values", message)
    for part in parts:
        _check_length(name, part)
    return texts if isinstance(value, list) else texts[0]


def _read_json_list(name: str, value: object) -> object:
    """Return the list that a text holds as JSON, as some assistants send it; others as they are."""
    if not isinstance(value, str) or not value.lstrip().startswith("["):
        return value
    try:
        return read_json(value)
    except FactsError:
        message = f'{name}={quote(value)}: write a list, as ["CN", "RU"].'
        raise _ArgumentError("bad_value", message) from None


def _as_text(name: str, value: object) -> str:
    """Return one value as a URL holds it."""
    match value:
        case bool():
            return str(value).lower()
        case int() if value.bit_length() > _MAX_BITS:
            raise _ArgumentError("bad_value", f"{name}: the number has too many digits.")
        case float() if value.is_integer():
            return _as_text(name, int(value))
        case str():
            return _read_text(name, value)
        case int() | float():
            return str(value)
        case _:
            raise _ArgumentError("bad_value", f"{name}: {_NO_VALUE}.")


def _read_text(name: str, text: str) -> str:
    try:
        return read_sent(text)
    except ValueError as error:
        raise _ArgumentError("bad_value", f"{name}={quote(text)}: {error}.") from None


def _check_length(name: str, text: str) -> None:
    """Refuse a text that the API would refuse as well, if its URL were not too long to arrive."""
    if len(text) > MAX_LENGTH:
        message = f"{name}={quote(text)}: it must have at most {MAX_LENGTH} characters."
        raise _ArgumentError("too_long", message)


def _check_limit(text: str, field: FieldInfo) -> None:
    """Refuse a limit above that of the tool, which is lower than that of the API."""
    if not _is_whole_number(text):
        near = suggest_value("limit", text, {"limit": field})
        message = f"limit={quote(text)}: it is not a whole number.{did_you_mean_text(near)}"
        raise _ArgumentError("bad_value", message)
    minimum, maximum = _bound_of(field, "ge"), _bound_of(field, "le")
    # A number of thousands of digits need not be read to be too large.
    if text.startswith("-") or int(text[:9]) < minimum:
        raise _ArgumentError("out_of_range", f"limit={quote(text)}: it must be {minimum} or more.")
    if int(text[:9]) > maximum:
        message = f"limit={quote(text)}: it must be {maximum} or less here."
        raise _ArgumentError("out_of_range", message)


def _bound_of(field: FieldInfo, constraint: str) -> int:
    """Return the value of the one constraint of this name in the metadata of a field."""
    (bound,) = [
        int(getattr(part, constraint)) for part in field.metadata if hasattr(part, constraint)
    ]
    return bound
