"""What a load derives from the tables, so that an answer need not: bodies, order and sets."""

import sys
from array import array
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Dialect, ForeignKey, LargeBinary, TypeDecorator
from sqlalchemy.orm import Mapped, mapped_column

from policyfacts.models.base import Base, Id

# Stands where a number has no place: no database holds as many facts.
NOWHERE = 0xFFFF_FFFF


class PackedNumbers(TypeDecorator[Sequence[int]]):
    """Numbers of 32 bits without sign, one after the other, the lowest byte of each first."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sequence[int] | None, _dialect: Dialect) -> bytes:
        """The numbers as they are stored."""
        return _in_stored_order(array("I", value or ())).tobytes()

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> "array[int]":
        """The numbers as they were given."""
        return _in_stored_order(array("I", bytes(value or b"")))


class FactBody(Base):
    """A fact's finished JSON."""

    __tablename__ = "fact_bodies"

    fact_number: Mapped[int] = mapped_column(ForeignKey("facts.number"), primary_key=True)
    body: Mapped[str]


class SelectionOrder(Base):
    """The default order of all facts, read in one of two ways.

    `facts` has the number of the fact at each position, from 0, and `NOWHERE` where no fact stands;
    `positions` has the position of each number, from 0, and `NOWHERE` for numbers of no fact.
    """

    __tablename__ = "selection_orders"

    name: Mapped[Id] = mapped_column(primary_key=True)
    numbers: Mapped[Sequence[int]] = mapped_column(PackedNumbers())


class SelectionSet(Base):
    """Positions of all facts with one value in one dimension, as a serialized roaring bitmap."""

    __tablename__ = "selection_sets"

    dimension: Mapped[Id] = mapped_column(primary_key=True)
    value: Mapped[Id] = mapped_column(primary_key=True)
    members: Mapped[bytes]


def _in_stored_order(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
