"""Topics, types of facts and measures of figures, as curators list them."""

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from policyfacts.models.base import Base, Id


class Topic(Base):
    """A subject in a tree of two levels; `plover` is the context that it adds to a coded event."""

    __tablename__ = "topics"

    id: Mapped[Id] = mapped_column(primary_key=True)
    position: Mapped[int]
    parent_id: Mapped[Id | None] = mapped_column(ForeignKey("topics.id"))
    name: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(JSON)
    description: Mapped[str]
    plover: Mapped[str | None]


class FactType(Base):
    """A type of facts, of one kind; `plover` is the code of a fact that took place."""

    __tablename__ = "fact_types"

    id: Mapped[Id] = mapped_column(primary_key=True)
    position: Mapped[int]
    kind: Mapped[str]
    name: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(JSON)
    description: Mapped[str]
    plover: Mapped[dict[str, object] | None] = mapped_column(JSON)


class Measure(Base):
    """What a figure measures, and the units that it may carry."""

    __tablename__ = "measures"

    id: Mapped[Id] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(JSON)
    description: Mapped[str]
    units: Mapped[list[str]] = mapped_column(JSON)


class QuestionWords(Base):
    """Words, by language, by which questions in plain language are read, and what they do there."""

    __tablename__ = "question_words"

    id: Mapped[Id] = mapped_column(primary_key=True)
    position: Mapped[int]
    sense: Mapped[str]
    reads: Mapped[dict[str, str]] = mapped_column(JSON)
    number: Mapped[int | None]
    origin: Mapped[str | None]
    destination: Mapped[str | None]
    yields_to: Mapped[str | None]
    words: Mapped[dict[str, list[str]]] = mapped_column(JSON)
