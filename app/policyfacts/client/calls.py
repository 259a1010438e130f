"""One question to the service: where it is asked, with what, and what its answer becomes."""

import datetime
import enum
import json
import numbers
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Self, TypeVar
from urllib.parse import parse_qsl, quote, urlsplit

from policyfacts.client.errors import BadQuestion, UnexpectedAnswer
from policyfacts.client.models.base import Model

T_co = TypeVar("T_co", covariant=True)
M = TypeVar("M", bound=Model)
Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Call(Generic[T_co]):
    """A question; `read` makes of the answer's bytes what the caller gets."""

    path: str
    read: Callable[[bytes], T_co]
    parameters: Parameters = ()
    body: bytes | None = None

    @property
    def method(self) -> str:
        """Only what has a body is posted."""
        return "GET" if self.body is None else "POST"

    def following(self, address: str) -> Self:
        """The next page, asked for at the address that this client knows."""
        parameters = tuple(parse_qsl(urlsplit(address).query, keep_blank_values=True))
        if parameters == self.parameters:
            raise UnexpectedAnswer(f"The next page of {self.path} is the page itself: {address}")
        return replace(self, parameters=parameters)


def get(path: str, model: type[M], asked: Mapping[str, object] | None = None) -> Call[M]:
    """A question whose answer is one model."""
    return Call(path, model.model_validate_json, write(asked or {}))


def get_one(path: str, id_: str, model: type[M]) -> Call[M]:
    """A question for one thing by its id or name."""
    return get(path_of(path, id_), model)


def get_text(path: str, asked: Mapping[str, object]) -> Call[str]:
    """A question whose answer is text."""
    return Call(path, bytes.decode, write(asked))


def post(path: str, model: type[M], body: Mapping[str, Any], cursor: str | None) -> Call[M]:
    """A question that is a body."""
    parameters = write({"cursor": cursor} if cursor else {})
    return Call(path, model.model_validate_json, parameters, _json(body))


def path_of(path: str, id_: Any) -> str:
    """A path with an id in place of `{}`."""
    # A number has lost its zeros: 4 is not 004.
    if not isinstance(id_, str):
        raise BadQuestion(f"{id_!r} is no id: ids, codes and names are texts, in quotes.")
    if not id_.strip() or id_ in (".", ".."):
        raise BadQuestion(f"'{id_}' is no id: {path.format('...')} asks for one thing.")
    return path.format(quote(_sendable("id", id_), safe=""))


def write(asked: Mapping[str, object]) -> Parameters:
    """Parameters as they stand in an address; several values of one are repeated."""
    return tuple((name, it) for name, value in asked.items() for it in _values(name, value))


def _values(name: str, value: object) -> list[str]:
    values = [value] if isinstance(value, str) else _several(value)
    if values is None:
        values = [value]
    if not values or any(it is None for it in values):
        raise BadQuestion(f"'{name}' has no value: leave it out to ask without it.")
    return [_text(name, it) for it in values]


def _several(value: object) -> list[Any] | None:
    """Several values as a list, from a column of a data frame say; None where it is one."""
    if isinstance(value, bytes | bytearray | Mapping):
        raise BadQuestion(f"{value!r} cannot be asked for: it is neither text nor a list.")
    return list(value) if isinstance(value, Iterable) else None


def _text(name: str, value: object) -> str:
    match value:
        case enum.Enum():
            return _text(name, value.value)
        case bool():
            return str(value).lower()
        case datetime.date():
            return _day(value)
        case _:
            return _sendable(name, str(value))


def _sendable(name: str, text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadQuestion(f"'{name}' holds half a character: {text!r} cannot be sent.") from error
    return text


def _day(value: datetime.date) -> str:
    return value.strftime("%Y-%m-%d") if value.year > 999 else value.isoformat()[:10]


def _json(body: Any) -> bytes:
    if not isinstance(body, dict):
        raise BadQuestion(f"A search is a dict of filters, and {body!r} is none.")
    try:
        return json.dumps(body, default=_day_or_list).encode()
    except BadQuestion:
        raise
    except (TypeError, ValueError, RecursionError) as error:
        raise BadQuestion(f"The body of a search cannot be sent: {error}.") from error


def _day_or_list(value: object) -> object:
    if isinstance(value, datetime.date):
        return _day(value)
    if isinstance(value, numbers.Number):
        # Of libraries of their own, too: those of numpy, Decimal.
        return int(value) if isinstance(value, numbers.Integral) else float(str(value))
    values = _several(value)
    if values is not None:
        return values
    raise BadQuestion(f"{value!r} cannot be asked for: it is neither text nor number nor date.")
