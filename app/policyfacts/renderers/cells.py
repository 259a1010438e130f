"""Cells of tables: what a value looks like in CSV."""

import re
from collections.abc import Iterable

Cell = str | int | float | None

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def escape_formula(text: str) -> str:
    """Text that a spreadsheet shows and does not compute.

    What begins like a formula gets an apostrophe before it, unless it is a plain number such as
    -0.5 or +3.
    """
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def join_values(values: Iterable[str]) -> str:
    r"""Several values in one cell: `a|b`.

    Ids hold neither `|` nor `\`; where a name does, it is written `\|` or `\\`.
    """
    return "|".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def format_cell(cell: Cell) -> str:
    """A cell as text: true and false, numbers as they are, nothing for null, text guarded."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return escape_formula(cell) if isinstance(cell, str) else str(cell)
