"""The table of results and targets: on the terminal, as Markdown, as JSON."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

_HEADINGS = ("what", "target", "reached", "", "seen")


class NotMeasured(Exception):
    """A row cannot be measured here; the message says why."""


@dataclass(frozen=True)
class Row:
    """A result; at most one of `at_least` and `at_most` is its target.

    `value` is None where it was not measured: `note` says why.
    """

    what: str
    value: float | None
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""

    @property
    def passed(self) -> bool | None:
        """True where the target is reached; None without a value or a target."""
        if self.value is None:
            return None
        if self.at_least is not None:
            return self.value >= self.at_least
        return self.value <= self.at_most if self.at_most is not None else None

    def cells(self) -> tuple[str, ...]:
        """Return the row as texts."""
        target = ""
        if self.at_least is not None:
            target = f"at least {_number(self.at_least)}{self.unit}"
        elif self.at_most is not None:
            target = f"at most {_number(self.at_most)}{self.unit}"
        reached = "not measured" if self.value is None else f"{_number(self.value)}{self.unit}"
        verdict = {True: "reached", False: "missed", None: ""}[self.passed]
        return self.what, target, reached, verdict, self.note


def _number(value: float) -> str:
    # Four digits: what misses a target by little must not be rounded up to it.
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.4g}"


def print_table(rows: Iterable[Row], console: Console) -> None:
    """Print the table on a terminal."""
    table = Table(*_HEADINGS, show_lines=True)
    styles = {True: "green", False: "red", None: ""}
    for row in rows:
        table.add_row(*row.cells(), style=styles[row.passed])
    console.print(table)


def as_markdown(rows: Iterable[Row], heading: str) -> str:
    """Return the table as docs/performance.md has it."""
    lines = [heading, "", f"| {' | '.join(_HEADINGS)} |", "|" + "---|" * len(_HEADINGS)]
    lines += [f"| {' | '.join(cell.replace('|', '/') for cell in row.cells())} |" for row in rows]
    return "\n".join(lines)


def as_json(rows: Iterable[Row], heading: str) -> dict[str, Any]:
    """Return the table as data for JSON."""
    return {"machine": heading, "rows": [{**asdict(row), "passed": row.passed} for row in rows]}
