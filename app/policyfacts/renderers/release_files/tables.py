"""The definition of a table of the files: its columns, its keys and how its rows are made."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from policyfacts.vocabulary import Described

Source = TypeVar("Source")
Row: TypeAlias = Mapping[str, Any]
ColumnKind: TypeAlias = Literal["string", "integer", "number", "boolean", "date", "year"]


@dataclass(frozen=True)
class Column:
    """A column; `kind` is its type in Table Schema, `allowed` the closed list of its values."""

    name: str
    description: str
    kind: ColumnKind = "string"
    required: bool = True
    allowed: type[Described] | None = None


@dataclass(frozen=True)
class ForeignKey:
    """Columns that together refer to a key of another table."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...] = ("id",)


@dataclass(frozen=True)
class Table(Generic[Source]):
    """A table; `rows` makes its rows from the body of a fact, or from a session."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    rows: Callable[[Source], Iterable[Row]]

    def values(self, row: Row) -> list[Any]:
        """List the values of a row in the order of the columns."""
        return [row[column.name] for column in self.columns]


FACT = Column("fact_id", "The fact.")
POSITION = Column("position", "Place among the rows of the same owner, from 1.", "integer")
SINCE = Column("since", "First day; empty without limit.", "date", required=False)
UNTIL = Column("until", "Last day; empty without limit.", "date", required=False)
OF_FACT = ForeignKey(("fact_id",), "facts")


def foreign_key(column: str, table: str) -> ForeignKey:
    """Make a foreign key of one column, which refers to the id of another table."""
    return ForeignKey((column,), table)
