"""`python -m bench.hostile`: ask what nobody should ask, and see that everything still holds.

Each attempt follows from the seed and its number alone: `--first 4711 --requests 1` repeats one.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from bench.hostile import bodies, framing, questions
from bench.hostile.attempts import Attempt
from bench.hostile.doors import Door, all_doors
from bench.hostile.run import Failure, Report, run
from bench.hostile.service import serving

# How often each kind comes, in a thousand; slow ones take seconds.
_KINDS = (
    (questions.values, 230),
    (questions.names, 90),
    (questions.paths, 130),
    (questions.methods, 40),
    (questions.versions, 20),
    (questions.fields, 130),
    (questions.broken_fields, 30),
    (bodies.searches, 70),
    (bodies.assistants, 70),
    (bodies.reconciliation, 60),
    (bodies.bodies_elsewhere, 20),
    (framing.chunks, 20),
    (framing.lengths, 20),
    (framing.pipelines, 15),
    (framing.cut_bodies, 20),
    (framing.cut_pipelines, 10),
    (framing.cut_heads, 10),
    (framing.cut_answers, 14),
    (framing.slow, 1),
    (framing.garbage, 10),
)
_console = Console(width=None if sys.stdout.isatty() else 150, highlight=False, markup=False)


def attempt_of(seed: int, doors: list[Door], number: int) -> Attempt:
    """Return the attempt of this number."""
    random = Random(f"{seed}:{number}")
    makers, weights = zip(*_KINDS, strict=True)
    maker = random.choices(makers, weights)[0]
    attempt: Attempt = maker(random, doors)
    return attempt


def main() -> None:
    """Run the attack, print what came of it, and exit with 1 where anything did not hold."""
    options = _options()
    doors = all_doors()
    numbers = range(options.first, options.first + options.requests)
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="policyfacts-hostile-") as folder,
        serving(Path(folder), options.folder) as service,
    ):
        report = run(service, doors, numbers, partial(attempt_of, options.seed, doors))
    _print(report, time.monotonic() - began)
    sys.exit(1 if report.failures or report.broken else 0)


def _print(report: Report, seconds: float) -> None:
    table = Table("kind", "requests", "answers by status", "failed", box=None)
    failed = Counter(failure.attempt.kind for failure in report.failures)
    for kind, statuses in sorted(report.statuses.items()):
        counts = "  ".join(f"{status} {count}" for status, count in sorted(statuses.items()))
        table.add_row(kind, str(report.counts[kind]), counts, str(failed[kind] or ""))
    _console.print(table)
    for failure in report.failures[:20]:
        _print_failure(failure)
    if len(report.failures) > 20:
        _console.print(f"... and {len(report.failures) - 20} more")
    for line in (*report.broken, *report.measured):
        _console.print(line)
    _console.print(f"{report.total} requests in {seconds:.0f} s; {len(report.failures)} failed.")


def _print_failure(failure: Failure) -> None:
    data = b"".join(failure.attempt.pieces)
    _console.print(f"Number {failure.number}, {failure.attempt.kind}: {failure.what}")
    _console.print(f"  {data[:600]!r}{f' and {len(data) - 600} bytes' if len(data) > 600 else ''}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=__doc__)
    parser.add_argument("--requests", type=int, default=1000, help="so many (1000)")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers (1)")
    parser.add_argument("--first", type=int, default=0, help="number of the first request (0)")
    parser.add_argument("--folder", type=Path, help="seed folder to serve (the bundled one)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
