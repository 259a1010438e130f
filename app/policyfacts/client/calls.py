"""Calls: the path, parameters and body of a request, and how its response is parsed."""

import datetime
import enum
import json
import numbers
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Self, TypeVar
from urllib.parse import parse_qsl, quote, urlsplit

from policyfacts.client.errors import BadQuestion, UnexpectedAnswer
from policyfacts.client.filters import NAME_FILTERS
from policyfacts.client.models.base import Model

T_co = TypeVar("T_co", covariant=True)
M = TypeVar("M", bound=Model)
Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Call(Generic[T_co]):
    """A request to the service; `read` parses the bytes of the answer."""

    path: str
    read: Callable[[bytes], T_co]
    parameters: Parameters = ()
    body: bytes | None = None

    @property
    def method(self) -> str:
        """POST where there is a body, else GET."""
        return "GET" if self.body is None else "POST"

    def following(self, address: str) -> Self:
        """Return the call for the next page: this path, with the query of a `next` link.

        UnexpectedAnswer where that is the page itself.
        """
        parameters = tuple(parse_qsl(urlsplit(address).query, keep_blank_values=True))
        if parameters == self.parameters:
            raise UnexpectedAnswer(f"The next page of {self.path} is the page itself: {address}")
        return replace(self, parameters=parameters)


def get(path: str, model: type[M], params: Mapping[str, object] | None = None) -> Call[M]:
    """Make a call whose answer is parsed as a model."""
    return Call(path, model.model_validate_json, encode_params(params or {}))


def get_one(path: str, id_: str, model: type[M]) -> Call[M]:
    """Make a call for one item by its id or name."""
    return get(path_of(path, id_), model)


def get_text(path: str, params: Mapping[str, object]) -> Call[str]:
    """Make a call whose answer is text."""
    return Call(path, bytes.decode, encode_params(params))


def post(path: str, model: type[M], body: Mapping[str, Any], cursor: str | None) -> Call[M]:
    """Make a call that posts a JSON body."""
    parameters = encode_params({"cursor": cursor} if cursor else {})
    return Call(path, model.model_validate_json, parameters, _encode_body(body))


def path_of(path: str, id_: Any) -> str:
    """Return the path with an id in place of `{}`; BadQuestion where it is no usable id."""
    # A number has lost its zeros: 4 is not 004.
    if not isinstance(id_, str):
        raise BadQuestion(f"{id_!r} is no id: ids, codes and names are texts, in quotes.")
    if not id_.strip() or id_ in (".", ".."):
        raise BadQuestion(f"'{id_}' is no id: {path.format('...')} asks for one thing.")
    return path.format(quote(_encodable("id", id_), safe=""))


def encode_params(params: Mapping[str, object]) -> Parameters:
    """Return query parameters as texts; those with several values are repeated."""
    return tuple((name, text) for name, value in params.items() for text in _texts(name, value))


def _texts(name: str, value: object) -> list[str]:
    values = [value] if isinstance(value, str) else _as_list(value)
    if values is None:
        values = [value]
    if not values or any(item is None for item in values):
        raise BadQuestion(f"'{name}' has no value: leave it out to ask without it.")
    texts = [_as_text(name, item) for item in values]
    is_list = not isinstance(value, str) and name in NAME_FILTERS
    return [_quoted(text) if is_list and "," in text else text for text in texts]


def _quoted(text: str) -> str:
    """Put a name into quotes, so that it stays one in an address, whatever commas it has."""
    return '"{}"'.format(text.replace('"', ""))


def _as_list(value: object) -> list[Any] | None:
    """List the values of an iterable, such as a data frame's column; None for a single value."""
    if isinstance(value, bytes | bytearray | Mapping):
        raise BadQuestion(f"{value!r} cannot be asked for: it is neither text nor a list.")
    return list(value) if isinstance(value, Iterable) else None


def _as_text(name: str, value: object) -> str:
    match value:
        case enum.Enum():
            return _as_text(name, value.value)
        case bool():
            return str(value).lower()
        case datetime.date():
            return _isoformat(value)
        case _:
            return _encodable(name, str(value))


def _encodable(name: str, text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadQuestion(f"'{name}' holds half a character: {text!r} cannot be sent.") from error
    return text


def _isoformat(value: datetime.date) -> str:
    return value.strftime("%Y-%m-%d") if value.year > 999 else value.isoformat()[:10]


def _encode_body(body: Any) -> bytes:
    if not isinstance(body, dict):
        raise BadQuestion(f"A search is a dict of filters, and {body!r} is none.")
    try:
        return json.dumps(body, default=_json_default).encode()
    except BadQuestion:
        raise
    except (TypeError, ValueError, RecursionError) as error:
        raise BadQuestion(f"The body of a search cannot be sent: {error}.") from error


def _json_default(value: object) -> object:
    if isinstance(value, datetime.date):
        return _isoformat(value)
    if isinstance(value, numbers.Number):
        # This includes numbers of libraries, such as numpy's, and Decimal.
        return int(value) if isinstance(value, numbers.Integral) else float(str(value))
    values = _as_list(value)
    if values is not None:
        return values
    raise BadQuestion(f"{value!r} cannot be asked for: it is neither text nor number nor date.")
