"""The metrics of several processes, in files of a folder that they share.

Each process has a file. The totals of dead processes are in one more, so that totals never shrink:
a reader would take that for a restart. Files are replaced as a whole, never read half written.

A cleaner of temporary files may remove the folder, and a disk may be full: the folder is made
again, and what cannot be written is told once. Neither ends a process that answers.
"""

import json
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from policyfacts.metrics.sample import Counts, MetricsSample

_DEAD = "dead.json"
# Enough for any number of workers that exit while somebody reads.
_MAX_ATTEMPTS = 100
_log = logging.getLogger("policyfacts.serving")


@dataclass
class _File:
    sample: MetricsSample
    # The file of a process whose totals are in this one, and which may not be deleted yet.
    merged: str = ""


class MetricsFile:
    """The file of this process in the folder that the processes share."""

    def __init__(self, folder: str) -> None:
        self._path = Path(folder, f"{os.getpid()}.json")
        self._has_failed = False

    def exists(self) -> bool:
        """Tell whether the file is there, and was not removed by a cleaner."""
        return self._path.exists()

    def write(self, sample: MetricsSample) -> bool:
        """Write the file, return whether it is; the first failure in a row stands in the log."""
        try:
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
            _write(self._path, _File(sample))
        except OSError as error:
            if not self._has_failed:
                _log.warning("Metrics cannot be written for the other processes: %s.", error)
            self._has_failed = True
        else:
            self._has_failed = False
        return not self._has_failed


def merge_dead_process(folder: str, pid: int) -> None:
    """Add the totals of a dead process to those kept; to be called by the one parent alone."""
    file, dead = Path(folder, f"{pid}.json"), Path(folder, _DEAD)
    if not file.exists():
        return
    # What cannot be merged goes on being counted from its own file.
    with suppress(OSError):
        totals = _read(dead).sample
        totals.add(_read(file).sample.totals)
        _write(dead, _File(totals, file.name))
        file.unlink()


def read_all(folder: str, own: MetricsSample) -> tuple[Counts, dict[int, Counts]]:
    """Return the totals of all processes, dead ones included, and the gauges of each by pid.

    `own` are the metrics of this process, whose file may be older or missing.
    """
    for _ in range(_MAX_ATTEMPTS):
        dead = _read(Path(folder, _DEAD))
        files = [file for file in Path(folder).glob("[0-9]*.json") if file.name != dead.merged]
        alive = {int(file.stem): _read(file).sample for file in files}
        # The totals of a process that died meanwhile have been merged into this file.
        if _read(Path(folder, _DEAD)) == dead:
            break
    alive[os.getpid()] = own
    for sample in alive.values():
        dead.sample.add(sample.totals)
    return dead.sample.totals, {pid: sample.gauges for pid, sample in alive.items()}


def _write(path: Path, file: _File) -> None:
    parts = [list(counts.items()) for counts in (file.sample.totals, file.sample.gauges)]
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps([file.merged, *parts]), encoding="ascii")
    unfinished.replace(path)


def _read(path: Path) -> _File:
    """Read a file; an empty sample where there is none."""
    try:
        merged, *parts = json.loads(path.read_text(encoding="ascii"))
    except (FileNotFoundError, NotADirectoryError):
        return _File(MetricsSample())
    totals, gauges = ({tuple(key): count for key, count in part} for part in parts)
    return _File(MetricsSample(totals, gauges), merged)
