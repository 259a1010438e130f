"""Cells of tables: how a value is written in CSV."""

import re
from collections.abc import Iterable

Cell = str | int | float | None

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def escape_formula(text: str) -> str:
    """Escape a text that a spreadsheet would compute.

    What begins like a formula gets an apostrophe before it, unless it is a plain number such as
    -0.5 or +3.
    """
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def join_values(values: Iterable[str]) -> str:
    r"""Join several values for one cell: `a|b`.

    Ids hold neither `|` nor `\`; where a name does, it is written `\|` or `\\`.
    """
    return "|".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def format_cell(cell: Cell) -> str:
    """Write a cell as text: true or false, numbers as they are, null as nothing, texts escaped."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return escape_formula(cell) if isinstance(cell, str) else str(cell)
