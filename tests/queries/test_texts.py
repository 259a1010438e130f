"""Searching words uses the index, however many facts there are."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from policyfacts.database import Database
from policyfacts.models.search import INDEX
from policyfacts.queries.texts import find_numbers, rate_numbers
from policyfacts.settings import Settings


@pytest.fixture(scope="module")
def loaded(loaded_settings: Settings) -> Iterator[Database]:
    database = Database(loaded_settings)
    yield database
    database.dispose()


def test_words_are_found_through_the_index(loaded: Database) -> None:
    if loaded.is_sqlite:
        explain = f"EXPLAIN QUERY PLAN SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH 'china'"
    else:
        explain = (
            "EXPLAIN SELECT fact_number FROM fact_texts"
            " WHERE (statement || names || topics) @@ CAST('china' AS tsquery)"
        )
    with loaded.reading() as connection:
        if not loaded.is_sqlite:
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = " ".join(str(tuple(row)) for row in connection.execute(text(explain)))
    assert ("VIRTUAL TABLE INDEX" if loaded.is_sqlite else INDEX) in plan


def test_every_phrase_must_match_and_ranking_loses_nothing(loaded: Database) -> None:
    with loaded.reading() as connection:
        both = find_numbers(connection, [["agreement"], ["sign"]])
        one, other = (find_numbers(connection, [[word]]) for word in ("agreement", "sign"))
        assert sorted(both) == sorted({*one} & {*other})
        assert 0 < len(both) < min(len(one), len(other))
        ranked = rate_numbers(connection, [["agreement"], ["sign"]])
    assert sorted(ranked) == sorted(both)
