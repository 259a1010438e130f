"""The machine that is measured on: its cores, and what processes use of it."""

import os
import platform
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version

import psutil

_TOLD = ("policyfacts", "fastapi", "starlette", "pydantic", "sqlalchemy", "uvicorn", "uvloop")
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Cores:
    """A core for servers and another for who asks them; None where there is only one."""

    server: int | None
    asker: int | None

    @classmethod
    def of_machine(cls) -> "Cores":
        """The first two cores that this process may use."""
        usable = sorted(psutil.Process().cpu_affinity())
        return cls(usable[1], usable[0]) if len(usable) > 1 else cls(None, None)

    def take_asker(self) -> None:
        """Keep this process on the asker's core."""
        if self.asker is not None:
            os.sched_setaffinity(0, {self.asker})

    def give_server(self, pid: int) -> None:
        """Keep a process that has just begun on the servers' core."""
        if self.server is not None:
            os.sched_setaffinity(pid, {self.server})

    @contextmanager
    def released(self) -> Iterator[None]:
        """Let this process, and those that it starts, use every core during the block."""
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
        try:
            yield
        finally:
            self.take_asker()


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and all below it, in the program and in the kernel."""
    total = 0.0
    for process in _family(pid):
        times = process.cpu_times()
        total += times.user + times.system + times.children_user + times.children_system
    return total


@dataclass(frozen=True)
class Memory:
    """Memory of a process and all below it in MiB.

    What it has for itself; with shared pages divided among those who share them; all that it can
    reach, pages of a mapped database included, which the system gives back when others need them.
    """

    private: float
    proportional: float
    resident: float

    @classmethod
    def of(cls, pid: int) -> "Memory":
        """Look at a process and all below it."""
        infos = [process.memory_full_info() for process in _family(pid)]
        return cls(
            sum(it.uss for it in infos) / MEBIBYTE,
            sum(it.pss for it in infos) / MEBIBYTE,
            sum(it.rss for it in infos) / MEBIBYTE,
        )

    def __str__(self) -> str:
        return (
            f"{self.private:.0f} MiB of its own, {self.proportional:.0f} with shared pages "
            f"divided, {self.resident:.0f} resident"
        )


def rough_resident(pid: int) -> float:
    """Resident memory of a process and all below it in MiB, quickly read."""
    total = 0
    for process in _family(pid):
        try:
            total += process.memory_info().rss
        except psutil.Error:  # it has just ended
            continue
    return total / MEBIBYTE


def _family(pid: int) -> list[psutil.Process]:
    process = psutil.Process(pid)
    return [process, *process.children(recursive=True)]


def describe() -> str:
    """What a reader of the figures has to know of machine and versions."""
    versions = ", ".join(f"{name} {version(name)}" for name in _TOLD)
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}"
    )
