"""Facts and what hangs on them: parties, topics, figures, evidence, links."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from policyfacts.models.base import Base, Id


class Fact(Base):
    """One fact; `number` is its key inside the database."""

    __tablename__ = "facts"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(unique=True)
    review_id: Mapped[Id] = mapped_column(ForeignKey("reviews.id"), index=True)
    digest: Mapped[str]
    kind: Mapped[str]
    type_id: Mapped[Id] = mapped_column(ForeignKey("fact_types.id"))
    form: Mapped[str | None]
    status: Mapped[str]
    level: Mapped[str | None]
    statement: Mapped[str]
    date_edtf: Mapped[str]
    date_start: Mapped[date]
    date_end: Mapped[date]
    date_precision: Mapped[str]
    date_stated: Mapped[bool]
    term_edtf: Mapped[str | None]
    term_start: Mapped[date | None]
    term_end: Mapped[date | None]
    times: Mapped[int | None]
    trend: Mapped[str | None]
    parties_complete: Mapped[bool]


class FactParty(Base):
    """An entity takes part in a fact; `named` is false where the source only refers to it."""

    __tablename__ = "fact_parties"
    __table_args__ = (Index("ix_fact_parties_entity_id", "entity_id"),)

    fact_number: Mapped[int] = mapped_column(ForeignKey("facts.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[Id] = mapped_column(ForeignKey("entities.id"))
    role: Mapped[str]
    named: Mapped[bool]


class FactTopic(Base):
    """A fact is about a topic."""

    __tablename__ = "fact_topics"

    fact_number: Mapped[int] = mapped_column(ForeignKey("facts.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[Id] = mapped_column(ForeignKey("topics.id"))


class FactFigure(Base):
    """A quantity in a fact; `period` is null where the source gives none."""

    __tablename__ = "fact_figures"
    # All that a search by value reads stands in the index.
    __table_args__ = (
        Index("ix_fact_figures_unit_value", "unit", "value", "position", "fact_number"),
    )

    fact_number: Mapped[int] = mapped_column(ForeignKey("facts.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[Id] = mapped_column(ForeignKey("measures.id"))
    value: Mapped[float]
    unit: Mapped[str]
    bound: Mapped[str]
    basis: Mapped[str]
    period_edtf: Mapped[str | None]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    of: Mapped[str | None]


class FactEvidence(Base):
    """A sentence that says so."""

    __tablename__ = "fact_evidence"
    __table_args__ = (
        ForeignKeyConstraint(
            ["review_id", "locator"], ["sentences.review_id", "sentences.locator"]
        ),
    )

    fact_number: Mapped[int] = mapped_column(ForeignKey("facts.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[Id]
    locator: Mapped[Id]


class FactLink(Base):
    """A fact is joined to another, of this or another review."""

    __tablename__ = "fact_links"

    fact_number: Mapped[int] = mapped_column(ForeignKey("facts.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str]
    target_id: Mapped[Id]
