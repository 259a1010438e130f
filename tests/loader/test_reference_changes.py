"""A load says what it changes beside facts, and loses nothing that the seed does not list."""

import re
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

from policyfacts.database import Database
from policyfacts.load_report import report_lines
from policyfacts.loader import Summary
from policyfacts.settings import Settings
from tests.databases import SQLITE, load_into, opened
from tests.loader.seeds import (
    EMBASSIES,
    all_rows,
    list_as_withdrawn,
    load_seed,
    refused,
    replace,
    withdraw_embassies,
    write_small_review,
)

TOPICS = "vocabulary/topics.yaml"
MEMBERSHIPS = "entities/memberships.csv"
FORMER_NAMES = "entities/former_names.csv"
FORMER_IDS = "entities/former_ids.csv"
PLACES = "entities/places.yaml"
PEOPLE = "entities/people.yaml"
SENTENCES = "reviews/kz-2014/sentences.csv"
WITHDRAWN = "withdrawn.csv"
FIRST_SPAN = "KZ,cis,1980-01-01,1981-01-01\n"
# By kind: file, text and what stands there then, the mistake, and the row that lists it.
DELETIONS = {
    "topic": (
        TOPICS,
        "{id: sport,",
        "{id: sports,",
        f"{TOPICS}:1: the topic 'sport'",
        "topic,sport,",
    ),
    "type": (
        "vocabulary/types.yaml",
        "{id: priority,",
        "{id: aim,",
        "vocabulary/types.yaml:1: the type 'priority'",
        "type,priority,",
    ),
    "measure": (
        "vocabulary/measures.yaml",
        "{id: anniversary,",
        "{id: jubilee,",
        "vocabulary/measures.yaml:1: the measure 'anniversary'",
        "measure,anniversary,",
    ),
    "entity": (
        PLACES,
        "{id: vilnius,",
        "{id: wilno,",
        f"{PLACES}:1: the entity 'vilnius'",
        "entity,vilnius,",
    ),
    "name": (
        PLACES,
        "name: Minsk",
        "name: Miensk",
        f"{PLACES}:3: the name 'Minsk' of 'minsk'",
        "name,minsk,Minsk",
    ),
    "alias": (
        PEOPLE,
        "Yury Fedotov, ",
        "",
        f"{PEOPLE}:8: the name 'Yury Fedotov' of 'yuri-fedotov'",
        "name,yuri-fedotov,Yury Fedotov",
    ),
    "former name": (
        FORMER_NAMES,
        "TR,Turkey,en,,2022-05-31\n",
        "",
        f"{FORMER_NAMES}:1: the former name 'Turkey (en)' of 'TR'",
        "former-name,TR,Turkey (en)",
    ),
    "membership": (
        MEMBERSHIPS,
        "TR,nato,,\n",
        "",
        f"{MEMBERSHIPS}:1: the membership of 'TR' in 'nato'",
        "membership,TR,nato",
    ),
    "one membership of two": (
        MEMBERSHIPS,
        FIRST_SPAN,
        "",
        f"{MEMBERSHIPS}:1: the membership of 'KZ' in 'cis' (1980-01-01/1981-01-01)",
        "membership,KZ,cis (1980-01-01/1981-01-01)",
    ),
    "country of a grouping": (
        "entities/regions.csv",
        "CN|ID",
        "CN",
        "the membership of 'ID' in 'asia-pacific'",
        "membership,ID,asia-pacific",
    ),
    "office": (
        PEOPLE,
        "title: Executive Director of UNODC",
        "title: Head of UNODC",
        f"{PEOPLE}:9: the office 'Executive Director of UNODC' of 'yuri-fedotov'",
        "office,yuri-fedotov,Executive Director of UNODC",
    ),
    "former id": (
        FORMER_IDS,
        "msq,minsk\n",
        "",
        f"{FORMER_IDS}:1: the former id 'msq'",
        "former-id,msq,",
    ),
    "section": (
        "reviews/kz-2014/review.yaml",
        "- id: context\n  title: Context\n",
        "",
        "reviews/kz-2014/review.yaml:1: the section 'context' of 'kz-2014'",
        "section,kz-2014,context",
    ),
    "sentence": (
        SENTENCES,
        "p02s2,",
        "p02s3,",
        f"{SENTENCES}:1: the sentence 'p02s2' of 'kz-2014'",
        "sentence,kz-2014,p02s2",
    ),
}
Case = tuple[str, str, str, str, str]


@pytest.fixture(scope="module")
def template(small_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small seed with one of each thing that may be deleted; read only."""
    seed = tmp_path_factory.mktemp("reference") / "seed"
    shutil.copytree(small_template, seed)
    replace(seed / FORMER_IDS, "former,id\n", "former,id\nmsq,minsk\n")
    replace(seed / MEMBERSHIPS, "KZ,cis,", f"{FIRST_SPAN}KZ,cis,")
    review = seed / "reviews" / "kz-2014" / "review.yaml"
    with review.open("a", encoding="utf-8") as sections:
        sections.write("- id: context\n  title: Context\n")
    return seed


@pytest.fixture(scope="module")
def loaded_template(template: Path, new_migrated: Callable[[str], Settings]) -> Settings:
    """SQLite database with that seed; read only."""
    return load_into(new_migrated(SQLITE), template)


@pytest.fixture
def own_seed(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "seed"))


@pytest.fixture
def loaded(
    loaded_template: Settings, copy_database: Callable[[Settings], Settings]
) -> Iterator[Database]:
    """Copy of that database to change."""
    with opened(copy_database(loaded_template)) as database:
        yield database


def report(summary: Summary) -> str:
    return "\n".join(report_lines(summary))


def facts_apart(database: Database) -> dict[str, list[str]]:
    rows = all_rows(database)
    return {name: rows[name] for name in rows.keys() - {"releases", "change_runs", "fact_changes"}}


@pytest.mark.parametrize("case", DELETIONS.values(), ids=list(DELETIONS))
def test_what_a_seed_no_longer_has_is_refused_until_it_is_listed(
    loaded: Database, fresh: Database, own_seed: Path, case: Case
) -> None:
    file, old, new, message, row = case
    replace(own_seed / file, old, new)
    (mistake,) = refused(loaded, own_seed)
    assert message in str(mistake)
    assert str(mistake).endswith(f"list it in withdrawn.csv: {row},<reason>")
    list_as_withdrawn(own_seed, row)
    summary = load_seed(loaded, own_seed)
    assert " removed.\nRemoved: " in report(summary)
    # It passes where it was never loaded, and where it was removed already; all end alike.
    load_seed(fresh, own_seed)
    assert facts_apart(loaded) == facts_apart(fresh)
    assert not load_seed(loaded, own_seed).is_new


def test_emptied_table_is_one_mistake_with_its_number(loaded: Database, own_seed: Path) -> None:
    file = own_seed / MEMBERSHIPS
    header, *rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text(header, encoding="utf-8")
    (mistake,) = refused(loaded, own_seed)
    assert str(mistake).startswith(
        f"{MEMBERSHIPS}:1: {len(rows)} memberships are in the database and no longer in the seed, "
        "the first membership of 'AO' in 'african-union': put them back"
    )


def test_entity_takes_its_names_memberships_and_offices_along(
    loaded: Database, fresh: Database, own_seed: Path
) -> None:
    people = own_seed / PEOPLE
    text = people.read_text(encoding="utf-8")
    people.write_text(text[: text.index("- id: yuri-fedotov")], encoding="utf-8")
    memberships = own_seed / MEMBERSHIPS
    text = memberships.read_text(encoding="utf-8")
    memberships.write_text(re.sub("(?m)^.*,customs-union,.*\n", "", text), encoding="utf-8")
    organizations = own_seed / "entities" / "organizations.yaml"
    text = organizations.read_text(encoding="utf-8")
    organizations.write_text(re.sub("(?m)^- {id: customs-union,.*\n", "", text), encoding="utf-8")
    messages = [mistake.message for mistake in refused(loaded, own_seed)]
    assert [message.split("'")[1] for message in messages] == ["customs-union", "yuri-fedotov"]
    list_as_withdrawn(own_seed, "entity,yuri-fedotov,", "entity,customs-union,")
    load_seed(loaded, own_seed)
    load_seed(fresh, own_seed)
    assert facts_apart(loaded) == facts_apart(fresh)


def test_renamed_entity_and_all_it_has_need_no_word(loaded: Database, own_seed: Path) -> None:
    for file in (own_seed / PEOPLE, own_seed / "withdrawn.csv"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("yuri-fedotov", "y-fedotov"), encoding="utf-8")
    replace(own_seed / FORMER_IDS, "msq,", "yuri-fedotov,y-fedotov\nmsq,")
    text = report(load_seed(loaded, own_seed))
    assert "1 former id added; 1 entity changed." in text
    assert "entity y-fedotov (yuri-fedotov before)" in text
    # Its old id may go later, where that is listed; then the id is gone wherever it still stands.
    replace(own_seed / FORMER_IDS, "yuri-fedotov,y-fedotov\n", "")
    (mistake,) = refused(loaded, own_seed)
    assert "the former id 'yuri-fedotov'" in mistake.message


def test_seed_passes_where_an_older_release_was_loaded(
    loaded: Database, fresh: Database, own_seed: Path
) -> None:
    # Renamed in one release, and the old id and a name dropped in the next, which comes at once.
    text = (own_seed / PEOPLE).read_text(encoding="utf-8")
    text = text.replace("yuri-fedotov", "y-fedotov").replace("Mr Fedotov, ", "")
    (own_seed / PEOPLE).write_text(text, encoding="utf-8")
    list_as_withdrawn(own_seed, "former-id,yuri-fedotov,", "name,yuri-fedotov,Mr Fedotov")
    load_seed(loaded, own_seed)
    load_seed(fresh, own_seed)
    assert facts_apart(loaded) == facts_apart(fresh)


@pytest.mark.parametrize(
    "change",
    [
        (MEMBERSHIPS, "KZ,cis,1991-12-21,", "KZ,cis,1991-12-22,", "1 membership changed."),
        (MEMBERSHIPS, "KZ,wto,2015-11-30,", "KZ,wto,,2014-01-01", "1 membership changed."),
        (FORMER_NAMES, "TR,Turkey,en,,2022-05-31", "TR,Turkey,en,,2022-06-01", "1 former name ch"),
        (PLACES, "name: Minsk, country: BY", "name: Minsk, country: LT", "1 entity changed."),
        (
            PLACES,
            "name: Minsk, country: BY, aliases: [",
            "name: Ab, aliases: [Minsk, ",
            "1 name ch",
        ),
        (TOPICS, "name: Sport,", "name: Sports,", "1 topic changed.\nChanged: topic sport (name)."),
        (SENTENCES, ",context", "0,context", "1 sentence changed."),
        ("dataset.yaml", "license: CC-BY-4.0", "license: MIT", "Changed: dataset (license)."),
        ("reviews/kz-2014/review.yaml", "title: Plans", "title: Aims", "1 section changed."),
        ("reviews/kz-2014/review.yaml", "A made-up", "A new", "Changed: review kz-2014 (title)."),
    ],
)
def test_changes_of_reference_data_are_told_by_name(
    loaded: Database, own_seed: Path, change: tuple[str, str, str, str]
) -> None:
    file, old, new, line = change
    replace(own_seed / file, old, new)
    summary = load_seed(loaded, own_seed)
    assert line in report(summary)
    assert " removed" not in report(summary)


def test_another_order_of_a_list_is_told(loaded: Database, own_seed: Path) -> None:
    measures = own_seed / "vocabulary" / "measures.yaml"
    *lines, one, two = measures.read_text(encoding="utf-8").splitlines(keepends=True)
    measures.write_text("".join([*lines, two, one]), encoding="utf-8")
    assert report(load_seed(loaded, own_seed)).endswith("data: measures in another order.")


def test_name_that_becomes_an_alias_or_a_former_name_remains(
    loaded: Database, own_seed: Path
) -> None:
    replace(own_seed / PLACES, "{id: vilnius, name: Vilnius,", "{id: vilnius, name: Wilno,")
    with (own_seed / FORMER_NAMES).open("a", encoding="utf-8") as names:
        names.write("vilnius,Vilnius,en,,2015-01-01\n")
    summary = load_seed(loaded, own_seed)
    assert "1 name and 1 former name added; 1 entity and 1 name changed." in report(summary)
    assert not load_seed(loaded, own_seed).is_new


def test_sentences_of_another_text_need_no_word(fresh: Database, small_seed: Path) -> None:
    load_seed(fresh, small_seed)
    review = small_seed / "reviews" / "kz-2014" / "review.yaml"
    replace(small_seed / SENTENCES, "p02s2,", "p02s3,")
    assert len(refused(fresh, small_seed)) == 1
    text = review.read_text(encoding="utf-8")
    review.write_text(re.sub("sha256: .*", f"sha256: {'f' * 64}", text), encoding="utf-8")
    assert "Removed: sentence kz-2014 p02s2." in report(load_seed(fresh, small_seed))


def test_lost_successor_of_a_withdrawn_fact_is_told(fresh: Database, small_seed: Path) -> None:
    withdraw_embassies(small_seed)
    tombstones = small_seed / "reviews" / "kz-2014" / "withdrawn.yaml"
    replace(tombstones, "  reason:", "  replaced_by: kz-2014-trade\n  reason:")
    load_seed(fresh, small_seed)
    replace(tombstones, "  replaced_by: kz-2014-trade\n", "")
    assert f"Changed: tombstone {EMBASSIES} (replaced_by)." in report(load_seed(fresh, small_seed))


def test_list_of_what_is_withdrawn_makes_no_release(loaded: Database, own_seed: Path) -> None:
    before = (own_seed / WITHDRAWN).read_bytes()
    list_as_withdrawn(own_seed, "entity,somebody-else,")
    assert not load_seed(loaded, own_seed).is_new
    (own_seed / WITHDRAWN).write_bytes(before)
    assert not load_seed(loaded, own_seed).is_new


def test_lost_list_of_what_is_withdrawn_is_one_mistake(loaded: Database, own_seed: Path) -> None:
    # Nobody knows then what it listed: no message may ask to write rows that it has already.
    replace(own_seed / TOPICS, "{id: sport,", "{id: sports,")
    (own_seed / WITHDRAWN).unlink()
    (mistake,) = refused(loaded, own_seed)
    assert str(mistake).startswith("withdrawn.csv:1: the file is missing")


def test_first_load_counts_what_it_adds_and_names_none(fresh: Database, own_seed: Path) -> None:
    text = report(load_seed(fresh, own_seed))
    numbers = re.search("Reference data: (.*) added[.]$", text)
    assert numbers is not None, text
    assert "1 review, 3 sections and 4 sentences" in numbers[1]


def test_upgraded_program_finds_its_reference_data_as_before(
    loaded: Database, own_seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("ingest.digests", "load"):
        monkeypatch.setattr(import_module(f"policyfacts.loader.{module}"), "STORED_FORMAT", 77)
    summary = load_seed(loaded, own_seed)
    assert summary.is_new
    assert report(summary).endswith("Reference data: as before.")


def test_report_names_twelve_and_counts_the_rest(loaded: Database, own_seed: Path) -> None:
    file = own_seed / MEMBERSHIPS
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([header, *rows[20:], ""]), encoding="utf-8")
    pairs = {tuple(row.split(",")[:2]) for row in rows[:20]}
    list_as_withdrawn(own_seed, *(f"membership,{country},{group}" for country, group in pairs))
    (line,) = (
        line for line in report(load_seed(loaded, own_seed)).split("\n") if "Removed" in line
    )
    assert line.count("membership ") == 12
    assert line.endswith(" and 8 more.")


def test_other_review_in_the_database_is_not_missed(fresh: Database, seed: Path) -> None:
    load_seed(fresh, seed)
    shutil.rmtree(seed / "reviews" / "by-2013")
    write_small_review(seed)
    text = report(load_seed(fresh, seed))
    assert "Reference data: 1 review, 2 sections and 4 sentences added." in text
