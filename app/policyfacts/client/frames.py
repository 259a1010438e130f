"""Data frames, where a library for them is installed."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from policyfacts.client.errors import MissingLibrary

_DAYS = ("_start", "_end")


def pandas_frame(names: Sequence[str], columns: Sequence[Sequence[Any]]) -> Any:
    """A pandas data frame: days are `datetime64`, several values in one cell a list."""
    frame = _library("pandas").DataFrame(_by_name(names, columns), columns=list(names))
    return frame.astype(dict.fromkeys(_days(names), "datetime64[s]")).convert_dtypes()


def polars_frame(names: Sequence[str], columns: Sequence[Sequence[Any]]) -> Any:
    """A polars data frame: days are dates, several values in one cell a list."""
    polars = _library("polars")
    days = dict.fromkeys(_days(names), polars.Date)
    return polars.DataFrame(_by_name(names, columns), schema_overrides=days, strict=False)


def _by_name(names: Sequence[str], columns: Sequence[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    return dict(zip(names, columns, strict=True))


def _days(names: Sequence[str]) -> list[str]:
    """Columns of days, which keep their type where all cells are empty."""
    return [name for name in names if name.endswith(_DAYS)]


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingLibrary(f"A {name} data frame needs {name}: pip install {name}") from error
