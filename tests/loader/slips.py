"""An editor's slip in a seed: a row, cell, part of one or item that is gone or another."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyfacts.loader.seed.yaml_files import read_yaml

_FOLDERS = ("entities/*.csv", "entities/*.yaml", "vocabulary/*.yaml")
_REVIEW = ("reviews/*/sentences.csv", "reviews/*/review.yaml")


@dataclass(frozen=True)
class Slip:
    """A slip at the path of a row, cell or item of a file: it is gone, or has one letter more."""

    file: str
    path: tuple[str | int, ...]
    letter: str | None = None

    def apply(self, seed: Path) -> None:
        """Make it in a seed."""
        file = seed / self.file
        value = _read(file)
        parent: Any = value
        for key in self.path[:-1]:
            parent = parent[key]
        if self.letter is None:
            del parent[self.path[-1]]
        else:
            parent[self.path[-1]] += self.letter
        _write(file, value)


def slips(seed: Path) -> list[Slip]:
    """List slips in reference data, and in a review's sections and sentences."""
    files = sorted(file for pattern in (*_FOLDERS, *_REVIEW) for file in seed.glob(pattern))
    return [
        Slip(str(file.relative_to(seed)), path, letter)
        for file in files
        for path, part in _parts(_read(file), ())
        for letter in ((None, "x") if isinstance(part, str) else (None,))
    ]


def _parts(value: Any, above: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        yield (*above, key), part
        if isinstance(part, dict | list):
            yield from _parts(part, (*above, key))


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
