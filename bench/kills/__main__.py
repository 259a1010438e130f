"""`python -m bench.kills`: kill loads at random moments while others read, and see what is left.

Two releases are loaded in turn over one another, and each load is killed (SIGKILL). Readers ask
all the time over HTTP: an answer is that of one release or of the other, byte by byte.
"""

import argparse
import contextlib
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from bench.kills.run import SQLITE, try_kills
from bench.postgres import new_database, postgres

_console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def main() -> None:
    """Kill loads, print what came of it, and exit with 1 where anything did not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="how many kills (100)")
    parser.add_argument("--seed", type=int, default=1, help="another number, other moments (1)")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL, not on SQLite")
    options = parser.parse_args()
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="policyfacts-kills-") as name,
        contextlib.ExitStack() as stack,
    ):
        url = f"{SQLITE}{name}/kills.db"
        if options.postgres:
            url = stack.enter_context(new_database(stack.enter_context(postgres())))
        kills, readings = try_kills(url, Path(name), options.count, options.seed)
    for fault in (*kills.faults, *(f"{count} x {text}" for text, count in readings.faults.items())):
        _console.print(fault)
    _console.print(
        f"{kills.killed} loads killed, {kills.shown_anew} of them after all was written; "
        f"{kills.too_late} had ended before; {readings.answers} answers read; "
        f"{len(kills.faults) + readings.faults.total()} faults; "
        f"{(time.monotonic() - began) / 60:.1f} minutes"
    )
    sys.exit(1 if kills.faults or readings.faults else 0)


if __name__ == "__main__":
    main()
