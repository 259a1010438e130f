"""How far a long task is: a bar where somebody looks at it, else a line now and then."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from policyfacts.loader import ProgressCallback

_SECONDS_BETWEEN_LINES = 30.0


@contextmanager
def progress(console: Console) -> "Iterator[ProgressCallback]":
    """Yield a callback that shows progress on a console, with the rate and the time left."""
    if not console.is_terminal:
        yield _Lines(console).advance
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def advance(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=None)
            bars.update(tasks[what], completed=done, total=total or None)

        yield advance


class _Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


class _Lines:
    """Lines for a log; a task that is soon done has none."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._what = ""
        self._started = self._told = time.monotonic()

    def advance(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if what != self._what:
            self._what, self._started = what, now
        if now - self._told >= _SECONDS_BETWEEN_LINES:
            self._told = now
            self._console.print(_line(what, done, total, now - self._started))


def _line(what: str, done: int, total: int, seconds: float) -> str:
    rate = done / seconds if seconds else 0
    if not rate:
        return f"{what}: {done:,} of {total:,}"
    left = (total - done) / rate
    return f"{what}: {done:,} of about {total:,}, {rate:,.0f}/s, about {left:,.0f} s left"
