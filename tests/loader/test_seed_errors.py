"""Each mistake is named with its place and remedy, and leaves the database as it was."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from policyfacts.database import Database
from policyfacts.errors import BadSeed, SeedError
from policyfacts.migrate import upgrade
from tests.databases import settings_for
from tests.loader.broken_files import FORM, IDS, SHARED
from tests.loader.broken_records import FORMER, TIMES, WHOLE
from tests.loader.broken_seeds import (
    COUNTRIES,
    FORMER_IDS,
    PARTNERS,
    REFERENCES,
    REPEATED,
    REVIEW,
    SENTENCES,
    Mistake,
)
from tests.loader.seeds import everything, load_seed, replace

# Mistakes that make a fact or a file unreadable, and so must not be taken for its removal.
ALONE = {"role", "no such day", "empty topics", "no unit", "bad YAML", "cells"}

Loaded = tuple[Database, dict[str, list[str]]]


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory, small_template: Path
) -> tuple[Path, dict[str, list[str]]]:
    """A SQLite file that holds the unchanged seed, and all that is in it; read only."""
    file = tmp_path_factory.mktemp("loaded") / "facts.db"
    database = Database(settings_for(f"sqlite:///{file}"))
    upgrade(database)
    load_seed(database, small_template)
    before = everything(database)
    database.dispose()
    return file, before


@pytest.fixture
def loaded(filled: tuple[Path, dict[str, list[str]]], tmp_path: Path) -> Iterator[Loaded]:
    """A database of its own that holds the unchanged seed, and all that is in it."""
    file, before = filled
    database = Database(settings_for(f"sqlite:///{shutil.copy(file, tmp_path)}"))
    yield database, before
    database.dispose()


def mistakes_in(
    loaded: Loaded, seed: Path, texts: dict[str, Path] | None = None
) -> tuple[SeedError, ...]:
    """What a load says, which must leave everything in the database as it was."""
    database, before = loaded
    with pytest.raises(BadSeed) as caught:
        load_seed(database, seed, texts)
    assert everything(database) == before
    return caught.value.mistakes


def line_of(file: Path, text: str) -> int:
    """The line on which a text begins."""
    content = file.read_text(encoding="utf-8")
    return content.count("\n", 0, content.index(text.lstrip())) + 1


@pytest.mark.parametrize(
    "mistake",
    [*REFERENCES, *REPEATED, *TIMES, *WHOLE, *FORMER, *FORM, *IDS, *SHARED],
    ids=lambda mistake: mistake.name,
)
def test_a_mistake_is_named_with_file_line_and_remedy(
    loaded: Loaded, small_seed: Path, mistake: Mistake
) -> None:
    replace(small_seed / mistake.file, mistake.old, mistake.new)
    found = mistakes_in(loaded, small_seed)
    file = mistake.said_of or mistake.file
    line = line_of(small_seed / file, mistake.at or mistake.new)
    here = [it.message for it in found if (it.file, it.line) == (file, line)]
    assert any(mistake.message in message for message in here), [str(it) for it in found]


@pytest.mark.parametrize(
    "mistake",
    [*FORM, *(it for it in (*REFERENCES, *TIMES, *WHOLE) if it.name in ALONE)],
    ids=lambda mistake: mistake.name,
)
def test_one_mistake_is_not_said_to_be_others_as_well(
    loaded: Loaded, small_seed: Path, mistake: Mistake
) -> None:
    """A fact that cannot be read is still there: nobody is told to withdraw it and its id."""
    replace(small_seed / mistake.file, mistake.old, mistake.new)
    found = [str(it) for it in mistakes_in(loaded, small_seed)]
    assert len(found) == 1, found


def test_a_bad_row_neither_hides_other_mistakes_nor_makes_new_ones(
    loaded: Loaded, small_seed: Path
) -> None:
    replace(small_seed / SENTENCES, ",partners,0,", ",partners,")
    replace(small_seed / SENTENCES, ",context", ",cited")
    replace(small_seed / COUNTRIES, "\nAE,ARE", "\nAE")
    found = mistakes_in(loaded, small_seed)
    assert [(it.file, it.line) for it in found] == [
        (COUNTRIES, 3),
        (SENTENCES, 2),
        (SENTENCES, 5),
    ]


def test_a_fact_that_says_a_former_id_is_told_the_new_one(loaded: Loaded, small_seed: Path) -> None:
    replace(small_seed / FORMER_IDS, "former,id\n", "former,id\nminsk-city,minsk\n")
    replace(small_seed / PARTNERS, "    - minsk", "    - minsk-city")
    (found,) = mistakes_in(loaded, small_seed)
    assert found.file == PARTNERS
    assert found.message.endswith("unknown entity 'minsk-city': it is 'minsk' now")


def test_two_reviews_of_one_document_are_refused(loaded: Loaded, small_seed: Path) -> None:
    reviews = small_seed / "reviews"
    shutil.copytree(reviews / "kz-2014", reviews / "kz-2015")
    replace(reviews / "kz-2015" / "review.yaml", "id: kz-2014", "id: kz-2015")
    said = [str(it) for it in mistakes_in(loaded, small_seed) if "duplicate sha256" in it.message]
    assert len(said) == 1
    assert said[0].startswith("reviews/kz-2015/review.yaml:")
    assert said[0].endswith(f"it stands in {REVIEW}:1 already")


def test_a_file_that_is_not_utf_8_is_named(loaded: Loaded, small_seed: Path) -> None:
    with (small_seed / PARTNERS).open("ab") as file:
        file.write("# Türkiye\n".encode("latin-1"))
    line = (small_seed / PARTNERS).read_bytes().count(b"\n")
    found = mistakes_in(loaded, small_seed)
    assert (PARTNERS, line) in {(it.file, it.line) for it in found if "not UTF-8" in it.message}


@pytest.mark.parametrize("file", ["dataset.yaml", "vocabulary/types.yaml", COUNTRIES, REVIEW])
def test_a_missing_file_is_named(loaded: Loaded, small_seed: Path, file: str) -> None:
    (small_seed / file).unlink()
    found = mistakes_in(loaded, small_seed)
    assert SeedError(file, 1, "the file is missing") in found


def test_a_text_with_another_sha256_is_refused(loaded: Loaded, small_seed: Path) -> None:
    text = small_seed.parent / "kz-2014.txt"
    replace(text, "May", "June")
    (found,) = mistakes_in(loaded, small_seed, {"kz-2014": text})
    assert (found.file, found.line) == (REVIEW, line_of(small_seed / REVIEW, "sha256"))
    assert "it is another text" in found.message


def test_a_text_of_an_unknown_review_is_refused(loaded: Loaded, small_seed: Path) -> None:
    (found,) = mistakes_in(loaded, small_seed, {"kz-2041": small_seed.parent / "kz-2014.txt"})
    assert found.message == "no review 'kz-2041' in the seed: did you mean kz-2014?"


def test_a_review_in_the_wrong_folder_is_refused(loaded: Loaded, small_seed: Path) -> None:
    (small_seed / "reviews" / "kz-2014").rename(small_seed / "reviews" / "kz-2015")
    found = mistakes_in(loaded, small_seed)
    assert "review 'kz-2014' must stand in reviews/kz-2014" in {it.message for it in found}


def test_a_folder_that_is_no_seed_is_refused(loaded: Loaded, tmp_path: Path) -> None:
    assert "dataset.yaml" in {it.file for it in mistakes_in(loaded, tmp_path)}
    (found,) = mistakes_in(loaded, tmp_path / "nothing")
    assert found.message == "there is no such folder"


def test_all_mistakes_are_reported_in_one_run_in_the_order_of_the_files(
    database: Database, seed: Path
) -> None:
    load_seed(database, seed)
    before = everything(database)
    facts = seed / "reviews" / "by-2013" / "facts"
    replace(facts / "asia.yaml", "counterpart: [ID, SG, CN]", "counterpart: [ID, XX, UK]")
    replace(facts / "asia.yaml", "topics: [trade, investment]", "topics: [trade, investments]")
    replace(facts / "russia.yaml", "status: ", "status: nearly-")
    replace(seed / "entities" / "regions.csv", "Africa,world", "Africa,wrld")
    (facts / "notes.txt").write_text("to do", encoding="utf-8")
    with pytest.raises(BadSeed) as caught:
        load_seed(database, seed)
    said = [str(it) for it in caught.value.mistakes]
    for words in (
        "'XX'",
        "'UK': did you mean GB?",
        "'investments'",
        "nearly-",
        "'wrld'",
        ".ndjson",
    ):
        assert any(words in line for line in said), words
    places = [(it.file, it.line) for it in caught.value.mistakes]
    assert places == sorted(places)
    assert everything(database) == before
