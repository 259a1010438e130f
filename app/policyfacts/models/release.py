"""Releases: each state that loads brought the data to, and what each load did to the facts."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from policyfacts.models.base import Base, Id


class Release(Base):
    """The newest `sequence` is current; equal data has an equal `id`, wherever it was loaded."""

    __tablename__ = "releases"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[Id]
    loaded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    facts_count: Mapped[int]
    title: Mapped[str]
    description: Mapped[str]
    license: Mapped[str]
    license_url: Mapped[str]
    contact: Mapped[str]
    citation: Mapped[str]
    stored_format: Mapped[int] = mapped_column(server_default="1")


class ChangeRun(Base):
    """The facts that a load added, changed or withdrew: their number and where they begin."""

    __tablename__ = "change_runs"

    release_sequence: Mapped[int] = mapped_column(ForeignKey("releases.sequence"), primary_key=True)
    change: Mapped[Id] = mapped_column(primary_key=True)
    first_place: Mapped[int]
    count: Mapped[int]


class FactChange(Base):
    """A load added, changed or withdrew a fact.

    `place` is the index in the log, from 0, by release, change and id: a run stands together.
    """

    __tablename__ = "fact_changes"

    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    release_sequence: Mapped[int] = mapped_column(ForeignKey("releases.sequence"))
    fact_id: Mapped[Id]
    change: Mapped[str]
