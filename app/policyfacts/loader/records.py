"""The shape of each seed file, strict: an unknown key or a value of another sort is a mistake."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from policyfacts.edtf import parse_edtf
from policyfacts.vocabulary import (
    Basis,
    Bound,
    FactKind,
    Form,
    InstrumentType,
    Level,
    LinkType,
    OrganizationType,
    Role,
    SentenceUse,
    Status,
    Trend,
)


def _edtf(text: str) -> str:
    return parse_edtf(text).edtf


def _text_of_year(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _parts(value: object) -> object:
    return tuple(value.split("|")) if isinstance(value, str) else value


def _without_comma(name: str) -> str:
    if "," in name:
        raise ValueError("a name holds no comma, since lists in addresses are parted by commas")
    return name


Edtf = Annotated[str, BeforeValidator(_text_of_year), AfterValidator(_edtf)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
EntityId = Annotated[str, Field(pattern=r"^([A-Z]{2}|[a-z0-9]+(-[a-z0-9]+)*)$", max_length=120)]
CountryId = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Text = Annotated[str, Field(min_length=1, pattern=r"^\S[^\x00]*\S$|^[^\s\x00]$")]
Name = Annotated[Text, AfterValidator(_without_comma)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_parts)]


class Record(BaseModel):
    """What all records share."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DatasetRecord(Record):
    """`dataset.yaml`: what the whole is called and under which terms it may be used."""

    title: Text
    description: Text
    release: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z._]*$", max_length=40)]
    license: Text
    license_url: Text
    contact: Text
    citation: Text


class TopicRecord(Record):
    """A topic; those of the first level hold narrower ones."""

    id: Slug
    name: Name
    description: Text
    plover: str | None = None
    narrower: tuple["TopicRecord", ...] = ()


class PloverRecord(Record):
    """The PLOVER code of a type of facts."""

    type: Text
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()


class TypeRecord(Record):
    """A type of facts; with `setting`, the PLOVER mode follows from who takes part where."""

    id: Slug
    kind: FactKind
    name: Name
    description: Text
    plover: PloverRecord | None
    setting: bool = False


class MeasureRecord(Record):
    """A measure; `currency` among its units stands for any ISO 4217 code."""

    id: Slug
    name: Name
    description: Text
    units: Annotated[tuple[Text, ...], Field(min_length=1)]


class CountryRecord(Record):
    """A row of `countries.csv`."""

    id: CountryId
    alpha3: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    numeric: Annotated[str, Field(pattern=r"^\d{3}$")]
    name: Name
    region: Slug
    adjectives: Names = ()
    ru: Name | None = None
    be: Name | None = None
    fr: Name | None = None
    es: Name | None = None
    zh: Name | None = None
    aliases: Names = ()


class RegionRecord(Record):
    """A row of `regions.csv`: a region of the M49 tree, or a grouping of `countries`."""

    id: Slug
    m49: Annotated[str, Field(pattern=r"^\d{3}$")] | None = None
    name: Name
    parent: Slug | None = None
    scheme: Text
    adjectives: Names = ()
    ru: Name | None = None
    be: Name | None = None
    fr: Name | None = None
    es: Name | None = None
    zh: Name | None = None
    aliases: Names = ()
    countries: Annotated[tuple[CountryId, ...], BeforeValidator(_parts)] = ()


class OrganizationRecord(Record):
    """A body; `parent` is the body above it, `country` the state of a national body."""

    id: Slug
    name: Name
    acronym: Name | None = None
    type: OrganizationType
    parent: Slug | None = None
    country: CountryId | None = None
    aliases: tuple[Name, ...] = ()


class OfficeRecord(Record):
    """An office that a person held; `of` is its country or organization."""

    title: Text
    of: EntityId
    since: date | None = None
    until: date | None = None


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
    country: CountryId | None = None
    aliases: tuple[Name, ...] = ()


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

    country: CountryId
    organization: Slug
    since: date | None = None
    until: date | None = None


class FormerNameRecord(Record):
    """A row of `former_names.csv`: a name that an entity bore, with its first and last day."""

    entity: EntityId
    name: Name
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    since: date | None = None
    until: date | None = None


class SectionRecord(Record):
    """A section of a review."""

    id: Slug
    title: Text


class ReviewRecord(Record):
    """`review.yaml`: the document."""

    id: Slug
    title: Text
    country: CountryId
    publisher: Slug
    year: Annotated[int, Field(ge=1800, le=2200)]
    url: Text
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    sections: Annotated[tuple[SectionRecord, ...], Field(min_length=1)]


class SentenceRecord(Record):
    """A row of `sentences.csv`: characters `start` to `end` (excluded) of the text."""

    locator: Annotated[str, Field(pattern=r"^p\d+s\d+$")]
    section: Slug
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(gt=0)]
    use: SentenceUse


class WithdrawnRecord(Record):
    """An id that is never used again."""

    id: Slug
    replaced_by: Slug | None = None
    reason: Text


class ExceptionRecord(Record):
    """A row of `exceptions.csv`: words that the check against the text passes over, and why.

    The locator `*` stands for every sentence of the review.
    """

    locator: Annotated[str, Field(pattern=r"^(p\d+s\d+|\*)$")]
    words: Text
    reason: Text


class FigureRecord(Record):
    """A quantity."""

    measure: Slug
    value: Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-1e15, le=1e15)]
    unit: Text
    bound: Bound
    basis: Basis
    period: Edtf | None = None
    of: Text | None = None


class FactRecord(Record):
    """A fact as curators write it; docs/curation.md gives the rules."""

    id: Slug
    kind: FactKind
    type: Slug
    form: Form | None = None
    status: Status
    level: Level | None = None
    statement: Annotated[Text, Field(max_length=600)]
    date: Edtf | None = None
    term: Edtf | None = None
    times: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    trend: Trend | None = None
    parties: dict[Role, Annotated[tuple[EntityId, ...], Field(min_length=1)]]
    unnamed: tuple[EntityId, ...] = ()
    parties_complete: bool = True
    topics: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=4)]
    figures: tuple[FigureRecord, ...] = ()
    links: dict[LinkType, tuple[Slug, ...]] = {}
    evidence: Annotated[tuple[str, ...], Field(min_length=1)]
