"""Text search finds facts as they were loaded last, on both databases."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, select

from policyfacts.analyser import GAP
from policyfacts.database import Database
from policyfacts.loader.derive.fact_texts import join_texts
from policyfacts.models import Fact
from policyfacts.search.parse.text import parse_text
from policyfacts.search.results.ranking import rank_text
from policyfacts.search.sets.filters import TextMatch
from policyfacts.search.snapshot import SnapshotKeeper
from policyfacts.vocabulary import WordMatch
from tests.loader.seeds import (
    EMBASSIES,
    TRADE,
    TREATY,
    load_seed,
    rename_minsk,
    small_facts,
    write_small_review,
)


def find(database: Database, text: str) -> set[str]:
    """Return the ids of the facts whose own words match a search text."""
    with database.read_transaction() as connection:
        query = replace(parse_text("q", text), match=WordMatch.OWN)
        session = SnapshotKeeper().open_session(connection)
        matched = session.matcher.ordinals(TextMatch("q", query))
        ranked = [ordinal for tier in rank_text(session, query, matched).tiers for ordinal in tier]
        assert sorted(ranked) == list(matched)
        ids = _ids(connection)
        return {ids[number] for number in session.snapshot.order.numbers(matched)}


def _ids(connection: Connection) -> dict[int, str]:
    return dict(connection.execute(select(Fact.number, Fact.id)).all())


def test_facts_are_found_by_statement_names_codes_and_topics(
    database: Database, small_seed: Path
) -> None:
    load_seed(database, small_seed)
    assert find(database, "treaties") == {TREATY}
    assert find(database, "Türkiye") == find(database, "TUR") == {TREATY, TRADE}
    assert find(database, "Turquie") == find(database, "Турции") == {TREATY, TRADE}
    assert find(database, "africa embassy") == {EMBASSIES}
    assert find(database, "economy") == find(database, "political relations") == set()
    assert find(database, "Indonesia") == set()


def test_renamed_entity_is_found_by_its_new_name(database: Database, small_seed: Path) -> None:
    load_seed(database, small_seed)
    assert find(database, "minsk") == {TREATY}
    rename_minsk(small_seed, "Mensk")
    load_seed(database, small_seed)
    assert find(database, "mensk") == {TREATY}
    assert find(database, '"treaty mensk"') == set()


def test_facts_are_found_by_their_newest_statement_alone(
    database: Database, small_seed: Path
) -> None:
    load_seed(database, small_seed)
    facts = small_facts()
    facts[TREATY]["statement"] = "A customs pact was initialled in May 2014."
    facts["kz-2014-new"] = {**facts.pop(EMBASSIES), "id": "kz-2014-new"}
    write_small_review(small_seed, facts, withdrawn={EMBASSIES: "told twice"})
    load_seed(database, small_seed)
    assert find(database, "treaty") == find(database, '"trade treaty"') == set()
    assert find(database, "pact") == {TREATY}
    assert find(database, "embassies") == {"kz-2014-new"}


def test_excluded_parties_are_not_found(database: Database, small_seed: Path) -> None:
    facts = small_facts()
    facts[EMBASSIES]["parties"]["excluded"] = ["CN"]
    write_small_review(small_seed, facts)
    load_seed(database, small_seed)
    assert find(database, "Китай") == find(database, "CHN") == set()


def test_no_phrase_spans_two_names_or_fields(database: Database, small_seed: Path) -> None:
    load_seed(database, small_seed)
    assert find(database, '"may 2014"') == {TREATY}
    assert find(database, '"2014 kazakhstan"') == set()
    assert find(database, '"KAZ turkey"') == find(database, '"TUR kazakhstan"') == set()
    assert find(database, '"kazakhstan казахстан"') == set()
    assert find(database, "kazakhstan KAZ") == set(small_facts())


def test_alpha_2_and_numeric_codes_are_not_searched(database: Database, small_seed: Path) -> None:
    load_seed(database, small_seed)
    assert find(database, "KZ") == find(database, "398") == set()


def test_very_long_and_often_repeated_words_are_found_on_every_database(
    database: Database, small_seed: Path
) -> None:
    facts = small_facts()
    facts[TREATY]["statement"] = "again and " * 40 + "at last " + "ж" * 150
    write_small_review(small_seed, facts)
    load_seed(database, small_seed)
    assert find(database, "again at last") == find(database, "ж" * 150) == {TREATY}
    assert find(database, '"again and"') == set()


def test_name_repeated_too_often_adds_words_without_phrases() -> None:
    joined = join_texts([("x", str(number)) for number in range(4)], max_repeats=2)
    assert joined == [GAP, "x", "0", GAP, "x", "1", GAP, "2", GAP, "3"]
    assert join_texts([("a", "b"), ("b",), ("a", "b")], max_repeats=9) == [
        GAP, "a", "b", GAP, "b",
    ]  # fmt: skip


def test_field_that_is_too_long_adds_words_without_phrases() -> None:
    long = tuple(str(number) for number in range(5000))
    joined = join_texts([("a", "b"), long], max_repeats=9)
    assert joined[:5] == [GAP, "a", "b", GAP, "0"]
    assert [word for word in joined if word != GAP] == ["a", "b", *long]
    assert joined.count(GAP) == 1 + len(long)
