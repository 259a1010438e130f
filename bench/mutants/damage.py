"""What a damage is: one small change of one file of a seed, and what must be said of it."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# A check may pass a damaged seed for one of these reasons only.
NOTHING_LOADED = "equal: nothing that is loaded differs"
VALUE = "a value that a curator may write; a load says what it changed"
ROWS = "rows that a curator may add, or has listed as withdrawn; a load refuses what it would lose"


@dataclass(frozen=True)
class Damage:
    """What was done to `file`, a path inside the seed.

    `excuse` is the reason for which a check may pass it with other data, None where it may not.
    `ignorable` says that a check may pass it where all data stay equal.
    """

    file: str
    what: str
    excuse: str | None = None
    ignorable: bool = True


# Damages a seed folder; returns None where the file that was drawn has no place for it.
Damager = Callable[[random.Random, Path], Damage | None]


@dataclass(frozen=True)
class Kind:
    """A kind of damage."""

    name: str
    damage: Damager


def files(seed: Path, *endings: str) -> list[Path]:
    """List the files of a seed that it is read from, those with one of the endings."""
    return [
        path
        for path in sorted(seed.rglob("*"))
        if path.is_file() and path.suffix in (endings or (".csv", ".yaml", ".ndjson"))
    ]


def draw(rng: random.Random, seed: Path, *endings: str) -> Path:
    """Draw one of the files."""
    return rng.choice(files(seed, *endings))


def path_in(seed: Path, file: Path) -> str:
    """Return the path of a file inside the seed."""
    return file.relative_to(seed).as_posix()
