"""Tables that a load derives from the others, so that an answer need not: bodies, order, sets."""

import sys
from array import array
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Dialect, ForeignKey, LargeBinary, TypeDecorator
from sqlalchemy.orm import Mapped, mapped_column

from policyfacts.models.base import Base, Id

# Stands where there is no fact: no database holds as many.
NO_ORDINAL = 0xFFFF_FFFF


class PackedNumbers(TypeDecorator[Sequence[int]]):
    """Unsigned numbers of 32 bits, one after the other, little-endian."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sequence[int] | None, _dialect: Dialect) -> bytes:
        """Return the bytes to store."""
        return _in_stored_order(array("I", value or ())).tobytes()

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> "array[int]":
        """Return the numbers from the stored bytes."""
        return _in_stored_order(array("I", bytes(value or b"")))


class FactBody(Base):
    """A fact's finished JSON."""

    __tablename__ = "fact_bodies"

    fact_number: Mapped[int] = mapped_column(ForeignKey("facts.number"), primary_key=True)
    body: Mapped[str]


class SelectionOrder(Base):
    """The default order of all facts, in both directions; `NO_ORDINAL` fills the gaps of each.

    `facts` has the number of the fact at each ordinal; `positions` has the ordinal of each number.
    """

    __tablename__ = "selection_orders"

    name: Mapped[Id] = mapped_column(primary_key=True)
    numbers: Mapped[Sequence[int]] = mapped_column(PackedNumbers())


class SelectionSet(Base):
    """Ordinals of all facts with one value in one dimension, as a serialized roaring bitmap."""

    __tablename__ = "selection_sets"

    dimension: Mapped[Id] = mapped_column(primary_key=True)
    value: Mapped[Id] = mapped_column(primary_key=True)
    members: Mapped[bytes]


def _in_stored_order(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
