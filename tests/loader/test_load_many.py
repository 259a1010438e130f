"""Loads of more facts than are held at once: nothing depends on where a batch ends."""

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
    derived,
    everything,
    load_seed,
    small_facts,
    write_small_review,
)

FILE = "reviews/kz-2014/facts/partners.ndjson"
# When a load was made is all that may differ between two of the same seed.
TOLD_APART_BY_TIME = "releases"
COUNTRIES = ("TR", "RU", "CN", "GB", "ID", "US")


def many_facts(count: int) -> dict[str, Record]:
    """The small review's facts, and so many more of partners, each linked to the one after it."""
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
    written = list(facts)
    write_small_review(seed)
    folder = seed / "reviews" / "kz-2014" / "facts"
    for file in folder.iterdir():
        file.unlink()
    (seed / FILE).write_text("".join(f"{json.dumps(it)}\n" for it in written), encoding="utf-8")
    return seed / FILE


def rows(database: Database) -> dict[str, list[str]]:
    held = everything(database)
    held.pop(TOLD_APART_BY_TIME)
    return held


def mistakes_of(load: Callable[[], object]) -> BadSeed:
    with pytest.raises(BadSeed) as caught:
        load()
    return caught.value


def test_many_facts_as_ndjson_are_the_same_in_all_tables_as_in_yaml(
    fresh: Database, database: Database, small_seed: Path
) -> None:
    facts = many_facts(600)
    write_small_review(small_seed, facts)
    as_yaml = load_seed(fresh, small_seed)
    # In the order of the YAML files, since it is that in which facts are numbered.
    sections = [it for it in facts.values() if it["id"] != EMBASSIES]
    write_ndjson(small_seed, [*sections, facts[EMBASSIES]])
    as_ndjson = load_seed(database, small_seed)
    assert as_ndjson.release == as_yaml.release
    assert set(as_ndjson.added) == set(as_yaml.added) == set(facts)
    if database.is_sqlite:
        assert rows(database) == rows(fresh)
    assert derived(database) == derived(fresh)


def test_many_facts_leave_the_same_rows_on_every_database(
    new_database: Callable[[str], Settings], small_seed: Path
) -> None:
    write_ndjson(small_seed, many_facts(2100).values())
    held = []
    for kind in KINDS:
        database = Database(new_database(kind))
        upgrade(database)
        load_seed(database, small_seed)
        held.append(rows(database))
        database.dispose()
    words = [it.pop("fact_texts") for it in held]
    assert held[0] == held[1]
    assert len(words[0]) == len(words[1]) == len(held[0]["facts"])


def test_a_change_of_a_few_facts_among_many_ends_where_one_load_does(
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
    assert derived(database) == derived(fresh)


def test_mistakes_far_apart_are_all_told_with_their_lines(
    database: Database, small_seed: Path
) -> None:
    load_seed(database, small_seed)
    before = everything(database)
    lines = list(many_facts(600).values())
    lines[2] |= {"topics": ["trades"]}
    lines[600] |= {"links": {"follows": ["kz-2014-many-6000"]}}
    lines.append(lines[10])
    with write_ndjson(small_seed, lines).open("a", encoding="utf-8") as file:
        file.write("{\n")
    error = mistakes_of(lambda: load_seed(database, small_seed))
    told = [(it.line, it.message) for it in error.mistakes if it.file == FILE]
    assert [line for line, _ in told] == [3, 601, 604, 605]
    assert "did you mean trade" in told[0][1]
    assert "unknown fact 'kz-2014-many-6000'" in told[1][1]
    assert told[2][1].endswith(f"it stands in {FILE}:11 already")
    assert everything(database) == before


def test_a_mistake_in_the_last_line_leaves_nothing_of_all_before_it(
    database: Database, small_seed: Path
) -> None:
    before = everything(database)
    facts = many_facts(2100)
    facts[EMBASSIES] |= {"parties": {"host": ["africaa"]}}
    write_ndjson(small_seed, [*(it for it in facts.values() if it["id"] != EMBASSIES)])
    with (small_seed / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(facts[EMBASSIES]))
    (fault,) = mistakes_of(lambda: load_seed(database, small_seed)).mistakes
    assert (fault.file, fault.line) == (FILE, len(facts))
    assert everything(database) == before


def test_of_very_many_mistakes_the_first_are_listed_and_all_are_counted(
    small_seed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = many_facts(MAX_LISTED * 2 + 200)
    for fact in facts.values():
        fact["type"] = "treaty-singing"
    write_ndjson(small_seed, facts.values())
    error = mistakes_of(lambda: check(small_seed, {}, lambda *_: None))
    assert error.count == len(facts)
    assert [it.line for it in error.mistakes] == list(range(1, MAX_LISTED + 1))
    monkeypatch.setattr("sys.argv", ["policyfacts", "check", str(small_seed)])
    with pytest.raises(SystemExit):
        main()
    *_, rest, last = capsys.readouterr().err.splitlines()
    assert rest == f"... and {len(facts) - MAX_LISTED:,} more"
    assert last == f"{len(facts):,} mistakes; nothing was changed."


def test_progress_goes_up_to_all_facts(fresh: Database, small_seed: Path) -> None:
    write_ndjson(small_seed, many_facts(1200).values())
    told: list[tuple[str, int, int]] = []
    load(fresh, small_seed, {}, lambda *it: told.append(it))
    facts = [(done, total) for what, done, total in told if what == "Loading facts"]
    assert facts[-1] == (1203, 1203)
    assert [done for done, _ in facts] == sorted(done for done, _ in facts)
    halfway = next(total for done, total in facts if done >= 500)
    assert 1000 < halfway < 1400
