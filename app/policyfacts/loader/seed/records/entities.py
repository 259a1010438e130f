"""Models of the files below `entities/`."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from policyfacts.loader.seed.records.base import (
    CountryId,
    Day,
    Name,
    Names,
    Record,
    Slug,
    Text,
    split_cell,
)
from policyfacts.vocabulary import (
    CodeScheme,
    CountryType,
    InstrumentType,
    OrganizationType,
)


class CountryRecord(Record):
    """A row of `countries.csv`."""

    id: CountryId
    alpha3: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    numeric: Annotated[str, Field(pattern=r"^[0-9]{3}$")] | None = None
    name: Name
    region: Text
    adjectives: Names = ()
    ru: Name | None = None
    be: Name | None = None
    fr: Name | None = None
    es: Name | None = None
    zh: Name | None = None
    aliases: Names = ()
    type: CountryType


class RegionRecord(Record):
    """A row of `regions.csv`: a region of the M49 tree, or a grouping of `countries`."""

    id: Slug
    m49: Annotated[str, Field(pattern=r"^[0-9]{3}$")] | None = None
    name: Name
    parent: Text | None = None
    scheme: Text
    adjectives: Names = ()
    ru: Name | None = None
    be: Name | None = None
    fr: Name | None = None
    es: Name | None = None
    zh: Name | None = None
    aliases: Names = ()
    countries: Annotated[tuple[Text, ...], BeforeValidator(split_cell)] = ()


class OrganizationRecord(Record):
    """A body; `parent` is the body above it, `country` the state of a national body."""

    id: Slug
    name: Name
    acronym: Name | None = None
    type: OrganizationType
    parent: Text | None = None
    country: Text | None = None
    aliases: tuple[Name, ...] = ()
    related: tuple[Name, ...] = ()


class OfficeRecord(Record):
    """An office that a person held; `of` is its country or organization."""

    title: Text
    of: Text
    since: Day | None = None
    until: Day | None = None


class PersonRecord(Record):
    """A person whom a review names."""

    id: Slug
    name: Name
    aliases: tuple[Name, ...] = ()
    offices: tuple[OfficeRecord, ...] = ()


class PlaceRecord(Record):
    """A place; `country` says where it lies."""

    id: Slug
    name: Name
    country: Text | None = None
    aliases: tuple[Name, ...] = ()
    related: tuple[Name, ...] = ()


class InstrumentRecord(Record):
    """A named text."""

    id: Slug
    name: Name
    acronym: Name | None = None
    type: InstrumentType
    aliases: tuple[Name, ...] = ()


class ProjectRecord(Record):
    """A project, programme, initiative or process."""

    id: Slug
    name: Name
    acronym: Name | None = None
    aliases: tuple[Name, ...] = ()


class MembershipRecord(Record):
    """A row of `memberships.csv`; a day left empty means that the data knows no limit."""

    country: Text
    organization: Text
    since: Day | None = None
    until: Day | None = None


class CodeRecord(Record):
    """A row of `codes.csv`: by which code somebody else's list knows an entity."""

    entity: Text
    scheme: CodeScheme
    code: Text


class FormerNameRecord(Record):
    """A row of `former_names.csv`: a name that an entity bore, with its first and last day."""

    entity: Text
    name: Name
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    since: Day | None = None
    until: Day | None = None


class FormerIdRecord(Record):
    """A row of `former_ids.csv`: an id that an entity bore once, and its id of now."""

    former: Annotated[str, Field(pattern=r"^([A-Z]{2}|[a-z0-9]+(-[a-z0-9]+)*)$", max_length=120)]
    id: Text
