"""The machine: which cores are used, and the processor time and memory of processes."""

import os
import platform
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version

import psutil

_VERSIONED = ("policyfacts", "fastapi", "starlette", "pydantic", "sqlalchemy", "uvicorn", "uvloop")
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Cores:
    """A core for servers and another for the load generator; None where there is only one."""

    server: int | None
    client: int | None

    @classmethod
    def of_machine(cls) -> "Cores":
        """Return the first two cores that this process may use."""
        usable = sorted(psutil.Process().cpu_affinity())
        return cls(usable[1], usable[0]) if len(usable) > 1 else cls(None, None)

    def pin_client(self) -> None:
        """Pin this process to the core of the load generator."""
        if self.client is not None:
            os.sched_setaffinity(0, {self.client})

    def pin_server(self, pid: int) -> None:
        """Pin a process that has just started to the servers' core."""
        if self.server is not None:
            os.sched_setaffinity(pid, {self.server})

    @contextmanager
    def released(self) -> Iterator[None]:
        """Let this process, and those that it starts, use every core during the block."""
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
        try:
            yield
        finally:
            self.pin_client()


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process and its descendants, user and system."""
    total = 0.0
    for process in _family(pid):
        times = process.cpu_times()
        total += times.user + times.system + times.children_user + times.children_system
    return total


@dataclass(frozen=True)
class Memory:
    """The memory of a process and its descendants in MiB.

    `private` is theirs alone, `proportional` divides shared pages among those who share them, and
    `resident` includes pages of a mapped database, which the system reclaims when it needs them.
    """

    private: float
    proportional: float
    resident: float

    @classmethod
    def of(cls, pid: int) -> "Memory":
        """Measure a process and its descendants."""
        infos = [process.memory_full_info() for process in _family(pid)]
        return cls(
            sum(info.uss for info in infos) / MEBIBYTE,
            sum(info.pss for info in infos) / MEBIBYTE,
            sum(info.rss for info in infos) / MEBIBYTE,
        )

    def __str__(self) -> str:
        return (
            f"{self.private:.0f} MiB of its own, {self.proportional:.0f} with shared pages "
            f"divided, {self.resident:.0f} resident"
        )


def rough_resident(pid: int) -> float:
    """Return the resident memory of a process and its descendants in MiB, quickly read."""
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
    """Name the machine and the versions that the figures depend on."""
    versions = ", ".join(f"{name} {version(name)}" for name in _VERSIONED)
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}"
    )
