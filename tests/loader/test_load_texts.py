"""What is searched follows what is loaded, on both databases."""

from pathlib import Path

from sqlalchemy import Connection, select

from policyfacts.analyser import GAP
from policyfacts.database import Database
from policyfacts.loader.derive.fact_texts import join_texts
from policyfacts.models import Fact
from policyfacts.search.results.ranking import rank_text
from policyfacts.search.sets.filters import TextMatch
from policyfacts.search.sets.text_query import parse_text
from policyfacts.search.snapshot import SnapshotKeeper
from tests.loader.seeds import (
    EMBASSIES,
    TRADE,
    TREATY,
    load_seed,
    replace,
    small_facts,
    write_small_review,
)


def found(database: Database, written: str) -> set[str]:
    """Ids of the facts that a text finds."""
    with database.read_transaction() as connection:
        query = parse_text("q", written)
        session = SnapshotKeeper().open_session(connection)
        matched = session.matcher.ordinals(TextMatch("q", query))
        ranked = [it for tier in rank_text(session, query, matched).tiers for it in tier]
        assert sorted(ranked) == list(matched)
        ids = _ids(connection)
        return {ids[number] for number in session.snapshot.order.numbers(matched)}


def _ids(connection: Connection) -> dict[int, str]:
    return dict(connection.execute(select(Fact.number, Fact.id)).all())


def test_facts_are_found_by_statement_names_codes_and_topics(
    database: Database, small_seed: Path
) -> None:
    load_seed(database, small_seed)
    assert found(database, "treaties") == {TREATY}
    assert found(database, "Türkiye") == found(database, "TUR") == {TREATY, TRADE}
    assert found(database, "Turquie") == found(database, "Турции") == {TREATY, TRADE}
    assert found(database, "africa embassy") == {EMBASSIES}
    assert found(database, "economy") == found(database, "political relations") == set()
    assert found(database, "Indonesia") == set()


def test_an_entity_that_is_renamed_is_found_by_its_new_name_alone(
    database: Database, small_seed: Path
) -> None:
    load_seed(database, small_seed)
    assert found(database, "minsk") == {TREATY}
    replace(small_seed / "entities" / "places.yaml", "name: Minsk", "name: Mensk")
    load_seed(database, small_seed)
    assert found(database, "mensk") == {TREATY}
    assert found(database, '"treaty mensk"') == set()


def test_facts_are_found_as_they_read_after_the_last_load(
    database: Database, small_seed: Path
) -> None:
    load_seed(database, small_seed)
    facts = small_facts()
    facts[TREATY]["statement"] = "A customs pact was initialled in May 2014."
    facts["kz-2014-new"] = {**facts.pop(EMBASSIES), "id": "kz-2014-new"}
    write_small_review(small_seed, facts, withdrawn={EMBASSIES: "told twice"})
    load_seed(database, small_seed)
    assert found(database, "treaty") == found(database, '"trade treaty"') == set()
    assert found(database, "pact") == {TREATY}
    assert found(database, "embassies") == {"kz-2014-new"}


def test_excluded_parties_are_not_found(database: Database, small_seed: Path) -> None:
    facts = small_facts()
    facts[EMBASSIES]["parties"]["excluded"] = ["CN"]
    write_small_review(small_seed, facts)
    load_seed(database, small_seed)
    assert found(database, "Китай") == found(database, "CHN") == set()


def test_no_phrase_runs_from_one_name_or_field_into_the_next(
    database: Database, small_seed: Path
) -> None:
    load_seed(database, small_seed)
    assert found(database, '"may 2014"') == {TREATY}
    assert found(database, '"2014 kazakhstan"') == set()
    assert found(database, '"KAZ turkey"') == found(database, '"TUR kazakhstan"') == set()
    assert found(database, '"kazakhstan казахстан"') == set()
    assert found(database, "kazakhstan KAZ") == set(small_facts())


def test_codes_that_are_common_words_and_numbers_are_not_names(
    database: Database, small_seed: Path
) -> None:
    load_seed(database, small_seed)
    assert found(database, "KZ") == found(database, "398") == set()


def test_words_beyond_what_a_database_keeps_are_found_on_every_database(
    database: Database, small_seed: Path
) -> None:
    facts = small_facts()
    facts[TREATY]["statement"] = "again and " * 40 + "at last " + "ж" * 150
    write_small_review(small_seed, facts)
    load_seed(database, small_seed)
    assert found(database, "again at last") == found(database, "ж" * 150) == {TREATY}
    assert found(database, '"again and"') == set()


def test_a_text_that_comes_too_often_leaves_its_words_and_no_phrase() -> None:
    joined = join_texts([("x", str(number)) for number in range(4)], max_repeats=2)
    assert joined == [GAP, "x", "0", GAP, "x", "1", GAP, "2", GAP, "3"]
    assert join_texts([("a", "b"), ("b",), ("a", "b")], max_repeats=9) == [
        GAP, "a", "b", GAP, "b",
    ]  # fmt: skip


def test_a_field_that_grows_too_long_leaves_its_words_and_no_phrase() -> None:
    long = tuple(str(number) for number in range(5000))
    joined = join_texts([("a", "b"), long], max_repeats=9)
    assert joined[:5] == [GAP, "a", "b", GAP, "0"]
    assert [it for it in joined if it != GAP] == ["a", "b", *long]
    assert joined.count(GAP) == 1 + len(long)
