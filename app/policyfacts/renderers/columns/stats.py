"""Counts as a table, one row per group."""

from collections.abc import Sequence

from policyfacts.renderers.columns.facts import plain, within
from policyfacts.renderers.csv import Column


def count_columns(dimensions: Sequence[str]) -> tuple[Column, ...]:
    """For each dimension its value and its label, then the number of facts.

    A row is `{"year": {"value": "2013", "label": "2013"}, "facts": 340}`; a value is null where
    facts have none of that dimension.
    """
    columns: list[Column] = []
    for name in dimensions:
        columns.append(Column(name, f"Value of {name}.", within(name, "value")))
        columns.append(Column(f"{name}_label", f"Name of the {name}.", within(name, "label")))
    return (*columns, plain("facts", "Facts of the group; a fact with several values is in each."))
