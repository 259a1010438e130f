"""The seed that tests load: frozen, so that what they expect stays true when data are added.

It is a part of a release of the bundled one: some facts of each kind, with all entities.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FROZEN_SEED = Path(__file__).parent / "seed"
_REVIEW = FROZEN_SEED / "reviews" / "by-2013"


@cache
def frozen_facts() -> list[dict[str, Any]]:
    """The facts as their files have them, for what can be counted without the service."""
    files = sorted((_REVIEW / "facts").glob("*.yaml"))
    return [fact for file in files for fact in yaml.safe_load(file.read_text(encoding="utf-8"))]


@cache
def frozen_sentences() -> list[dict[str, str]]:
    """The sentences as their file has them."""
    with (_REVIEW / "sentences.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
