"""What a seed says twice is one mistake, which names both lines."""

import csv
import re
from pathlib import Path

import pytest

from policyfacts.errors import BadSeed, SeedError
from policyfacts.loader import check
from policyfacts.loader.seed.layout import REVIEW_TABLES, TABLES
from tests.loader.seeds import replace

REVIEW = "reviews/kz-2014"
FILES = [
    *(table.path for table in TABLES.values()),
    *(f"{REVIEW}/{table.path}" for table in REVIEW_TABLES.values()),
    f"{REVIEW}/facts/plans.yaml",
]
# A record for each file of the small seed that may have none.
RECORDS = {
    "entities/former_ids.csv": "msq,minsk\n",
    "vocabulary/statements.yaml": "- {id: also, sense: leaning, words: [also]}\n",
    "withdrawn.csv": "entity,old-bank,,it was the same as another\n",
    f"{REVIEW}/exceptions.csv": "mentions,*,President,an office\n",
    f"{REVIEW}/withdrawn.yaml": "- {id: kz-2014-old, reason: told twice}\n",
}


def mistakes_in(seed: Path) -> list[SeedError]:
    try:
        check(seed, {}, lambda *_: None)
    except BadSeed as error:
        return list(error.mistakes)
    return []


def last_record(text: str) -> str:
    """Return the last record of a table, or of a YAML list."""
    if text.startswith(("- ", "#")):
        return "- " + text.rpartition("\n- ")[2] if "\n- " in text else text
    return text.splitlines(keepends=True)[-1]


@pytest.mark.parametrize("path", FILES)
def test_record_that_stands_twice_is_one_mistake_with_both_lines(
    small_seed: Path, path: str
) -> None:
    file = small_seed / path
    text = file.read_text(encoding="utf-8")
    if path in RECORDS:
        text = RECORDS[path] if text == "[]\n" else text + RECORDS[path]
    record = last_record(text)
    file.write_text(text + record, encoding="utf-8")
    (mistake,) = mistakes_in(small_seed)
    assert mistake.file == path
    assert mistake.line > text.count("\n")
    earlier = text.count("\n") - record.count("\n") + 1
    assert re.search(rf"{re.escape(path)}:{earlier}\b", mistake.message)


@pytest.mark.parametrize(
    ("path", "first", "second"),
    [
        ("entities/memberships.csv", "ID,cis,2000-01-01,2005-01-01", "ID,cis,2004-01-01,"),
        ("entities/former_names.csv", "TR,Turquia,es,,2001-01-01", "TR,Turquia,es,,2002-01-01"),
        ("entities/former_ids.csv", "msq,minsk", "msq,vilnius"),
        ("entities/codes.csv", "minsk,wikidata,Q2280", "minsk,wikidata,Q2281"),
        ("entities/codes.csv", "minsk,wikidata,Q2280", "vilnius,wikidata,Q2280"),
        (
            f"{REVIEW}/exceptions.csv",
            "mentions,*,President,an office",
            "mentions,*,President,a title",
        ),
    ],
)
def test_key_that_stands_twice_is_one_mistake_with_both_lines(
    small_seed: Path, path: str, first: str, second: str
) -> None:
    with (small_seed / path).open("a", encoding="utf-8") as file:
        file.write(f"{first}\n{second}\n")
    lines = (small_seed / path).read_text(encoding="utf-8").count("\n")
    (mistake,) = mistakes_in(small_seed)
    assert (mistake.file, mistake.line) == (path, lines)
    assert f"{path}:{lines - 1}" in mistake.message


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("entities/places.yaml", "aliases: [", "aliases: [Mensk, Mensk, "),
        ("vocabulary/measures.yaml", "units: [", "units: [step, step, "),
        (f"{REVIEW}/facts/plans.yaml", "  topics:", "  unnamed: [KZ, KZ]\n  topics:"),
        (f"{REVIEW}/facts/partners.yaml", "    - kz-2014-trade-treaty\n", "    - {0}\n    - {0}\n"),
    ],
)
def test_item_of_a_list_that_stands_twice_is_one_mistake(
    small_seed: Path, path: str, old: str, new: str
) -> None:
    replace(small_seed / path, old, new.format("kz-2014-trade-treaty"))
    (mistake,) = mistakes_in(small_seed)
    assert mistake.file == path
    assert "twice" in mistake.message


def test_country_that_a_region_has_twice_is_told(small_seed: Path) -> None:
    file = small_seed / "entities" / "regions.csv"
    columns = file.read_text(encoding="utf-8").partition("\n")[0].split(",")
    row = {"id": "some-group", "name": "Some Group", "scheme": "other", "countries": "NO|KZ|NO"}
    with file.open("a", encoding="utf-8") as lines:
        csv.DictWriter(lines, columns, lineterminator="\n").writerow(row)
    (mistake,) = mistakes_in(small_seed)
    assert "'NO' stands in 'countries' twice" in mistake.message
