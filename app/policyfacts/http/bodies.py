"""Bodies of requests: what they say that they are, JSON read strictly, places in what was read."""

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
    """What a request says that its body is, without parameters; empty where it says nothing."""
    return headers.get("Content-Type", "").partition(";")[0].strip().lower()


def refuse_other_than_json(headers: Headers) -> None:
    """UnknownBody where a request does not say that its body is JSON."""
    if media_type(headers) != JSON:
        raise UnknownBody(NO_JSON)


def decode(body: bytes) -> str:
    """The text of a body; BadBody where it is not UTF-8."""
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadBody(f"Byte {error.start + 1} of the body is not UTF-8.") from None


def read_json(text: str) -> Any:
    """What the JSON says; BadBody where it is none, BadParameters where a name stands twice."""
    try:
        return json.loads(
            text.removeprefix(_BYTE_ORDER_MARK),
            object_pairs_hook=_each_once,
            parse_int=_whole_number,
            parse_constant=_no_number,
        )
    except json.JSONDecodeError as error:
        where = f"Line {error.lineno}, column {error.colno}"
        raise BadBody(f"{where} is no JSON: {error.msg}.") from None
    except RecursionError:
        raise BadBody("The JSON is nested too deep.") from None


def _each_once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; a member that stands twice would silently lose one."""
    found = dict(members)
    if len(found) < len(members):
        counted = Counter(name for name, _ in members)
        repeated = [name for name, count in counted.items() if count > 1]
        raise BadParameters([_repeated(name) for name in repeated[:MAX_ERRORS]])
    return found


def _repeated(name: str) -> ParameterError:
    message = f"{quote(name)} stands more than once."
    return ParameterError(name, "repeated_parameter", message)


def _whole_number(written: str) -> int:
    try:
        return int(written)
    except ValueError:
        # Python reads none of thousands of digits.
        raise BadBody(f"{quote(written)} in the JSON has too many digits.") from None


def _no_number(written: str) -> None:
    raise BadBody(f"{written} in the JSON is no number.")


def path_into(place: Sequence[int | str]) -> str:
    """A place in a body as one would write it: `q0.properties[1].pid`."""
    path = "".join(f"[{it}]" if isinstance(it, int) else f".{it}" for it in place)
    return path.removeprefix(".") or "body"
