"""Checks that no list inside a record says the same twice."""

from collections.abc import Iterable, Iterator
from typing import Any

from policyfacts.errors import SeedError
from policyfacts.loader.seed.contents import Located, Seed


def check_repeated_items(seed: Seed) -> Iterator[SeedError]:
    """Yield an error for each item that a list of a record outside reviews has twice."""
    tables: tuple[Iterable[Located[Any]], ...] = (
        seed.types,
        seed.measures,
        seed.countries,
        seed.regions,
        seed.organizations,
        seed.people,
        seed.places,
        seed.instruments,
        seed.projects,
    )
    for table in tables:
        for located in table:
            for key, value in located.record:
                if isinstance(value, tuple):
                    yield from find_repeated(located, value, key)


def find_repeated(
    located: Located[Any], items: tuple[object, ...], *path: str
) -> Iterator[SeedError]:
    """Yield an error for each item that stands in a list already; `path` leads to the list."""
    if len(items) < 2 or len(set(items)) == len(items):
        return
    for index, item in enumerate(items):
        if item in items[:index]:
            named = f"'{item}'" if isinstance(item, str) else "the same"
            message = f"{named} stands in '{'.'.join(path)}' twice: delete one of the two"
            yield located.at(message, *path, index)
