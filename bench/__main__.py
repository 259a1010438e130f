"""`python -m bench`: measure speed as ratios, and print the results beside the targets."""

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

from bench.benchmarks import answers, datasette, in_process, loading, postgresql, search, startup
from bench.environment import Environment
from bench.machine import Cores, describe
from bench.table import NotMeasured, Row, as_json, as_markdown, print_table

SHORT, FULL = 100_000, 1_000_000
BENCHMARKS = {
    "loading": loading.measure,
    "answers": answers.measure,
    "facets": in_process.measure,
    "search": search.measure,
    "start": startup.measure,
    "datasette": datasette.measure,
    "postgresql": postgresql.measure,
}
_WIDTH = 150
_console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)


def main() -> None:
    """Run the benchmarks that the command line names, and print their table."""
    options = _options()
    for name in [name for name in os.environ if name.startswith("POLICYFACTS_DATABASE")]:
        del os.environ[name]  # what is measured is made here
    with tempfile.TemporaryDirectory(prefix="policyfacts-bench-") as folder:
        env = Environment(
            folder=(options.folder or Path(folder)).resolve(),
            peers=options.peers,
            facts=FULL if options.full else options.facts,
            rounds=options.rounds or (9 if options.full else 5),
            cores=Cores.of_machine(),
        )
        env.folder.mkdir(parents=True, exist_ok=True)
        env.cores.pin_client()
        began = time.monotonic()
        rows = [row for name in options.only or BENCHMARKS for row in _measure(name, env)]
    heading = f"{date.today()}, {env.facts:,} facts, {describe()}"
    print_table(rows, _console)
    _console.print(f"{heading}; {(time.monotonic() - began) / 60:.1f} minutes")
    if env.cores.server is None:
        _console.print("There is one core only: servers and asker share it.")
    if options.markdown:
        options.markdown.write_text(f"{as_markdown(rows, heading)}\n", encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps(as_json(rows, heading), indent=2), encoding="utf-8")


def _measure(name: str, env: Environment) -> Iterator[Row]:
    """Yield the rows of a benchmark; one that fails has a row with the error, others still run."""
    _console.print(f"Measuring {name} ...", style="dim")
    try:
        for row in BENCHMARKS[name](env):
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
    parser.add_argument(
        "--only", nargs="+", choices=BENCHMARKS, metavar="LINE", help=", ".join(BENCHMARKS)
    )
    parser.add_argument("--folder", type=Path, help="keep corpora and databases here, and use them")
    parser.add_argument("--peers", type=Path, default=Path(".venv-bench/bin"), help="of others")
    parser.add_argument("--markdown", type=Path, help="write the table to this file")
    parser.add_argument("--json", type=Path, help="write the table to this file as data")
    return parser.parse_args()


if __name__ == "__main__":
    main()
