"""Data frames: the columns of the service's CSV, all rows, and types for computing."""

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
from tests.client.methods import TABLES, required_arguments


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("name", TABLES)
def test_frame_has_the_cells_of_the_csv(
    client: FactsClient, http: httpx2.Client, library: str, name: str
) -> None:
    route = TABLES[name]
    items = getattr(client, name)(*required_arguments(route), limit=100)
    frame = items.to_pandas() if library == "pandas" else items.to_polars()
    records = frame.to_dict("records") if library == "pandas" else frame.to_dicts()
    text = http.get(route.url_with(("format", "csv"))).text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(frame.columns) == list(rows[0])
    assert len(records) == len(rows)
    for cells, row in zip(records, rows, strict=True):
        assert {name: cell_of(value) for name, value in cells.items()} == {
            name: number_of(value) for name, value in row.items()
        }


def cell_of(value: Any) -> str | float:
    """Convert a cell of a frame to that of the CSV."""
    if isinstance(value, list):
        return number_of("|".join(value))
    if value is None or str(value) in ("<NA>", "NaT", "nan"):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return number_of(str(value).removesuffix(" 00:00:00"))


def number_of(text: str) -> str | float:
    """Parse a number, however it is written; return other text as it is."""
    try:
        return float(text)
    except ValueError:
        return text


def test_frames_can_be_filtered_and_aggregated(client: FactsClient) -> None:
    facts = client.iter_facts().to_pandas()
    assert 0 < len(facts[facts["date_start"] >= "2013-05-01"]) < len(facts)
    figures = client.iter_figures(unit="USD").to_polars()
    assert figures["value"].max() > 1e9
    assert client.facts(country="TR").to_polars().explode("countries")["countries"].len() > 10


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize(
    ("name", "params"),
    [("facts", {}), ("figures", {}), ("stats", {"group_by": ["year", "country"]})],
)
def test_column_types_do_not_depend_on_the_rows(
    client: FactsClient, library: str, name: str, params: dict[str, Any]
) -> None:
    """Check that results of several requests can be joined into one table."""
    filters: list[dict[str, Any]] = [{}, {"year": 1950}, {"type": "visit"}, {"country": "TR"}]
    parts = [getattr(client, name)(**params, **filter_) for filter_ in filters]
    frames = [getattr(part, f"to_{library}")() for part in parts]
    assert min(map(len, frames)) == 0 < max(map(len, frames))
    assert [types_of(frame) for frame in frames] == [types_of(frames[0])] * len(frames)
    joined = pandas.concat(frames) if library == "pandas" else polars.concat(frames)
    assert types_of(joined) == types_of(frames[0])
    assert len(joined) == sum(map(len, frames))


def types_of(frame: Any) -> dict[str, str]:
    """Return the type of each column, by its name."""
    types = frame.dtypes if isinstance(frame, pandas.DataFrame) else frame.schema
    return {name: str(type_) for name, type_ in types.items()}


def test_empty_frame_has_the_documented_types(client: FactsClient) -> None:
    empty = client.facts(country="TR", year=1950)
    columns = ("statement", "times", "date_stated", "date_start", "countries")
    in_pandas, in_polars = types_of(empty.to_pandas()), types_of(empty.to_polars())
    assert [in_pandas[name] for name in columns] == [
        "string",
        "Int64",
        "boolean",
        "datetime64[s]",
        "object",
    ]
    assert [in_polars[name] for name in columns] == [
        "String",
        "Int64",
        "Boolean",
        "Date",
        "List(String)",
    ]
    assert types_of(client.figures(year=1950).to_pandas())["value"] == "Float64"
    assert list(types_of(client.stats("topic", year=1950).to_polars())) == [
        "topic",
        "topic_label",
        "facts",
    ]


def test_frames_of_lists_without_csv_have_their_plain_members(client: FactsClient) -> None:
    assert list(client.years().to_pandas().columns) == ["year", "facts"]
    assert list(client.topics().to_polars().columns) == ["id", "name", "description", "facts"]
    assert types_of(client.releases().to_pandas())["loaded_at"] == "datetime64[us, UTC]"


async def count_rows(settings: Settings) -> list[int]:
    async with AsyncFactsClient(transport=in_process(settings)) as client:
        items = client.iter_facts(country="TR", limit=3)
        return [len(await items.to_pandas()), len(await items.to_polars())]


def test_async_client_makes_frames(client: FactsClient, settings: Settings) -> None:
    assert asyncio.run(count_rows(settings)) == [client.count(country="TR")] * 2


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_missing_library_is_named(
    client: FactsClient, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    page = client.years()
    with pytest.raises(MissingLibrary, match=f"needs {library}: pip install {library}"):
        getattr(page, f"to_{library}")()
