"""Every filter is known wherever filters are listed; one that is forgotten fails by its name."""

import re
from typing import Any, get_type_hints

import pytest
from starlette.testclient import TestClient

from policyfacts.client.filters import FactFilters as ClientFilters
from policyfacts.http.urls import UrlBuilder
from policyfacts.loader.derive.fact_rows import FactRow
from policyfacts.schemas.params.filters import COLUMN_FILTERS, FactFilters
from policyfacts.schemas.stored_format import SET_NAMES, STORED_FORMAT, stored_format
from policyfacts.search.parse.query import PARSERS
from policyfacts.settings import Settings
from policyfacts.site.filter_chips import list_chips
from policyfacts.site.page_urls import PageUrls
from policyfacts.vocabulary import Dimension
from policyfacts.wording.query import describe_query
from tests.conftest import CHECKOUT
from tests.databases import opened

FILTERS = {
    name: field for name, field in FactFilters.model_fields.items() if not name.endswith("_match")
}
COLUMNS = sorted(COLUMN_FILTERS)


def value_of(name: str) -> Any:
    """Return an example of a filter as a canonical query has it."""
    field = FactFilters.model_fields[name]
    (example, *_) = field.examples or [None]
    is_one_of_several = "list" in str(field.annotation) and not isinstance(example, list)
    return [example] if is_one_of_several else example


def label(_: str, value: str) -> str:
    return value


def test_each_filter_is_parsed_by_one_function() -> None:
    parsed = [name for names, _ in PARSERS for name in names]
    assert sorted(parsed) == sorted(FILTERS)


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_has_words_for_citations_and_headings(name: str) -> None:
    words = describe_query({name: value_of(name)}, label)
    assert words != "All facts"


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_has_a_chip_that_removes_it(name: str) -> None:
    (chip,) = list_chips({name: value_of(name)}, label, PageUrls(UrlBuilder("")))
    assert chip.label
    assert name not in chip.href


@pytest.mark.parametrize("name", COLUMNS)
def test_each_column_filter_is_a_column_and_a_dimension(name: str) -> None:
    assert name in FactRow._fields
    assert name in set(Dimension)


def test_client_has_each_filter() -> None:
    assert get_type_hints(ClientFilters).keys() == FactFilters.model_fields.keys()


def test_guide_names_each_dimension() -> None:
    text = (CHECKOUT / "docs" / "asking.md").read_text(encoding="utf-8")
    (names,) = re.findall(r"`facet=` counts what is found by ([^.]*)\.", text)
    assert re.split(", | or ", names) == [dimension.value for dimension in Dimension]


def test_load_stores_exactly_the_sets_of_the_stored_format(
    loaded_settings: Settings,
) -> None:
    with opened(loaded_settings) as database, database.autocommit() as connection:
        rows = connection.exec_driver_sql("SELECT DISTINCT dimension FROM selection_sets")
        stored = {re.sub("_[0-9]+", "", name) for (name,) in rows}
    declared = SET_NAMES | COLUMN_FILTERS.keys()
    assert declared == stored


def test_changed_set_or_member_of_a_fact_changes_the_stored_format() -> None:
    assert stored_format(SET_NAMES, ["Fact.id"]) != STORED_FORMAT
    assert stored_format(["a"], ["b"]) == stored_format(["a"], ["b"])
    assert len({stored_format(["a"], ["b"]), stored_format(["a"], []), stored_format([], [])}) == 3


@pytest.mark.parametrize("name", COLUMNS)
def test_each_column_filter_finds_what_its_facet_counts(client: TestClient, name: str) -> None:
    (facet,) = client.get(f"/v1/facts?limit=0&facet={name}").json()["facets"].values()
    assert facet
    for value in facet:
        response = client.get(f"/v1/facts?limit=0&{name}={value['value']}").json()
        assert response["page"]["total"] == value["count"]
