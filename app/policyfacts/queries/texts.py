"""Numbers of facts that hold words, through the index of each database.

Words come in their stored spelling, letters and digits alone: nothing in them is syntax.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from sqlalchemy import Connection, text

from policyfacts.models.search import INDEX

Phrase: TypeAlias = Sequence[str]

_WORDS = "(fact_texts.statement || fact_texts.names || fact_texts.topics)"
_SQLITE = f"FROM {INDEX} WHERE {INDEX} MATCH :query"
_POSTGRESQL = f"FROM fact_texts WHERE {_WORDS} @@ CAST(:query AS tsquery)"
_FOUND = {
    "sqlite": text(f"SELECT rowid {_SQLITE}"),
    "postgresql": text(f"SELECT fact_number {_POSTGRESQL}"),
}
# In a statement a word weighs most, in a topic least; lexemes carry their weights with them.
_RATED = {
    "sqlite": text(f"SELECT rowid, bm25({INDEX}, 10.0, 4.0, 2.0) {_SQLITE}"),
    "postgresql": text(
        f"SELECT fact_number, -ts_rank({_WORDS}, CAST(:query AS tsquery)) {_POSTGRESQL}"
    ),
}


def find_numbers(connection: Connection, phrases: Iterable[Phrase]) -> Sequence[int]:
    """Numbers of the facts that hold every phrase; a word is a phrase of one."""
    database = connection.dialect.name
    query = _WRITERS[database](phrases)
    return connection.scalars(_FOUND[database], {"query": query}).all()


def rate_numbers(connection: Connection, phrases: Iterable[Phrase]) -> dict[int, float]:
    """The same facts, each with its rating: the better it fits, the lower."""
    database = connection.dialect.name
    query = _WRITERS[database](phrases)
    return dict(connection.execute(_RATED[database], {"query": query}).all())


def _for_fts5(phrases: Iterable[Phrase]) -> str:
    return " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)


def _for_tsquery(phrases: Iterable[Phrase]) -> str:
    return " & ".join(f"({' <-> '.join(phrase)})" for phrase in phrases)


_WRITERS = {"sqlite": _for_fts5, "postgresql": _for_tsquery}
