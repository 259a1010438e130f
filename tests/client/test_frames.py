"""Data frames: the columns of the service's CSV, whole results, types that can be computed with."""

import asyncio
import csv
import io
import sys
from typing import Any

import httpx2
import pytest

from policyfacts.client import AsyncFactsClient, FactsClient, MissingLibrary
from policyfacts.settings import Settings
from policyfacts.web import in_process

TABLES: list[tuple[str, str, dict[str, Any]]] = [
    ("facts", "/v1/facts", {}),
    ("figures", "/v1/figures", {}),
    ("stats", "/v1/facts/stats", {"group_by": ["year", "country"]}),
    ("countries", "/v1/countries", {}),
    ("entity_partners", "/v1/entities/TR/partners", {}),
]


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("table", TABLES, ids=[it[0] for it in TABLES])
def test_a_frame_has_what_the_csv_has(
    near: FactsClient, raw: httpx2.Client, library: str, table: tuple[str, str, dict[str, Any]]
) -> None:
    name, path, asked = table
    args = ["TR"] if name == "entity_partners" else []
    items = getattr(near, f"iter_{name}")(*args, limit=100, **asked)
    frame = items.to_pandas() if library == "pandas" else items.to_polars()
    shown = frame.to_dict("records") if library == "pandas" else frame.to_dicts()
    text = raw.get(path, params={"format": "csv", **asked}).text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(frame.columns) == list(rows[0])
    assert len(shown) == len(rows)
    for cells, row in zip(shown, rows, strict=True):
        assert {name: cell_of(it) for name, it in cells.items()} == {
            name: number_of(it) for name, it in row.items()
        }


def cell_of(value: Any) -> str | float:
    """A cell as CSV has it."""
    if isinstance(value, list):
        return number_of("|".join(value))
    if value is None or str(value) in ("<NA>", "NaT", "nan"):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return number_of(str(value).removesuffix(" 00:00:00"))


def number_of(text: str) -> str | float:
    """Numbers as numbers, however they are written."""
    try:
        return float(text)
    except ValueError:
        return text


def test_days_and_numbers_can_be_computed_with(near: FactsClient) -> None:
    pandas = near.iter_facts().to_pandas()
    assert 0 < len(pandas[pandas["date_start"] >= "2013-05-01"]) < len(pandas)
    figures = near.iter_figures(unit="USD").to_polars()
    assert figures["value"].max() > 1e9
    assert near.facts(country="TR").to_polars().explode("countries")["countries"].len() > 10


@pytest.mark.parametrize("name", ["to_pandas", "to_polars"])
def test_an_empty_result_has_its_columns_and_types(near: FactsClient, name: str) -> None:
    empty = getattr(near.facts(country="TR", year=1950), name)()
    full = getattr(near.facts(country="TR"), name)()
    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)
    assert empty["date_start"].dtype == full["date_start"].dtype
    grouped = getattr(near.stats("topic", year=1950), name)()
    assert list(grouped.columns) == ["topic", "topic_label", "facts"]


def test_lists_without_csv_show_their_plain_members(near: FactsClient) -> None:
    assert list(near.years().to_pandas().columns) == ["year", "facts"]
    assert list(near.topics().to_polars().columns) == ["id", "name", "description", "facts"]
    assert "loaded_at" in near.releases().to_pandas().columns


async def all_frames(settings: Settings) -> list[int]:
    async with AsyncFactsClient(transport=in_process(settings)) as client:
        items = client.iter_facts(country="TR", limit=3)
        return [len(await items.to_pandas()), len(await items.to_polars())]


def test_asynchronous_programs_have_them_too(near: FactsClient, held: Settings) -> None:
    assert asyncio.run(all_frames(held)) == [near.count(country="TR")] * 2


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_there_is_named(
    near: FactsClient, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    page = near.years()
    with pytest.raises(MissingLibrary, match=f"needs {library}: pip install {library}"):
        getattr(page, f"to_{library}")()
