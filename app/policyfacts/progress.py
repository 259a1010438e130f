"""Progress of a long task: a bar on a terminal, else a line now and then."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

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

from policyfacts.loader import ProgressCallback

_SECONDS_BETWEEN_LINES = 30.0


@contextmanager
def progress(console: Console) -> Iterator[ProgressCallback]:
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

        def advance(task: str, done: int, total: int) -> None:
            if task not in tasks:
                tasks[task] = bars.add_task(task, total=None)
            bars.update(tasks[task], completed=done, total=total or None)

        yield advance


class _Rate(ProgressColumn):
    """A column with the number done in a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


class _Lines:
    """Lines for a log, at most one in 30 seconds: a task that is soon done has none."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._task = ""
        self._started = self._printed = time.monotonic()

    def advance(self, task: str, done: int, total: int) -> None:
        now = time.monotonic()
        if task != self._task:
            self._task, self._started = task, now
        if now - self._printed >= _SECONDS_BETWEEN_LINES:
            self._printed = now
            self._console.print(_line(task, done, total, now - self._started))


def _line(task: str, done: int, total: int, seconds: float) -> str:
    rate = done / seconds if seconds else 0
    if not rate:
        return f"{task}: {done:,} of {total:,}"
    left = (total - done) / rate
    return f"{task}: {done:,} of about {total:,}, {rate:,.0f}/s, about {left:,.0f} s left"
