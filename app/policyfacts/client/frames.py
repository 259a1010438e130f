"""Data frames, where a library for them is installed; types follow from columns, not contents."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from policyfacts.client.columns import Cells, Columns
from policyfacts.client.errors import MissingLibrary

_IN_PANDAS = {
    Cells.TEXT: "string",
    Cells.WHOLE: "Int64",
    Cells.NUMBER: "Float64",
    Cells.FLAG: "boolean",
    Cells.DAY: "datetime64[s]",
    Cells.MOMENT: "datetime64[us, UTC]",
    Cells.TEXTS: "object",
}


def pandas_frame(columns: Columns, items: Sequence[Any]) -> Any:
    """A pandas data frame: days are `datetime64`, several values in one cell a list."""
    pandas = _library("pandas")
    series = {
        name: pandas.Series([it.take(item) for item in items], dtype=_IN_PANDAS[it.cells])
        for name, it in columns.items()
    }
    return pandas.DataFrame(series)


def polars_frame(columns: Columns, items: Sequence[Any]) -> Any:
    """A polars data frame: days are dates, several values in one cell a list."""
    polars = _library("polars")
    types = _in_polars(polars)
    return polars.DataFrame(
        {name: [it.take(item) for item in items] for name, it in columns.items()},
        schema={name: types[it.cells] for name, it in columns.items()},
    )


def _in_polars(polars: Any) -> dict[Cells, Any]:
    return {
        Cells.TEXT: polars.String,
        Cells.WHOLE: polars.Int64,
        Cells.NUMBER: polars.Float64,
        Cells.FLAG: polars.Boolean,
        Cells.DAY: polars.Date,
        Cells.MOMENT: polars.Datetime("us", "UTC"),
        Cells.TEXTS: polars.List(polars.String),
    }


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingLibrary(f"A {name} data frame needs {name}: pip install {name}") from error
