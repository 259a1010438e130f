"""Data frames: the columns of the service's CSV, whole results, types that can be computed with."""

import asyncio
import csv
import io
import sys
from typing import Any

import httpx2
import pandas
import polars
import pytest

from policyfacts.client import AsyncFactsClient, FactsClient, MissingLibrary
from policyfacts.settings import Settings
from policyfacts.web import in_process
from tests.client.methods import TABLES, required_of


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("name", TABLES)
def test_a_frame_has_what_the_csv_has(
    near: FactsClient, raw: httpx2.Client, library: str, name: str
) -> None:
    route = TABLES[name]
    items = getattr(near, name)(*required_of(route), limit=100)
    frame = items.to_pandas() if library == "pandas" else items.to_polars()
    shown = frame.to_dict("records") if library == "pandas" else frame.to_dicts()
    text = raw.get(route.asking(("format", "csv"))).text
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
    facts = near.iter_facts().to_pandas()
    assert 0 < len(facts[facts["date_start"] >= "2013-05-01"]) < len(facts)
    figures = near.iter_figures(unit="USD").to_polars()
    assert figures["value"].max() > 1e9
    assert near.facts(country="TR").to_polars().explode("countries")["countries"].len() > 10


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize(
    ("name", "asked"),
    [("facts", {}), ("figures", {}), ("stats", {"group_by": ["year", "country"]})],
)
def test_types_do_not_depend_on_what_is_found(
    near: FactsClient, library: str, name: str, asked: dict[str, Any]
) -> None:
    """So that what is asked in parts can be joined into one table."""
    questions: list[dict[str, Any]] = [{}, {"year": 1950}, {"type": "visit"}, {"country": "TR"}]
    parts = [getattr(near, name)(**asked, **it) for it in questions]
    frames = [getattr(it, f"to_{library}")() for it in parts]
    assert min(map(len, frames)) == 0 < max(map(len, frames))
    assert [types_of(it) for it in frames] == [types_of(frames[0])] * len(frames)
    joined = pandas.concat(frames) if library == "pandas" else polars.concat(frames)
    assert types_of(joined) == types_of(frames[0])
    assert len(joined) == sum(map(len, frames))


def types_of(frame: Any) -> dict[str, str]:
    """The type of each column, by its name."""
    types = frame.dtypes if isinstance(frame, pandas.DataFrame) else frame.schema
    return {name: str(it) for name, it in types.items()}


def test_an_empty_table_has_the_types_that_are_documented(near: FactsClient) -> None:
    empty = near.facts(country="TR", year=1950)
    shown = ("statement", "times", "date_stated", "date_start", "countries")
    in_pandas, in_polars = types_of(empty.to_pandas()), types_of(empty.to_polars())
    assert [in_pandas[it] for it in shown] == [
        "string",
        "Int64",
        "boolean",
        "datetime64[s]",
        "object",
    ]
    assert [in_polars[it] for it in shown] == [
        "String",
        "Int64",
        "Boolean",
        "Date",
        "List(String)",
    ]
    assert types_of(near.figures(year=1950).to_pandas())["value"] == "Float64"
    assert list(types_of(near.stats("topic", year=1950).to_polars())) == [
        "topic",
        "topic_label",
        "facts",
    ]


def test_lists_without_csv_show_their_plain_members(near: FactsClient) -> None:
    assert list(near.years().to_pandas().columns) == ["year", "facts"]
    assert list(near.topics().to_polars().columns) == ["id", "name", "description", "facts"]
    assert types_of(near.releases().to_pandas())["loaded_at"] == "datetime64[us, UTC]"


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
