"""Tables of text search: the words of each fact in three fields, as the analyser spells them.

Words are found by their sets, phrases by an index. That is the one thing that SQLAlchemy cannot
express for both databases: migrations make `fact_search`, on SQLite an FTS5 table kept in step by
triggers, on PostgreSQL a GIN index.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Dialect, ForeignKey, LargeBinary, String, TypeDecorator
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from policyfacts.analyser import GAP
from policyfacts.models.base import Base, Id

INDEX = "fact_search"


class SpelledWords(TypeDecorator[Sequence[str]]):
    """Words in their order; a `GAP` among them takes a position that no word has.

    SQLite stores them as text, PostgreSQL as lexemes with positions and a weight, A to D, so that
    no parser of its own has a say.
    """

    impl = String
    cache_ok = True

    def __init__(self, weight: str) -> None:
        super().__init__()
        self.weight = weight

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type of the column in this database."""
        stored: TypeEngine[Any] = TSVECTOR() if _has_lexemes(dialect) else String()
        return dialect.type_descriptor(stored)

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str:
        """Return the words as this database takes them."""
        words = value or ()
        if not _has_lexemes(dialect):
            return " ".join(words)
        numbered = enumerate(words, start=1)
        return " ".join(f"'{word}':{pos}{self.weight}" for pos, word in numbered if word != GAP)


class FactText(Base):
    """The words of a fact: of its statement, its parties' names, its topics.

    Each text begins with a gap, so that no phrase runs from one name or field into the next.
    `digest` tells whether they are still those of the fact.
    """

    __tablename__ = "fact_texts"

    fact_number: Mapped[int] = mapped_column(ForeignKey("facts.number"), primary_key=True)
    digest: Mapped[str]
    statement: Mapped[Sequence[str]] = mapped_column(SpelledWords("A"))
    names: Mapped[Sequence[str]] = mapped_column(SpelledWords("B"))
    topics: Mapped[Sequence[str]] = mapped_column(SpelledWords("C"))


class WordSet(Base):
    """Ordinals of all facts that hold a word in a field, as a serialized roaring bitmap."""

    __tablename__ = "word_sets"

    word: Mapped[Id] = mapped_column(primary_key=True)
    field: Mapped[Id] = mapped_column(primary_key=True)
    members: Mapped[bytes] = mapped_column(LargeBinary())


def _has_lexemes(dialect: Dialect) -> bool:
    return dialect.name == "postgresql"
