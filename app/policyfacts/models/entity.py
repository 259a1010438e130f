"""Entities: countries, regions, organizations, people, places, instruments, projects."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from policyfacts.models.base import Base, Id


class Entity(Base):
    """Anything that can be party to a fact."""

    __tablename__ = "entities"

    id: Mapped[Id] = mapped_column(primary_key=True)
    kind: Mapped[Id]
    name: Mapped[str]
    parent_id: Mapped[Id | None] = mapped_column(ForeignKey("entities.id"))
    country_id: Mapped[Id | None] = mapped_column(ForeignKey("entities.id"))
    type: Mapped[str | None]
    acronym: Mapped[str | None]
    alpha3: Mapped[str | None]
    m49: Mapped[str | None]
    scheme: Mapped[str | None]


class EntityName(Base):
    """A name of an entity; `since` and `until` where it changed, both days included."""

    __tablename__ = "entity_names"

    entity_id: Mapped[Id] = mapped_column(ForeignKey("entities.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    language: Mapped[str]
    kind: Mapped[str]
    since: Mapped[date | None]
    until: Mapped[date | None]


class EntityCode(Base):
    """The code by which somebody else's list knows an entity."""

    __tablename__ = "entity_codes"

    entity_id: Mapped[Id] = mapped_column(ForeignKey("entities.id"), primary_key=True)
    scheme: Mapped[Id] = mapped_column(primary_key=True)
    code: Mapped[str]


class FormerId(Base):
    """An id that an entity bore once."""

    __tablename__ = "former_ids"

    former: Mapped[Id] = mapped_column(primary_key=True)
    entity_id: Mapped[Id] = mapped_column(ForeignKey("entities.id"))


class Membership(Base):
    """A country belongs to an organization or region; both days included, null without limit."""

    __tablename__ = "memberships"

    group_id: Mapped[Id] = mapped_column(ForeignKey("entities.id"), primary_key=True)
    country_id: Mapped[Id] = mapped_column(ForeignKey("entities.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[date | None]
    until: Mapped[date | None]


class Office(Base):
    """An office that a person held."""

    __tablename__ = "offices"

    person_id: Mapped[Id] = mapped_column(ForeignKey("entities.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    of_id: Mapped[Id] = mapped_column(ForeignKey("entities.id"))
    since: Mapped[date | None]
    until: Mapped[date | None]
