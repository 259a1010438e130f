"""Loads make the database equal to the seed and say what changed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from sqlalchemy import select

from policyfacts.database import Database
from policyfacts.loader import Summary
from policyfacts.migrate import upgrade
from policyfacts.models import FactChange, Release
from policyfacts.settings import Settings
from tests.databases import KINDS
from tests.loader.seeds import (
    EMBASSIES,
    TRADE,
    TREATY,
    all_rows,
    derived_data,
    list_as_withdrawn,
    load_seed,
    refused,
    rename_minsk,
    replace,
    small_facts,
    stored_bodies,
    withdraw_embassies,
    without_embassies,
    write_small_review,
)


def stored_changes(database: Database) -> list[tuple[str, str]]:
    """Return each fact that the newest release changed, and how, as stored."""
    newest = select(Release.sequence).order_by(Release.sequence.desc()).limit(1).scalar_subquery()
    query = select(FactChange.fact_id, FactChange.change).where(
        FactChange.release_sequence == newest
    )
    with database.read_transaction() as connection:
        return sorted((id_, str(change)) for id_, change in connection.execute(query))


def changed_ids(summary: Summary) -> tuple[set[str], set[str], set[str]]:
    return set(summary.added), set(summary.changed), set(summary.withdrawn)


def test_loading_the_same_seed_twice_changes_nothing(database: Database, seed: Path) -> None:
    first = load_seed(database, seed)
    before = all_rows(database)
    second = load_seed(database, seed)
    assert first.is_new
    assert not second.is_new
    assert second.release == first.release
    assert second.facts_count == first.facts_count == len(first.added)
    assert changed_ids(second) == (set(), set(), set())
    assert all_rows(database) == before


@pytest.mark.postgresql
def test_equal_seeds_make_equal_releases_bodies_and_sets_on_every_database(
    new_database: Callable[[str], Settings], seed: Path
) -> None:
    releases, contents = [], []
    for kind in KINDS:
        database = Database(new_database(kind))
        upgrade(database)
        releases.append(load_seed(database, seed).release)
        contents.append(derived_data(database))
        database.dispose()
    assert releases[0] == releases[1]
    assert contents[0] == contents[1]


def test_comments_and_blank_lines_do_not_make_another_release(
    fresh: Database, small_seed: Path
) -> None:
    first = load_seed(fresh, small_seed)
    facts = small_seed / "reviews" / "kz-2014" / "facts"
    (facts / "plans.yaml").write_text(
        "# a remark\n" + (facts / "plans.yaml").read_text(encoding="utf-8") + "\n", encoding="utf-8"
    )
    assert load_seed(fresh, small_seed).release == first.release


def test_release_begins_with_the_label_in_the_seed(fresh: Database, small_seed: Path) -> None:
    first = load_seed(fresh, small_seed).release
    replace(small_seed / "dataset.yaml", 'release: "2026.1"', 'release: "2027.3"')
    second = load_seed(fresh, small_seed).release
    assert first.startswith("2026.1-")
    assert second.startswith("2027.3-")
    assert len(second.removeprefix("2027.3-")) == 8


def test_added_changed_and_withdrawn_facts_are_returned_and_stored(
    database: Database, small_seed: Path
) -> None:
    facts = small_facts()
    first = load_seed(database, small_seed)
    assert changed_ids(first) == (set(facts), set(), set())
    assert stored_changes(database) == sorted((id_, "added") for id_ in facts)

    facts[TREATY]["statement"] = "Kazakhstan and Turkey concluded a trade treaty."
    del facts[EMBASSIES]
    facts["kz-2014-new"] = {**small_facts()[EMBASSIES], "id": "kz-2014-new"}
    write_small_review(small_seed, facts, withdrawn={EMBASSIES: "told twice"})
    second = load_seed(database, small_seed)
    assert changed_ids(second) == ({"kz-2014-new"}, {TREATY}, {EMBASSIES})
    assert stored_changes(database) == sorted(
        [("kz-2014-new", "added"), (TREATY, "changed"), (EMBASSIES, "withdrawn")]
    )
    stored = stored_bodies(database)
    assert set(stored) == {TREATY, TRADE, "kz-2014-new"}
    assert json.loads(stored[TREATY])["statement"] == facts[TREATY]["statement"]


def test_fact_removed_without_a_tombstone_is_refused(fresh: Database, small_seed: Path) -> None:
    load_seed(fresh, small_seed)
    write_small_review(small_seed, without_embassies())
    (error,) = refused(fresh, small_seed)
    assert EMBASSIES in error.message
    assert "withdrawn.yaml" in error.message


def test_withdrawn_id_cannot_be_used_again(database: Database, small_seed: Path) -> None:
    load_seed(database, small_seed)
    withdraw_embassies(small_seed)
    load_seed(database, small_seed)
    write_small_review(small_seed)  # the fact is back, and its tombstone gone
    messages = [error.message for error in refused(database, small_seed)]
    assert any(EMBASSIES in message and "never used again" in message for message in messages)


def test_tombstone_cannot_be_removed(fresh: Database, small_seed: Path) -> None:
    withdraw_embassies(small_seed)
    load_seed(fresh, small_seed)
    write_small_review(small_seed, without_embassies())
    assert any("must stay listed" in error.message for error in refused(fresh, small_seed))


@pytest.mark.parametrize("reviews", [("by-2013", "kz-2014"), ("kz-2014",)])
def test_second_review_leaves_the_first_alone(
    database: Database, seed: Path, reviews: tuple[str, ...]
) -> None:
    first = load_seed(database, seed)
    first_bodies = stored_bodies(database)
    if "by-2013" not in reviews:
        shutil.rmtree(seed / "reviews" / "by-2013")
    write_small_review(seed)
    second = load_seed(database, seed)
    assert changed_ids(second) == (set(small_facts()), set(), set())
    assert second.reviews == reviews
    assert second.facts_count == first.facts_count + len(small_facts())
    stored = stored_bodies(database)
    assert set(stored) == set(first_bodies) | set(small_facts())
    assert {id_: stored[id_] for id_ in first_bodies} == first_bodies


def test_review_that_is_in_the_database_under_another_id_is_refused(
    database: Database, small_seed: Path
) -> None:
    # Otherwise each of its facts would be counted twice.
    load_seed(database, small_seed)
    renamed = (small_seed / "reviews" / "kz-2014").rename(small_seed / "reviews" / "kz-2013")
    for file in (file for file in renamed.rglob("*") if file.is_file()):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("kz-2014", "kz-2013"), encoding="utf-8")
    (mistake,) = refused(database, small_seed)
    assert "the review 'kz-2014' in the database has this text already" in str(mistake)


def test_terms_used_by_another_review_cannot_be_removed(fresh: Database, seed: Path) -> None:
    load_seed(fresh, seed)
    shutil.rmtree(seed / "reviews" / "by-2013")
    write_small_review(seed)
    replace(seed / "entities" / "people.yaml", "id: yuri-fedotov", "id: somebody-else")
    replace(seed / "vocabulary" / "topics.yaml", "{id: treaties,", "{id: pacts,")
    names = {error.message.split("'")[1] for error in refused(fresh, seed)}
    assert names == {"yuri-fedotov", "treaties"}


def test_terms_used_by_another_review_keep_their_kind(fresh: Database, seed: Path) -> None:
    load_seed(fresh, seed)
    shutil.rmtree(seed / "reviews" / "by-2013")
    write_small_review(seed)
    people = seed / "entities" / "people.yaml"
    text = people.read_text(encoding="utf-8")
    people.write_text(text[: text.index("- id: yuri-fedotov")], encoding="utf-8")
    with (seed / "entities" / "places.yaml").open("a", encoding="utf-8") as places:
        places.write("- {id: yuri-fedotov, name: Yuri Fedotov}\n")
    replace(
        seed / "vocabulary" / "types.yaml", "{id: visit, kind: event", "{id: visit, kind: state"
    )
    assert sorted(error.message for error in refused(fresh, seed)) == [
        "the entity 'yuri-fedotov' is of kind 'place' here, "
        "and a review in the database uses it as 'person'",
        "the type 'visit' is of kind 'state' here, and a review in the database uses it as 'event'",
    ]


def test_fact_linked_from_another_review_cannot_be_withdrawn(fresh: Database, seed: Path) -> None:
    write_small_review(seed)
    linking = seed / "reviews" / "by-2013" / "facts"
    facts = sorted(linking.glob("*.yaml"))[0]
    first = yaml.safe_load(facts.read_text(encoding="utf-8"))[0]["id"]
    replace(facts, "  evidence:", f"  links: {{part-of: [{EMBASSIES}]}}\n  evidence:")
    load_seed(fresh, seed)
    withdraw_embassies(seed)
    assert any(f"unknown fact '{EMBASSIES}'" in error.message for error in refused(fresh, seed))
    shutil.rmtree(seed / "reviews" / "by-2013")
    (error,) = refused(fresh, seed)
    assert error.file == "reviews/kz-2014/withdrawn.yaml"
    assert f"'{first}' of a review in the database is linked to it" in error.message


def test_entity_without_facts_can_be_removed(database: Database, small_seed: Path) -> None:
    load_seed(database, small_seed)
    people = small_seed / "entities" / "people.yaml"
    text = people.read_text(encoding="utf-8")
    people.write_text(text[: text.index("- id: yuri-fedotov")], encoding="utf-8")
    list_as_withdrawn(small_seed, "entity,yuri-fedotov,")
    summary = load_seed(database, small_seed)
    assert summary.is_new
    assert changed_ids(summary) == (set(), set(), set())
    assert not any("yuri-fedotov" in row for row in all_rows(database)["entities"])


def test_renamed_entity_changes_its_facts(database: Database, small_seed: Path) -> None:
    load_seed(database, small_seed)
    rename_minsk(small_seed, "Miensk")
    summary = load_seed(database, small_seed)
    assert changed_ids(summary) == (set(), {TREATY}, set())
    assert stored_changes(database) == [(TREATY, "changed")]
    assert json.loads(stored_bodies(database)[TREATY])["places"][0]["name"] == "Miensk"
