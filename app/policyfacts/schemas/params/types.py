"""Types of parameters: how each is written, and what is refused."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from policyfacts.edtf import parse_edtf
from policyfacts.sent_text import read_sent, try_read

MAX_VALUES = 100
MAX_LENGTH = 200
MAX_ADDRESS = 4000


@dataclass(frozen=True)
class FactColumn:
    """Marks a filter by a closed list that the fact holds in its column of the same name.

    Loads store a set of facts for each value, queries and facets read it, citations word a value as
    `phrase` has it, charts and assistants list the values: all of them take the filter from here.
    """

    phrase: str


T = TypeVar("T")
QUOTE = '"'
_PART = re.compile(r'(?:^|,)(\s*"[^"]*"\s*(?=,|$)|[^,]*)')
_NUMBER = r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"


def _read(value: object) -> object:
    """Return a text in its plain form, in which most are already; other values as they are."""
    is_plain = not isinstance(value, str) or (value.isascii() and value.isprintable())
    return value if is_plain else try_read(value)


def split(value: object) -> object:
    """Split values at commas: `a,b` and repeated parameters are the same."""
    if value is None:
        return None
    items = value if isinstance(value, list) else [value]
    return [
        part
        for item in map(_read, items)
        for part in (item.split(",") if isinstance(item, str) else [item])
    ]


def split_names(value: object) -> object:
    """Split names at commas; what follows a comma keeps it, as that may be part of a name.

    A name in quotes is one, whatever commas it has.
    """
    if value is None:
        return None
    items = value if isinstance(value, list) else [value]
    return [
        part
        for index, item in enumerate(map(_read, items))
        # What was split before is as good as not.
        for part in (_split_names(item, index > 0) if isinstance(item, str) else [item])
    ]


def _split_names(text: str, may_continue: bool) -> list[str]:
    if may_continue and text.startswith(",") and text.count(",") == 1:
        return [text]
    if '"' not in text:
        first, *others = text.split(",")
        return [first, *(f",{other}" for other in others)]
    parts = [part.strip() for part in _PART.findall(text)]
    quoted = [part.startswith('"') and part.endswith('"') for part in parts]
    return [
        part if index == 0 or quoted[index] or quoted[index - 1] else f",{part}"
        for index, part in enumerate(parts)
    ]


def quote_names(names: list[T]) -> list[T | str]:
    """Put those names of a list into quotes that hold a comma: each is one name."""
    return [
        f'"{name.replace(QUOTE, "")}"' if isinstance(name, str) and "," in name else name
        for name in names
    ]


def _lower(value: object) -> object:
    """Return values of closed lists in lower case; letter case does not matter."""
    plain = _read(value)
    return plain.lower() if isinstance(plain, str) else plain


def _plain(text: str) -> str:
    plain = text
    try:
        if not (text.isascii() and text.isprintable()):
            plain = read_sent(text)
    except ValueError as error:
        raise PydanticCustomError("control_character", "{reason}", {"reason": str(error)}) from None
    stripped = plain.strip()
    if not stripped:
        raise PydanticCustomError("empty_value", "is empty")
    return stripped


def _plain_name(text: str) -> str:
    comma = "," if text.startswith(",") else ""
    plain = _plain(text.removeprefix(","))
    _plain(plain.strip(QUOTE))
    return comma + plain


def _check_integer(value: object) -> object:
    """Raise ValueError where an integer is not written as `2013`: no `2_013`, `2013.0`, `02013`."""
    value = _read(value)
    is_number = isinstance(value, str) and re.fullmatch("-?(0|[1-9][0-9]*)", value)
    if isinstance(value, bool) or (isinstance(value, str) and not is_number):
        raise ValueError("it is not a whole number")
    return value


def _check_number(value: object) -> object:
    """Raise ValueError where a number is more than digits, a point and an exponent."""
    value = _read(value)
    is_number = isinstance(value, str) and re.fullmatch(_NUMBER, value)
    if isinstance(value, bool) or (isinstance(value, str) and not is_number):
        raise ValueError("it is not a number")
    return value


def _drop_point(value: float) -> float:
    """Return whole numbers as integers, which are written without a point."""
    return int(value) if value.is_integer() else value


def _date_or_part(text: str) -> str:
    try:
        return parse_edtf(text.strip()).edtf
    except ValueError as error:
        raise PydanticCustomError("no_such_date", "{reason}", {"reason": str(error)}) from None


Word = Annotated[str, Field(max_length=MAX_LENGTH), AfterValidator(_plain)]
Name = Annotated[str, Field(max_length=MAX_LENGTH), AfterValidator(_plain_name)]
Address = Annotated[str, Field(max_length=MAX_ADDRESS), AfterValidator(_plain)]
# Stands after the bounds, so that the contract shows these as JSON Schema does.
WHOLE = BeforeValidator(_check_integer)
Number = Annotated[
    float,
    Field(ge=-1e18, le=1e18, allow_inf_nan=False),
    AfterValidator(_drop_point),
    BeforeValidator(_check_number),
]
Year = Annotated[int, Field(ge=1, le=9999), WHOLE]
PartialDate = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    AfterValidator(_date_or_part),
    BeforeValidator(_read),
]
Flag = Annotated[bool, BeforeValidator(_read)]
# Made by the service: what was damaged on the way is refused where it is read.
Cursor = Annotated[str, BeforeValidator(_read)]


def values(description: str, *examples: Any, max_length: int = MAX_VALUES) -> Any:
    """Declare a parameter of one or more values, repeated or comma-separated."""
    return Field(
        default_factory=list,
        max_length=max_length,
        description=f"{description} One or more, repeated or separated by commas.",
        examples=[[example] for example in examples],
    )


E = TypeVar("E")
AnyCase = Annotated[E, BeforeValidator(_lower)]
Words = Annotated[list[Word], BeforeValidator(split)]
Names = Annotated[list[Name], BeforeValidator(split_names)]
Years = Annotated[list[Year], BeforeValidator(split)]


def is_list_of_names(field: FieldInfo) -> bool:
    """Return whether the values of a parameter are names, which may hold commas."""
    return any(getattr(mark, "func", None) is split_names for mark in field.metadata)


class Params(BaseModel):
    """A set of parameters; an unknown one is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoParams(Params):
    """For paths without parameters: any at all is refused."""
