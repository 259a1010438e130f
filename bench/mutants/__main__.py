"""`python -m bench.mutants`: damage the bundled seed in many ways, and judge what is said of it."""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bench.mutants import letters, places, records, tables
from bench.mutants.base import make_base
from bench.mutants.damage import Damage, Kind
from bench.mutants.loads import LoadTrial
from bench.mutants.trial import digest, run_check
from bench.mutants.verdict import FAULT, REFUSED, judge

KINDS = [*places.KINDS, *letters.KINDS, *tables.KINDS, *records.KINDS]
_console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


@dataclass(frozen=True)
class Mutant:
    """A damaged seed: its number, its kind, what was done, and where it lies."""

    number: int
    kind: Kind
    damage: Damage
    seed: Path


class Tally:
    """What was said of the mutants so far."""

    def __init__(self) -> None:
        self.verdicts: dict[str, Counter[str]] = {}
        self.faults = 0
        self.slowest = 0.0

    def add(self, mutant: Mutant, verdict: str, fault: str, seconds: float) -> None:
        """Count a mutant, and print it where something is at fault."""
        self.verdicts.setdefault(mutant.kind.name, Counter())[verdict] += 1
        self.slowest = max(self.slowest, seconds)
        if fault:
            self.faults += 1
            _console.print(f"{mutant.number} {mutant.kind.name}, {mutant.damage.file}: {fault}")

    def print(self) -> None:
        """Print what was said of each kind, and in all."""
        for kind, counts in self.verdicts.items():
            text = "; ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
            _console.print(f"  {kind}: {text}")
        total: Counter[str] = sum(self.verdicts.values(), Counter())
        for verdict, count in total.most_common():
            _console.print(f"{count:6} {verdict}")


def main() -> None:
    """Try as many mutants as the command line says, and exit with 1 where one is at fault."""
    options = _options()
    began, tally = time.monotonic(), Tally()
    with tempfile.TemporaryDirectory(prefix="policyfacts-mutants-") as name:
        folder = Path(name)
        base = make_base(folder / "seed")
        loads = LoadTrial(base, folder, options.loads)
        sound = digest(base)
        for mutant in _mutants(base, folder, options.count, options.seed):
            outcome = run_check(mutant.seed)
            verdict, fault = judge(mutant.damage, outcome, sound)
            if verdict != FAULT:
                fault = loads.judge(mutant.seed, is_refused=verdict == REFUSED)
            tally.add(mutant, FAULT if fault else verdict, fault, outcome.seconds)
    tally.print()
    minutes = (time.monotonic() - began) / 60
    _console.print(f"{options.count} mutants, {tally.faults} at fault; {minutes:.1f} minutes")
    _console.print(f"The slowest check took {tally.slowest:.1f} s. {loads.summary()}")
    sys.exit(1 if tally.faults else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="how many mutants (1000)")
    parser.add_argument("--seed", type=int, default=1, help="another number, other mutants (1)")
    parser.add_argument("--loads", type=int, default=0, help="load as many of them, too (0)")
    return parser.parse_args()


def _mutants(base: Path, folder: Path, count: int, seed: int) -> Iterator[Mutant]:
    """Yield mutants of each kind in turn; a mutant is the same whatever else is tried."""
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        place = folder / "mutant"
        yield _damaged(number, kind, base, place, random.Random(f"{seed}-{number}"))
        shutil.rmtree(place)


def _damaged(number: int, kind: Kind, base: Path, place: Path, rng: random.Random) -> Mutant:
    """Draw files until one has a place for the damage."""
    while True:
        shutil.copytree(base, place)
        damage = kind.damage(rng, place)
        if damage is not None:
            return Mutant(number, kind, damage, place)
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
