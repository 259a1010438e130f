"""`python -m bench`: measure speed as ratios, and print what was reached beside the targets."""

import argparse
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rich.console import Console

from bench.benchmarks import answers, inside, loading, peer, postgresql, searching, starting
from bench.environment import Workshop
from bench.machine import Cores, describe
from bench.table import NotMeasured, Row, as_json, as_markdown, print_table

SHORT, FULL = 100_000, 1_000_000
LINES = {
    "loading": loading.measure,
    "answers": answers.measure,
    "facets": inside.measure,
    "search": searching.measure,
    "start": starting.measure,
    "datasette": peer.measure,
    "postgresql": postgresql.measure,
}
_WIDTH = 150
_console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)


def main() -> None:
    """The command."""
    options = _options()
    for name in [name for name in os.environ if name.startswith("POLICYFACTS_DATABASE")]:
        del os.environ[name]  # what is measured is made here
    with tempfile.TemporaryDirectory(prefix="policyfacts-bench-") as folder:
        shop = Workshop(
            folder=(options.folder or Path(folder)).resolve(),
            peers=options.peers,
            facts=FULL if options.full else options.facts,
            rounds=options.rounds or (9 if options.full else 5),
            cores=Cores.of_machine(),
        )
        shop.folder.mkdir(parents=True, exist_ok=True)
        shop.cores.take_asker()
        began = time.monotonic()
        rows = [row for name in options.only or LINES for row in _measure(name, shop)]
    heading = f"{date.today()}, {shop.facts:,} facts, {describe()}"
    print_table(rows, _console)
    _console.print(f"{heading}; {(time.monotonic() - began) / 60:.1f} minutes")
    if shop.cores.server is None:
        _console.print("There is one core only: servers and asker share it.")
    if options.markdown:
        options.markdown.write_text(f"{as_markdown(rows, heading)}\n", encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps(as_json(rows, heading), indent=2), encoding="utf-8")


def _measure(name: str, shop: Workshop) -> Iterator[Row]:
    """The rows of a module; what stops one is said in its place, and the others still come."""
    _console.print(f"Measuring {name} ...", style="dim")
    try:
        for row in LINES[name](shop):
            _console.print(f"  {row.what}: {' '.join(row.cells()[2:4])}", style="dim")
            yield row
    except NotMeasured as error:
        yield Row(name, None, note=str(error))
    except Exception as error:
        traceback.print_exc()
        yield Row(name, None, note=f"{type(error).__name__}: {error}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help=f"measure {FULL:,} facts")
    parser.add_argument("--facts", type=int, default=SHORT, help=f"so many ({SHORT:,})")
    parser.add_argument("--rounds", type=int, help="how often each pair is measured (5, full: 9)")
    parser.add_argument("--only", nargs="+", choices=LINES, metavar="LINE", help=", ".join(LINES))
    parser.add_argument("--folder", type=Path, help="keep corpora and databases here, and use them")
    parser.add_argument("--peers", type=Path, default=Path(".venv-bench/bin"), help="of others")
    parser.add_argument("--markdown", type=Path, help="write the table to this file")
    parser.add_argument("--json", type=Path, help="write the table to this file as data")
    return parser.parse_args()


if __name__ == "__main__":
    main()
