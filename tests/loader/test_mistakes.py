"""Curators make mistakes: each is named with its place and remedy, and leaves the database as it was."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from databases import SQLITE
from loader.mistakes import (
    COUNTRIES,
    PARTNERS,
    REFERENCES,
    REPEATED,
    TIMES,
    WHOLE,
    Mistake,
)
from loader.seeds import everything, load_seed, replace, small_facts, write_small_review, write_yaml
from policyfacts.database import Database
from policyfacts.errors import BadSeed, SeedFault
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings

Tables = dict[str, list[str]]


@pytest.fixture(scope="module")
def loaded(
    new_database: Callable[[str], Settings], small_template: Path
) -> Iterator[tuple[Database, Tables]]:
    """A database that holds the unchanged seed, and all that is in it."""
    database = Database(new_database(SQLITE))
    upgrade(database)
    load_seed(database, small_template)
    yield database, everything(database)
    database.dispose()


def mistakes_in(
    loaded: tuple[Database, Tables], seed: Path, texts: dict[str, Path] | None = None
) -> tuple[SeedFault, ...]:
    """What a load says, which must leave everything in the database as it was."""
    database, before = loaded
    with pytest.raises(BadSeed) as caught:
        load_seed(database, seed, texts)
    assert everything(database) == before
    return caught.value.mistakes


def line_of(file: Path, text: str) -> int:
    """The line of the last place where a text stands."""
    content = file.read_text(encoding="utf-8")
    return content.rindex(text) - len(content.lstrip("\n")) and content.count(
        "\n", 0, content.rindex(text) + len(text) - len(text.lstrip("\n"))
    ) + 1


@pytest.mark.parametrize(
    "mistake", [*REFERENCES, *REPEATED, *TIMES, *WHOLE], ids=lambda mistake: mistake.name
)
def test_a_mistake_is_named_with_file_line_and_remedy(
    loaded: tuple[Database, Tables], small_seed: Path, mistake: Mistake
) -> None:
    replace(small_seed / mistake.file, mistake.old, mistake.new)
    found = mistakes_in(loaded, small_seed)
    file = PARTNERS if mistake.name == "withdrawn id" else mistake.file
    line = line_of(small_seed / file, mistake.at or mistake.new)
    here = [it.message for it in found if (it.file, it.line) == (file, line)]
    assert any(mistake.message in message for message in here), [str(it) for it in found]
