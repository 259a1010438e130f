"""Each mistake is reported with its line and remedy, and leaves the database unchanged."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from policyfacts.database import Database
from policyfacts.errors import SeedError
from policyfacts.migrate import upgrade
from tests.databases import opened, settings_for
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
    WORDS,
    Mistake,
)
from tests.loader.broken_withdrawals import WITHDRAWALS
from tests.loader.seeds import all_rows, load_seed, refused, replace

# Mistakes that make a fact or a file unreadable, which must not look like its removal.
ALONE = {"role signatories", "no such day", "empty topics", "no unit", "bad YAML", "cells"}

Loaded = tuple[Database, dict[str, list[str]]]


@pytest.fixture(scope="module")
def template(
    tmp_path_factory: pytest.TempPathFactory, small_template: Path
) -> tuple[Path, dict[str, list[str]]]:
    """SQLite file with the unchanged seed, and all its rows; read only."""
    file = tmp_path_factory.mktemp("loaded") / "facts.db"
    with opened(settings_for(f"sqlite:///{file}")) as database:
        upgrade(database)
        load_seed(database, small_template)
        return file, all_rows(database)


@pytest.fixture
def loaded(template: tuple[Path, dict[str, list[str]]], tmp_path: Path) -> Iterator[Loaded]:
    """Copy of that database to change, and all its rows."""
    file, before = template
    with opened(settings_for(f"sqlite:///{shutil.copy(file, tmp_path)}")) as database:
        yield database, before


def mistakes_in(
    loaded: Loaded, seed: Path, texts: dict[str, Path] | None = None
) -> tuple[SeedError, ...]:
    """Load a seed that must be refused, and return its mistakes; the database stays unchanged."""
    database, before = loaded
    return refused(database, seed, texts, before)


def line_of(file: Path, text: str) -> int:
    """Return the number of the line on which a text begins."""
    content = file.read_text(encoding="utf-8")
    return content.count("\n", 0, content.index(text.lstrip())) + 1


@pytest.mark.parametrize(
    "mistake",
    [*REFERENCES, *REPEATED, *TIMES, *WHOLE, *FORMER, *FORM, *IDS, *SHARED, *WITHDRAWALS],
    ids=lambda mistake: mistake.name,
)
def test_mistake_is_reported_with_file_line_and_remedy(
    loaded: Loaded, small_seed: Path, mistake: Mistake
) -> None:
    replace(small_seed / mistake.file, mistake.old, mistake.new)
    errors = mistakes_in(loaded, small_seed)
    file = mistake.reported_file or mistake.file
    line = line_of(small_seed / file, mistake.at or mistake.new)
    messages = [error.message for error in errors if (error.file, error.line) == (file, line)]
    assert any(mistake.message in message for message in messages), [str(error) for error in errors]


@pytest.mark.parametrize(
    "mistake",
    [*FORM, *(error for error in (*REFERENCES, *TIMES, *WHOLE) if error.name in ALONE)],
    ids=lambda mistake: mistake.name,
)
def test_one_mistake_is_reported_once(loaded: Loaded, small_seed: Path, mistake: Mistake) -> None:
    # A fact that cannot be read is not missing: no message may ask to withdraw it.
    replace(small_seed / mistake.file, mistake.old, mistake.new)
    messages = [str(error) for error in mistakes_in(loaded, small_seed)]
    assert len(messages) == 1, messages


def test_bad_row_neither_hides_other_mistakes_nor_adds_any(
    loaded: Loaded, small_seed: Path
) -> None:
    (small_seed / WORDS).write_text("locator,words\n", encoding="utf-8")
    replace(small_seed / SENTENCES, ",partners,0,", ",partners,")
    replace(small_seed / SENTENCES, ",context", ",cited")
    replace(small_seed / COUNTRIES, "\nAE,ARE", "\nAE")
    errors = mistakes_in(loaded, small_seed)
    places = [(error.file, error.line) for error in errors]
    assert places == [(COUNTRIES, 3), (SENTENCES, 2), (SENTENCES, 5)]


def test_former_id_in_a_fact_is_reported_with_the_new_id(loaded: Loaded, small_seed: Path) -> None:
    replace(small_seed / FORMER_IDS, "former,id\n", "former,id\nminsk-city,minsk\n")
    replace(small_seed / PARTNERS, "    - minsk", "    - minsk-city")
    (error,) = mistakes_in(loaded, small_seed)
    assert error.file == PARTNERS
    assert error.message.endswith("unknown entity 'minsk-city': it is 'minsk' now")


def test_two_reviews_with_the_same_sha256_are_refused(loaded: Loaded, small_seed: Path) -> None:
    reviews = small_seed / "reviews"
    shutil.copytree(reviews / "kz-2014", reviews / "kz-2015")
    replace(reviews / "kz-2015" / "review.yaml", "id: kz-2014", "id: kz-2015")
    messages = [
        str(error)
        for error in mistakes_in(loaded, small_seed)
        if "duplicate sha256" in error.message
    ]
    assert len(messages) == 1
    assert messages[0].startswith("reviews/kz-2015/review.yaml:")
    assert messages[0].endswith(f"it stands in {REVIEW}:1 already")


def test_file_that_is_not_utf_8_is_reported_with_its_line(loaded: Loaded, small_seed: Path) -> None:
    with (small_seed / PARTNERS).open("ab") as file:
        file.write("# Türkiye\n".encode("latin-1"))
    line = (small_seed / PARTNERS).read_bytes().count(b"\n")
    errors = mistakes_in(loaded, small_seed)
    assert (PARTNERS, line) in {
        (error.file, error.line) for error in errors if "not UTF-8" in error.message
    }


@pytest.mark.parametrize("file", ["dataset.yaml", "vocabulary/types.yaml", COUNTRIES, REVIEW])
def test_missing_file_is_reported(loaded: Loaded, small_seed: Path, file: str) -> None:
    (small_seed / file).unlink()
    errors = mistakes_in(loaded, small_seed)
    assert any(
        (error.file, error.line) == (file, 1) and error.message.startswith("the file is missing: ")
        for error in errors
    )


def test_source_text_with_another_sha256_is_refused(loaded: Loaded, small_seed: Path) -> None:
    text = small_seed.parent / "kz-2014.txt"
    replace(text, "May", "June")
    (error,) = mistakes_in(loaded, small_seed, {"kz-2014": text})
    assert (error.file, error.line) == (REVIEW, line_of(small_seed / REVIEW, "sha256"))
    assert "it is another text" in error.message


def test_source_text_of_an_unknown_review_is_refused(loaded: Loaded, small_seed: Path) -> None:
    (error,) = mistakes_in(loaded, small_seed, {"kz-2041": small_seed.parent / "kz-2014.txt"})
    assert error.message == "no review 'kz-2041' in the seed: did you mean kz-2014?"


def test_review_in_the_wrong_folder_is_refused(loaded: Loaded, small_seed: Path) -> None:
    (small_seed / "reviews" / "kz-2014").rename(small_seed / "reviews" / "kz-2015")
    errors = mistakes_in(loaded, small_seed)
    assert "review 'kz-2014' must stand in reviews/kz-2014" in {error.message for error in errors}


def test_empty_or_missing_folder_is_refused(loaded: Loaded, tmp_path: Path) -> None:
    assert "dataset.yaml" in {error.file for error in mistakes_in(loaded, tmp_path)}
    (error,) = mistakes_in(loaded, tmp_path / "nothing")
    assert error.message == "the folder is missing"


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_files(
    database: Database, seed: Path
) -> None:
    load_seed(database, seed)
    facts = seed / "reviews" / "by-2013" / "facts"
    replace(facts / "asia.yaml", "counterpart: [ID, SG, CN]", "counterpart: [ID, XX, UK]")
    replace(facts / "asia.yaml", "topics: [trade, investment]", "topics: [trade, investments]")
    replace(facts / "russia.yaml", "status: ", "status: nearly-")
    replace(seed / "entities" / "regions.csv", "Africa,world", "Africa,wrld")
    (facts / "notes.txt").write_text("to do", encoding="utf-8")
    errors = refused(database, seed)
    messages = [str(error) for error in errors]
    for words in (
        "'XX'",
        "'UK': did you mean GB?",
        "'investments'",
        "nearly-",
        "'wrld'",
        ".ndjson",
    ):
        assert any(words in line for line in messages), words
    places = [(error.file, error.line) for error in errors]
    assert places == sorted(places)
