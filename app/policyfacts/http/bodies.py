"""Bodies of requests: their media type, JSON read strictly, paths into what was read."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from starlette.datastructures import Headers

from policyfacts.errors import (
    MAX_ERRORS,
    BadBody,
    BadParameters,
    ParameterError,
    UnknownBody,
    quote,
)

JSON = "application/json"
NO_JSON = f"The body is not read: send JSON with Content-Type: {JSON}."
_BYTE_ORDER_MARK = "\ufeff"


def media_type(headers: Headers) -> str:
    """Return the media type of a body, without parameters; empty where there is none."""
    return headers.get("Content-Type", "").partition(";")[0].strip().lower()


def refuse_other_than_json(headers: Headers) -> None:
    """Raise UnknownBody where a request does not say that its body is JSON."""
    if media_type(headers) != JSON:
        raise UnknownBody(NO_JSON)


def decode(body: bytes) -> str:
    """Decode a body; BadBody where it is not UTF-8."""
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadBody(f"Byte {error.start + 1} of the body is not UTF-8.") from None


def read_json(text: str) -> Any:
    """Parse JSON; BadBody where it is none, BadParameters where a name is repeated."""
    try:
        return json.loads(
            text.removeprefix(_BYTE_ORDER_MARK),
            object_pairs_hook=_refuse_repeated,
            parse_int=_parse_int,
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        where = f"Line {error.lineno}, column {error.colno}"
        raise BadBody(f"{where} is no JSON: {error.msg}.") from None
    except RecursionError:
        raise BadBody("The JSON is nested too deep.") from None


def _refuse_repeated(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object; a repeated member would silently lose one."""
    object_ = dict(members)
    if len(object_) < len(members):
        counts = Counter(name for name, _ in members)
        repeated = [name for name, count in counts.items() if count > 1]
        raise BadParameters([_repeated_error(name) for name in repeated[:MAX_ERRORS]])
    return object_


def _repeated_error(name: str) -> ParameterError:
    message = f"{quote(name)} stands more than once."
    return ParameterError(name, "repeated_parameter", message)


def _parse_int(literal: str) -> int:
    try:
        return int(literal)
    except ValueError:
        # Python parses none of thousands of digits.
        raise BadBody(f"{quote(literal)} in the JSON has too many digits.") from None


def _refuse_constant(literal: str) -> None:
    raise BadBody(f"{literal} in the JSON is no number.")


def path_into(location: Sequence[int | str]) -> str:
    """Write a location in a body as a path: `q0.properties[1].pid`."""
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return path.removeprefix(".") or "body"
