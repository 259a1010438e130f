"""Arguments of a tool as parameters of the API: what no address can say is refused here."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, NoReturn, get_origin

from pydantic.fields import FieldInfo

from policyfacts.errors import MAX_ERRORS, BadParameters, ParameterError, did_you_mean_text, quote
from policyfacts.schemas.params import Params
from policyfacts.schemas.params.types import MAX_LENGTH

Written = str | list[str]
# Bits of the largest whole number that the API reads.
_LONGEST_NUMBER = 64
_NO_VALUE = "it must be text, a number, true or false, or a list of these"
_is_whole = re.compile("-?(0|[1-9][0-9]*)").fullmatch
# Cursors are made by the service; a damaged one is refused as such, however long it is.
_UNMEASURED = "cursor"
# Names that models try before they read the schema, with the arguments that are meant.
_ALIASES = {
    "date": ("date_from", "date_to"),
    "month": ("date_from", "date_to"),
    "period": ("date_from", "date_to"),
    "query": ("q",),
    "text": ("q",),
    "search": ("q",),
    "keyword": ("q",),
    "keywords": ("q",),
    "name": ("q", "entity"),
    "person": ("entity",),
    "people": ("entity",),
    "place": ("entity",),
    "fact": ("id",),
    "fact_id": ("id",),
    "from": ("date_from",),
    "since": ("date_from",),
    "start": ("date_from",),
    "start_date": ("date_from",),
    "from_date": ("date_from",),
    "to": ("date_to",),
    "until": ("date_to",),
    "end": ("date_to",),
    "end_date": ("date_to",),
    "to_date": ("date_to",),
    "min_value": ("value_min",),
    "max_value": ("value_max",),
    "host": ("party",),
    "partner": ("country", "party"),
    "visitor": ("party",),
    "actor": ("party",),
    "participant": ("party",),
    "participants": ("party",),
    "order_by": ("sort",),
    "currency": ("unit",),
    "max_results": ("limit",),
    "page": ("cursor",),
    "offset": ("cursor",),
}


class _Unsendable(ValueError):
    """A value that cannot be sent to the API; the message is complete."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_arguments(
    arguments: Mapping[str, Any], question: type[Params], tool: str
) -> dict[str, Written]:
    """What was asked, as the API has it; BadParameters names everything that cannot be written.

    Null and empty lists are what assistants send for arguments that they leave out.
    """
    fields = question.model_fields
    errors: list[ParameterError] = []
    parameters: dict[str, Written] = {}
    for name, value in arguments.items():
        if len(errors) >= MAX_ERRORS:
            break
        try:
            if name not in fields:
                errors.append(_unknown(name, list(fields), tool))
            elif value is not None and value != []:
                parameters[name] = _read(name, value, fields[name])
        except _Unsendable as error:
            errors.append(ParameterError(name, error.code, str(error)))
    if errors:
        raise BadParameters(errors)
    if "limit" in fields:
        parameters.setdefault("limit", str(fields["limit"].default))
    return parameters


def refuse(name: str, code: str, message: str) -> NoReturn:
    """Refuse one argument."""
    raise BadParameters([ParameterError(name, code, message)])


def _unknown(name: str, known: list[str], tool: str) -> ParameterError:
    guessed = [it for it in _ALIASES.get(name.lower()[:100], ()) if it in known]
    near = guessed or get_close_matches(name.lower()[:100], known, n=3, cutoff=0.7)
    message = f"{quote(name)} is not an argument of {tool}.{did_you_mean_text(near)}"
    return ParameterError(name, "unknown_parameter", message, tuple(near), tuple(known))


def _read(name: str, value: object, field: FieldInfo) -> Written:
    """One argument as parameters of the API; _Unsendable where it cannot be sent."""
    if get_origin(field.annotation) is list:
        return _read_list(name, value, field)
    values = value if isinstance(value, list) else [value]
    if len(values) > 1:
        message = f"'{name}' takes one value and stands more than once."
        raise _Unsendable("repeated_parameter", message)
    text = _write(name, values[0])
    if name == "limit":
        _check_limit(text, field)
    elif name != _UNMEASURED:
        _check_length(name, text)
    return text


def _read_list(name: str, value: object, field: FieldInfo) -> Written:
    """Several values, as a list or as one text with commas."""
    most = _bound(field, "max_length")
    message = f"{name} takes at most {most} values."
    if isinstance(value, list) and len(value) > most:
        raise _Unsendable("too_many_values", message)
    written = [_write(name, it) for it in (value if isinstance(value, list) else [value])]
    parts = [part for it in written for part in it.split(",")]
    if len(parts) > most:
        raise _Unsendable("too_many_values", message)
    for part in parts:
        _check_length(name, part)
    return written if isinstance(value, list) else written[0]


def _write(name: str, value: object) -> str:
    """One value as it stands in an address."""
    match value:
        case bool():
            return str(value).lower()
        case int() if value.bit_length() > _LONGEST_NUMBER:
            raise _Unsendable("bad_value", f"{name}: the number has too many digits.")
        case float() if value.is_integer():
            return _write(name, int(value))
        case str():
            _check_letters(name, value)
            return value
        case int() | float():
            return str(value)
        case _:
            raise _Unsendable("bad_value", f"{name}: {_NO_VALUE}.")


def _check_letters(name: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        message = f"{name}: it holds half a character, which no text has."
        raise _Unsendable("bad_value", message) from None


def _check_length(name: str, text: str) -> None:
    """The API says the same, but an address that is too long never reaches it."""
    if len(text) > MAX_LENGTH:
        message = f"{name}={quote(text)}: it must have at most {MAX_LENGTH} characters."
        raise _Unsendable("too_long", message)


def _check_limit(text: str, field: FieldInfo) -> None:
    """The API would give more than an assistant should be given at once."""
    if not _is_whole(text):
        raise _Unsendable("bad_value", f"limit={quote(text)}: it is not a whole number.")
    least, most = _bound(field, "ge"), _bound(field, "le")
    # A number of thousands of digits need not be read to be too large.
    if text.startswith("-") or int(text[:9]) < least:
        raise _Unsendable("out_of_range", f"limit={quote(text)}: it must be {least} or more.")
    if int(text[:9]) > most:
        raise _Unsendable("out_of_range", f"limit={quote(text)}: it must be {most} or less here.")


def _bound(field: FieldInfo, name: str) -> int:
    """A bound that the field declares."""
    (bound,) = [int(getattr(it, name)) for it in field.metadata if hasattr(it, name)]
    return bound
