"""Loads of more facts than fit into a batch: nothing depends on where a batch ends."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from policyfacts.cli import main
from policyfacts.database import Database
from policyfacts.errors import BadSeed
from policyfacts.loader import check, load
from policyfacts.loader.seed.error_log import MAX_LISTED
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from tests.databases import KINDS
from tests.loader.seeds import (
    EMBASSIES,
    TRADE,
    TREATY,
    Record,
    all_rows,
    derived_data,
    load_seed,
    refused,
    small_facts,
    write_small_review,
)

FILE = "reviews/kz-2014/facts/partners.ndjson"
# Two loads of the same seed may differ in their times alone.
TABLE_WITH_TIMES = "releases"
COUNTRIES = ("TR", "RU", "CN", "GB", "ID", "US")


def many_facts(count: int) -> dict[str, Record]:
    """Return the small review's facts and `count` more of partners, each linked to the next."""
    facts = small_facts()
    for number in range(count):
        partner = COUNTRIES[number % len(COUNTRIES)]
        facts[f"kz-2014-many-{number}"] = {
            **(facts[TREATY] if number % 3 else facts[TRADE]),
            "id": f"kz-2014-many-{number}",
            "statement": f"Kazakhstan and {partner} spoke of matter {number}, as often before.",
            "date": f"2014-{number % 12 + 1:02}-{number % 28 + 1:02}",
            "parties": {"counterpart": [partner], "participant": ["KZ"]},
            "unnamed": [partner, "KZ"],
            "links": {"follows": [f"kz-2014-many-{(number + 1) % count}"]},
        }
    return facts


def write_ndjson(seed: Path, facts: Iterable[Record]) -> Path:
    """Write the small review with these facts in one NDJSON file."""
    records = list(facts)
    write_small_review(seed)
    folder = seed / "reviews" / "kz-2014" / "facts"
    for file in folder.iterdir():
        file.unlink()
    (seed / FILE).write_text(
        "".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8"
    )
    return seed / FILE


def comparable_rows(database: Database) -> dict[str, list[str]]:
    tables = all_rows(database)
    tables.pop(TABLE_WITH_TIMES)
    return tables


def test_many_ndjson_facts_give_the_same_tables_as_yaml(
    fresh: Database, database: Database, small_seed: Path
) -> None:
    facts = many_facts(600)
    write_small_review(small_seed, facts)
    as_yaml = load_seed(fresh, small_seed)
    # In the order of the YAML files, since facts are numbered in that order.
    sections = [fact for fact in facts.values() if fact["id"] != EMBASSIES]
    write_ndjson(small_seed, [*sections, facts[EMBASSIES]])
    as_ndjson = load_seed(database, small_seed)
    assert as_ndjson.release == as_yaml.release
    assert set(as_ndjson.added) == set(as_yaml.added) == set(facts)
    if database.is_sqlite:
        assert comparable_rows(database) == comparable_rows(fresh)
    assert derived_data(database) == derived_data(fresh)


def test_many_facts_give_the_same_rows_on_every_database(
    new_database: Callable[[str], Settings], small_seed: Path
) -> None:
    write_ndjson(small_seed, many_facts(2100).values())
    contents = []
    for kind in KINDS:
        database = Database(new_database(kind))
        upgrade(database)
        load_seed(database, small_seed)
        contents.append(comparable_rows(database))
        database.dispose()
    words = [tables.pop("fact_texts") for tables in contents]
    assert contents[0] == contents[1]
    assert len(words[0]) == len(words[1]) == len(contents[0]["facts"])


def test_few_changes_among_many_facts_end_in_the_same_state_as_one_load(
    database: Database, fresh: Database, small_seed: Path
) -> None:
    facts = many_facts(600)
    write_ndjson(small_seed, facts.values())
    load_seed(database, small_seed)
    changed = [f"kz-2014-many-{number}" for number in (0, 499, 500, 599)]
    for fact_id in changed:
        facts[fact_id] |= {"date": "2014-12-31", "topics": ["economic-cooperation"]}
    facts["kz-2014-many-new"] = {**facts[EMBASSIES], "id": "kz-2014-many-new"}
    write_ndjson(small_seed, facts.values())
    last = load_seed(database, small_seed)
    once = load_seed(fresh, small_seed)
    assert (set(last.added), set(last.changed)) == ({"kz-2014-many-new"}, set(changed))
    assert last.release == once.release
    assert derived_data(database) == derived_data(fresh)


def test_mistakes_in_several_batches_are_all_listed_with_their_lines(
    database: Database, small_seed: Path
) -> None:
    load_seed(database, small_seed)
    lines = list(many_facts(600).values())
    lines[2] |= {"topics": ["trades"]}
    lines[3] |= {"figures": [{"measure": "trade-turnover"}]}
    lines[600] |= {"links": {"follows": ["kz-2014-many-6000"]}}
    lines.append(lines[10])
    with write_ndjson(small_seed, lines).open("a", encoding="utf-8") as file:
        file.write("{\n")
    errors = [error for error in refused(database, small_seed) if error.file == FILE]
    messages = {error.line: error.message for error in errors}
    assert list(messages) == [3, 4, 601, 604, 605]
    assert "'trades': did you mean trade" in messages[3]
    assert any("unit" in error.message for error in errors if error.line == 4)
    assert "unknown fact 'kz-2014-many-6000'" in messages[601]
    assert messages[604].endswith(f"it stands in {FILE}:11 already")


def test_mistake_in_the_last_line_leaves_the_database_unchanged(
    database: Database, small_seed: Path
) -> None:
    facts = many_facts(2100)
    facts[EMBASSIES] |= {"parties": {"host": ["africaa"]}}
    write_ndjson(small_seed, [*(fact for fact in facts.values() if fact["id"] != EMBASSIES)])
    with (small_seed / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(facts[EMBASSIES]))
    (mistake,) = refused(database, small_seed)
    assert (mistake.file, mistake.line) == (FILE, len(facts))


def test_first_of_very_many_mistakes_are_listed_and_all_are_counted(
    small_seed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = many_facts(MAX_LISTED * 2 + 200)
    for fact in facts.values():
        fact["type"] = "treaty-singing"
    write_ndjson(small_seed, facts.values())
    with pytest.raises(BadSeed) as caught:
        check(small_seed, {}, lambda *_: None)
    assert caught.value.count == len(facts)
    assert [error.line for error in caught.value.mistakes] == list(range(1, MAX_LISTED + 1))
    monkeypatch.setattr("sys.argv", ["policyfacts", "check", str(small_seed)])
    with pytest.raises(SystemExit):
        main()
    *_, rest, last = capsys.readouterr().err.splitlines()
    assert rest == f"... and {len(facts) - MAX_LISTED:,} more"
    assert last == f"{len(facts):,} mistakes; nothing was changed."


def test_progress_rises_to_the_number_of_all_facts(fresh: Database, small_seed: Path) -> None:
    write_ndjson(small_seed, many_facts(1200).values())
    reports: list[tuple[str, int, int]] = []
    load(fresh, small_seed, {}, lambda *report: reports.append(report))
    progress = [(done, total) for step, done, total in reports if step == "Loading facts"]
    assert progress[-1] == (1203, 1203)
    assert [done for done, _ in progress] == sorted(done for done, _ in progress)
    halfway = next(total for done, total in progress if done >= 500)
    assert 1000 < halfway < 1400
