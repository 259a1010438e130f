"""Every filter is read by somebody: one that nobody reads would find unfiltered facts."""

from policyfacts.schemas.params import FactFilters
from policyfacts.search.parse.query import MATCH_MODE_FILTERS, PARSERS


def test_each_parameter_is_read_once() -> None:
    read = [name for names, _ in PARSERS for name in names] + list(MATCH_MODE_FILTERS)
    assert sorted(read) == sorted(FactFilters.model_fields)
