"""The counts of several processes, in a folder that they share.

Each process has a file. The counts of processes that are gone are in one more, so that totals never
shrink: a reader would take that for a restart. No file is ever seen half written.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from policyfacts.metrics.sample import Counts, MetricsSample

_GONE = "gone.json"
# Enough for any number of workers that end while somebody reads.
_MOST_ATTEMPTS = 100


@dataclass
class _File:
    reading: MetricsSample
    # The file of a process whose counts are in this one, and which may not be deleted yet.
    absorbed: str = ""


def write(folder: str, reading: MetricsSample) -> None:
    """Leave the counts of this process."""
    _write(Path(folder, f"{os.getpid()}.json"), _File(reading))


def absorb(folder: str, pid: int) -> None:
    """Keep the totals of a process that is gone; for the one parent of all processes."""
    file, gone = Path(folder, f"{pid}.json"), Path(folder, _GONE)
    if not file.exists():
        return
    kept = _read(gone).reading
    kept.add(_read(file).reading.totals)
    _write(gone, _File(kept, file.name))
    file.unlink()


def read_all(folder: str) -> tuple[Counts, dict[int, Counts]]:
    """The totals of all processes, those that are gone included; the gauges of each by pid."""
    for _ in range(_MOST_ATTEMPTS):
        before = _read(Path(folder, _GONE))
        files = [it for it in Path(folder).glob("[0-9]*.json") if it.name != before.absorbed]
        found = {int(file.stem): _read(file).reading for file in files}
        # A file that went meanwhile has left its counts here.
        if _read(Path(folder, _GONE)) == before:
            break
    for reading in found.values():
        before.reading.add(reading.totals)
    return before.reading.totals, {pid: reading.gauges for pid, reading in found.items()}


def _write(path: Path, file: _File) -> None:
    parts = [list(it.items()) for it in (file.reading.totals, file.reading.gauges)]
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps([file.absorbed, *parts]), encoding="ascii")
    unfinished.replace(path)


def _read(path: Path) -> _File:
    """What is in a file; nothing where there is none."""
    try:
        absorbed, *parts = json.loads(path.read_text(encoding="ascii"))
    except FileNotFoundError:
        return _File(MetricsSample())
    totals, gauges = ({tuple(key): count for key, count in part} for part in parts)
    return _File(MetricsSample(totals, gauges), absorbed)
