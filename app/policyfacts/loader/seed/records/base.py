"""Types that records share: strict models, ids, names, dates."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from policyfacts.edtf import parse_edtf

_POINT = "[0-9]{4}(-[0-9]{2}){0,2}"


def _edtf(text: str) -> str:
    # The message names the whole text: of 15/01/2013, the parser of intervals would name 15 alone.
    if not re.fullmatch(f"{_POINT}(/{_POINT})?", text):
        raise ValueError(
            f"'{text}' is not a date: "
            "write 2013, 2013-05, 2013-05-17 or an interval 2013-07/2013-12"
        )
    return parse_edtf(text).edtf


def _text_of_year(value: object) -> object:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return str(value) if is_number else value


def _day(value: object) -> object:
    # Otherwise numbers would be taken for seconds since 1970.
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError(f"'{value}' is not a day: write it as 2013-05-17")
    return value


def split_cell(value: object) -> object:
    """Split a cell of a table that holds several values parted by `|`."""
    return tuple(value.split("|")) if isinstance(value, str) else value


def _whole_number(value: object) -> object:
    # Cells are texts: without this, `1_000`, `+5` and `5.0` would be numbers too.
    if not isinstance(value, str) or not re.fullmatch("[0-9]{1,12}", value):
        raise ValueError(f"'{value}' is not a whole number: write digits alone, e.g. 3")
    return value


def _as_name(name: str) -> str:
    if any(mark in name for mark in "\t\n\r"):
        raise ValueError("a name stands on one line, without tabs")
    return name


Edtf = Annotated[str, BeforeValidator(_text_of_year), AfterValidator(_edtf)]
Day = Annotated[date, BeforeValidator(_day)]
NumberInCell = Annotated[int, BeforeValidator(_whole_number)]
Truth = Annotated[bool, Field(strict=True)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
CountryId = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Text = Annotated[str, Field(min_length=1, pattern=r"^\S[^\x00]*\S$|^[^\s\x00]$")]
Name = Annotated[Text, AfterValidator(_as_name)]
Names = Annotated[tuple[Name, ...], BeforeValidator(split_cell)]


class Record(BaseModel):
    """A strict model: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)
