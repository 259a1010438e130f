"""What all models share."""

import datetime
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict

from policyfacts.client.columns import Cells, Column, Columns

_CELLS = {
    str: Cells.TEXT,
    int: Cells.WHOLE,
    float: Cells.NUMBER,
    bool: Cells.FLAG,
    datetime.date: Cells.DAY,
    datetime.datetime: Cells.MOMENT,
}


class Model(BaseModel):
    """Part of an answer; what a later version of the service adds is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    # The columns of its data frame; none where plain members make the columns.
    in_columns: ClassVar[Columns | None] = None

    @classmethod
    def columns(cls) -> Columns:
        """What a data frame of such items shows."""
        if cls.in_columns is not None:
            return cls.in_columns
        cells = {name: _cells_of(it.annotation) for name, it in cls.model_fields.items()}
        return {name: Column(attrgetter(name), it) for name, it in cells.items() if it is not None}


def _cells_of(annotation: Any) -> Cells | None:
    """What a member's cells are; none where it is not one value, but a model or several."""
    union = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    kinds = [it for it in union if it is not NoneType]
    return _CELLS.get(kinds[0]) if len(kinds) == 1 else None
