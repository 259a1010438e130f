"""Text search uses its index, however many facts there are."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from policyfacts.database import Database
from policyfacts.models.search import INDEX
from policyfacts.queries.text_search import find_phrase, read_word_sets
from policyfacts.settings import Settings


@pytest.fixture(scope="module")
def loaded_database(loaded_settings: Settings) -> Iterator[Database]:
    database = Database(loaded_settings)
    yield database
    database.dispose()


def test_phrases_are_looked_up_in_the_index(loaded_database: Database) -> None:
    if loaded_database.is_sqlite:
        explain = f"EXPLAIN QUERY PLAN SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH 'china'"
    else:
        explain = (
            "EXPLAIN SELECT fact_number FROM fact_texts"
            " WHERE (statement || names || topics) @@ CAST('china' AS tsquery)"
        )
    with loaded_database.read_transaction() as connection:
        if not loaded_database.is_sqlite:
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = " ".join(str(tuple(row)) for row in connection.execute(text(explain)))
    assert ("VIRTUAL TABLE INDEX" if loaded_database.is_sqlite else INDEX) in plan


def test_words_have_a_set_for_each_of_their_fields(loaded_database: Database) -> None:
    with loaded_database.read_transaction() as connection:
        fields = [
            (word, field) for word, field, _ in read_word_sets(connection, ["china", "trade"])
        ]
        assert read_word_sets(connection, ["zzqq"]) == []
        assert find_phrase(connection, ["china", "zzqq"]) == []
    assert {field for word, field in fields if word == "china"} == {"statement", "names"}
    assert {field for word, field in fields if word == "trade"} >= {"statement", "topics"}
