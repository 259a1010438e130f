"""The metrics of several processes, in files of a folder that they share.

Each process has a file. The totals of dead processes are in one more, so that totals never shrink:
a reader would take that for a restart. Files are replaced as a whole, never read half written.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from policyfacts.metrics.sample import Counts, MetricsSample

_DEAD = "dead.json"
# Enough for any number of workers that exit while somebody reads.
_MAX_ATTEMPTS = 100


@dataclass
class _File:
    sample: MetricsSample
    # The file of a process whose totals are in this one, and which may not be deleted yet.
    merged: str = ""


def write(folder: str, sample: MetricsSample) -> None:
    """Write the file of this process."""
    _write(Path(folder, f"{os.getpid()}.json"), _File(sample))


def merge_dead_process(folder: str, pid: int) -> None:
    """Add the totals of a dead process to those kept; to be called by the one parent alone."""
    file, dead = Path(folder, f"{pid}.json"), Path(folder, _DEAD)
    if not file.exists():
        return
    totals = _read(dead).sample
    totals.add(_read(file).sample.totals)
    _write(dead, _File(totals, file.name))
    file.unlink()


def read_all(folder: str) -> tuple[Counts, dict[int, Counts]]:
    """Return the totals of all processes, dead ones included, and the gauges of each by pid."""
    for _ in range(_MAX_ATTEMPTS):
        dead = _read(Path(folder, _DEAD))
        files = [file for file in Path(folder).glob("[0-9]*.json") if file.name != dead.merged]
        alive = {int(file.stem): _read(file).sample for file in files}
        # The totals of a process that died meanwhile have been merged into this file.
        if _read(Path(folder, _DEAD)) == dead:
            break
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
    except FileNotFoundError:
        return _File(MetricsSample())
    totals, gauges = ({tuple(key): count for key, count in part} for part in parts)
    return _File(MetricsSample(totals, gauges), merged)
