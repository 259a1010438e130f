"""The base class of all models."""

import datetime
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict

from policyfacts.client.columns import CellType, Column, Columns

_CELL_TYPES = {
    str: CellType.TEXT,
    int: CellType.INTEGER,
    float: CellType.FLOAT,
    bool: CellType.BOOLEAN,
    datetime.date: CellType.DATE,
    datetime.datetime: CellType.DATETIME,
}


class Model(BaseModel):
    """A part of an answer; members that a later version of the service adds are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    # The columns of its data frame; None where they are those of its plain members.
    in_columns: ClassVar[Columns | None] = None

    @classmethod
    def columns(cls) -> Columns:
        """Return the columns of a data frame of such items."""
        if cls.in_columns is not None:
            return cls.in_columns
        types = {name: _cell_type(field.annotation) for name, field in cls.model_fields.items()}
        return {name: Column(attrgetter(name), cell) for name, cell in types.items() if cell}


def _cell_type(annotation: Any) -> CellType | None:
    """Return the type of a member's cells; None for a model or a member of several values."""
    union = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    types = [type_ for type_ in union if type_ is not NoneType]
    return _CELL_TYPES.get(types[0]) if len(types) == 1 else None
