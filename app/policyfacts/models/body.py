"""What a load derives from the tables, so that an answer need not: bodies and sets."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from policyfacts.models.base import Base, Id


class FactBody(Base):
    """A fact's finished JSON."""

    __tablename__ = "fact_bodies"

    fact_number: Mapped[int] = mapped_column(ForeignKey("facts.number"), primary_key=True)
    body: Mapped[str]


class SelectionSet(Base):
    """Positions of all facts with one value in one dimension, as a serialized roaring bitmap."""

    __tablename__ = "selection_sets"

    dimension: Mapped[Id] = mapped_column(primary_key=True)
    value: Mapped[Id] = mapped_column(primary_key=True)
    members: Mapped[bytes]
