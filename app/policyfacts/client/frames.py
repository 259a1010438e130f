"""Data frames of pandas and polars, where installed; types follow from columns, not contents."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from policyfacts.client.columns import CellType, Columns
from policyfacts.client.errors import MissingLibrary

_PANDAS_TYPES = {
    CellType.TEXT: "string",
    CellType.INTEGER: "Int64",
    CellType.FLOAT: "Float64",
    CellType.BOOLEAN: "boolean",
    CellType.DATE: "datetime64[s]",
    CellType.DATETIME: "datetime64[us, UTC]",
    CellType.TEXTS: "object",
}


def pandas_frame(columns: Columns, items: Sequence[Any]) -> Any:
    """Make a pandas data frame: days are `datetime64`, several values in one cell a list."""
    pandas = _import("pandas")
    series = {
        name: pandas.Series(list(map(column.getter, items)), dtype=_PANDAS_TYPES[column.cell_type])
        for name, column in columns.items()
    }
    return pandas.DataFrame(series)


def polars_frame(columns: Columns, items: Sequence[Any]) -> Any:
    """Make a polars data frame: days are dates, several values in one cell a list."""
    polars = _import("polars")
    types = _polars_types(polars)
    return polars.DataFrame(
        {name: list(map(column.getter, items)) for name, column in columns.items()},
        schema={name: types[column.cell_type] for name, column in columns.items()},
    )


def _polars_types(polars: Any) -> dict[CellType, Any]:
    return {
        CellType.TEXT: polars.String,
        CellType.INTEGER: polars.Int64,
        CellType.FLOAT: polars.Float64,
        CellType.BOOLEAN: polars.Boolean,
        CellType.DATE: polars.Date,
        CellType.DATETIME: polars.Datetime("us", "UTC"),
        CellType.TEXTS: polars.List(polars.String),
    }


def _import(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingLibrary(f"A {name} data frame needs {name}: pip install {name}") from error
