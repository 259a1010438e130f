"""What all records share: strictness, ids, names, dates."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from policyfacts.edtf import parse_edtf


def _edtf(text: str) -> str:
    return parse_edtf(text).edtf


def _text_of_year(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def split_cell(value: object) -> object:
    """A cell of a table holds several values parted by `|`."""
    return tuple(value.split("|")) if isinstance(value, str) else value


def _without_comma(name: str) -> str:
    if "," in name:
        raise ValueError("a name holds no comma, since lists in addresses are parted by commas")
    return name


Edtf = Annotated[str, BeforeValidator(_text_of_year), AfterValidator(_edtf)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
CountryId = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Text = Annotated[str, Field(min_length=1, pattern=r"^\S[^\x00]*\S$|^[^\s\x00]$")]
Name = Annotated[Text, AfterValidator(_without_comma)]
Names = Annotated[tuple[Name, ...], BeforeValidator(split_cell)]


class Record(BaseModel):
    """What all records share."""

    model_config = ConfigDict(extra="forbid", frozen=True)
