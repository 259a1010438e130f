"""What an editor's slip can take out of a seed: a row, a cell, a part of one, an item."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyfacts.loader.seed.yaml_csv import read_yaml

_FOLDERS = ("entities/*.csv", "entities/*.yaml", "vocabulary/*.yaml")
_REVIEW = ("reviews/*/sentences.csv", "reviews/*/review.yaml")


@dataclass(frozen=True)
class Deletion:
    """A deletion in one file: of the row, cell or item at a path."""

    file: str
    path: tuple[str | int, ...]

    def apply(self, seed: Path) -> None:
        """Delete it from a seed."""
        file = seed / self.file
        value = _read(file)
        parent: Any = value
        for key in self.path[:-1]:
            parent = parent[key]
        del parent[self.path[-1]]
        _write(file, value)


def deletions(seed: Path) -> list[Deletion]:
    """List all deletions of reference data, and of a review's sections and sentences."""
    files = sorted(file for pattern in (*_FOLDERS, *_REVIEW) for file in seed.glob(pattern))
    return [
        Deletion(str(file.relative_to(seed)), path)
        for file in files
        for path in _paths(_read(file), ())
    ]


def _paths(value: Any, above: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        yield (*above, key)
        if isinstance(part, dict | list):
            yield from _paths(part, (*above, key))


def _read(file: Path) -> Any:
    """Read a file; a cell with several values is a list of them."""
    if file.suffix == ".yaml":
        return read_yaml(file, file.name).value
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            {name: cell.split("|") if "|" in cell else cell for name, cell in row.items() if cell}
            for row in csv.DictReader(lines)
        ]


def _write(file: Path, value: Any) -> None:
    if file.suffix == ".yaml":
        file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        return
    with file.open(encoding="utf-8", newline="") as lines:
        columns = next(csv.reader(lines))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    for row in value:
        cells = {name: "|".join(c) if isinstance(c, list) else c for name, c in row.items()}
        writer.writerow(cells)
    file.write_text(text.getvalue(), encoding="utf-8")
