"""The seed that tests load: frozen, so that what they expect stays true when data are added.

It is a part of a release of the bundled one: some facts of each kind, with all entities.
"""

import csv
from functools import cache
from pathlib import Path

import yaml

FROZEN_SEED = Path(__file__).parent / "seed"
_REVIEW = FROZEN_SEED / "reviews" / "by-2013"


@cache
def frozen_facts() -> int:
    """How many facts there are, counted in the files."""
    files = sorted((_REVIEW / "facts").glob("*.yaml"))
    return sum(len(yaml.safe_load(file.read_text(encoding="utf-8"))) for file in files)


@cache
def frozen_sentences() -> int:
    """How many sentences there are, counted in the file."""
    with (_REVIEW / "sentences.csv").open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.DictReader(lines))
