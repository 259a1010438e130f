"""What all models share."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

# A table's columns by name, each with what takes its cell from an item.
Columns = Mapping[str, Callable[[Any], Any]]


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
        return {name: attrgetter(name) for name, it in cls.model_fields.items() if _is_plain(it)}


def _is_plain(field: Any) -> bool:
    """Whether a member is one value, not a model or several values."""
    parts = getattr(field.annotation, "__args__", (field.annotation,))
    return all(isinstance(it, type) and not issubclass(it, Model | tuple | dict) for it in parts)
