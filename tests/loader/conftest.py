"""Seeds that the loader's tests change."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from policyfacts.database import Database
from policyfacts.settings import Settings
from tests.databases import SQLITE, opened
from tests.loader.seeds import write_small_review
from tests.seeds import FROZEN_SEED

# Those to which the small review, entities of other kinds and the tests refer.
_COUNTRIES = "AD AE AO BY CD CN GB GE ID KZ LT NO RU TR US".split()


@pytest.fixture(scope="session")
def small_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the frozen reference data of few countries and the small review; read only."""
    template = tmp_path_factory.mktemp("small") / "seed"
    shutil.copytree(FROZEN_SEED, template, ignore=shutil.ignore_patterns("by-2013"))
    for name, column in (
        ("countries", "id"),
        ("memberships", "country"),
        ("codes", "entity"),
        ("former_names", "entity"),
        ("regions", "countries"),
    ):
        _keep_few_countries(template / "entities" / f"{name}.csv", column)
    write_small_review(template)
    return template


def _keep_few_countries(file: Path, column: str) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows, columns = list(reader), reader.fieldnames or []
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            if column == "countries":
                countries = [country for country in row[column].split("|") if country in _COUNTRIES]
                writer.writerow(row | {column: "|".join(countries)})
            elif row[column] in _COUNTRIES:
                writer.writerow(row)


@pytest.fixture
def small_seed(small_template: Path, tmp_path: Path) -> Path:
    """Copy of the small seed to change; the text of its review stands beside it."""
    shutil.copytree(small_template.parent, tmp_path / "small")
    return tmp_path / "small" / "seed"


@pytest.fixture
def fresh(new_migrated: Callable[[str], Settings]) -> Iterator[Database]:
    """SQLite database without facts, as a second one or where the kind does not matter."""
    with opened(new_migrated(SQLITE)) as database:
        yield database
