"""Positions of facts that hold words, through the index of each database.

Words come in their stored spelling, letters and digits alone: nothing in them is syntax.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from sqlalchemy import Connection, TextClause, text

from policyfacts.models.search import INDEX

Phrase: TypeAlias = Sequence[str]

# In a statement a word weighs most, in a topic least; lexemes carry their weights with them.
_SQLITE = f"""
    SELECT facts.position FROM {INDEX} JOIN facts ON facts.number = {INDEX}.rowid
    WHERE {INDEX} MATCH :query ORDER BY
"""
_WORDS = "(fact_texts.statement || fact_texts.names || fact_texts.topics)"
_POSTGRESQL = f"""
    SELECT facts.position FROM fact_texts JOIN facts ON facts.number = fact_texts.fact_number
    WHERE {_WORDS} @@ CAST(:query AS tsquery) ORDER BY
"""
_FOUND = {
    "sqlite": text(f"{_SQLITE} facts.position"),
    "postgresql": text(f"{_POSTGRESQL} facts.position"),
}
_RANKED = {
    "sqlite": text(f"{_SQLITE} bm25({INDEX}, 10.0, 4.0, 2.0), facts.position"),
    "postgresql": text(
        f"{_POSTGRESQL} ts_rank({_WORDS}, CAST(:query AS tsquery)) DESC, facts.position"
    ),
}


def find_positions(connection: Connection, phrases: Iterable[Phrase]) -> list[int]:
    """Positions of the facts that hold every phrase, in order; a word is a phrase of one."""
    return _ask(connection, _FOUND, phrases)


def rank_positions(connection: Connection, phrases: Iterable[Phrase]) -> list[int]:
    """Positions of the same facts, those that fit best first."""
    return _ask(connection, _RANKED, phrases)


def _ask(
    connection: Connection, statements: dict[str, TextClause], phrases: Iterable[Phrase]
) -> list[int]:
    database = connection.dialect.name
    query = _WRITERS[database](phrases)
    return list(connection.scalars(statements[database], {"query": query}))


def _for_fts5(phrases: Iterable[Phrase]) -> str:
    return " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)


def _for_tsquery(phrases: Iterable[Phrase]) -> str:
    return " & ".join(f"({' <-> '.join(phrase)})" for phrase in phrases)


_WRITERS = {"sqlite": _for_fts5, "postgresql": _for_tsquery}
