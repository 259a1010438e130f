"""Every filter has one parser: a filter without one would be ignored."""

from policyfacts.schemas.params.filters import FactFilters
from policyfacts.search.parse.query import MATCH_MODE_FILTERS, PARSERS


def test_each_filter_is_parsed_once() -> None:
    parsed = [name for names, _ in PARSERS for name in names] + list(MATCH_MODE_FILTERS)
    assert sorted(parsed) == sorted(FactFilters.model_fields)
