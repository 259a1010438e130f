"""What all tables share: the base class, names of constraints, column types."""

from typing import Annotated

from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column

_CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Ids sort by code point on every database, whatever the locale of the server.
IdType = String().with_variant(String(collation="C"), "postgresql")

Id = Annotated[str, mapped_column(IdType)]


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=_CONSTRAINT_NAMES)
