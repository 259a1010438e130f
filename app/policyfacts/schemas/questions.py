"""Questions: every parameter of the API, with its meaning and an example that returns data."""

import re
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from policyfacts.edtf import parse_edtf
from policyfacts.vocabulary import (
    DateMatch,
    EntityKind,
    FactKind,
    Form,
    Level,
    OrganizationMatch,
    RegionMatch,
    Sort,
    Status,
)

MAX_VALUES = 100
MAX_LENGTH = 200
MAX_LIMIT = 500


def _split(value: object) -> object:
    """`a,b` and repeated parameters are the same."""
    written = value if isinstance(value, list) else [value]
    return [
        part for item in written for part in (item.split(",") if isinstance(item, str) else [item])
    ]


def _lower(value: object) -> object:
    """Values of closed lists are lower-case words; letter case does not matter."""
    return value.lower() if isinstance(value, str) else value


def _plain(text: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise ValueError("is empty")
    if "\x00" in stripped:
        raise ValueError("holds a NUL character")
    return stripped


def _whole(value: object) -> object:
    """Numbers are written in one way: `2013`, not `2_013`, `2013.0` or `02013`."""
    if isinstance(value, str) and not re.fullmatch("-?(0|[1-9][0-9]*)", value):
        raise ValueError("it is not a whole number")
    return value


def _date_or_part(text: str) -> str:
    span = parse_edtf(text.strip())
    if "/" in span.edtf:
        raise ValueError("is an interval: give date_from and date_to instead")
    return span.edtf


Word = Annotated[str, Field(max_length=MAX_LENGTH), AfterValidator(_plain)]
WholeNumber = Annotated[int, BeforeValidator(_whole)]
Year = Annotated[WholeNumber, Field(ge=1, le=9999)]
PartialDate = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    AfterValidator(_date_or_part),
]


def _values(description: str, *examples: Any, max_length: int = MAX_VALUES) -> Any:
    """A parameter of one or more values, repeated or comma-separated."""
    return Field(
        default_factory=list,
        max_length=max_length,
        description=f"{description} One or more, repeated or separated by commas.",
        examples=[[example] for example in examples],
    )


E = TypeVar("E")
AnyCase = Annotated[E, BeforeValidator(_lower)]
Words = Annotated[list[Word], BeforeValidator(_split)]
Years = Annotated[list[Year], BeforeValidator(_split)]


class Question(BaseModel):
    """A set of parameters; an unknown one is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoQuestion(Question):
    """For paths without parameters: any at all is refused."""


class Paging(Question):
    """Which page of a list."""

    limit: WholeNumber = Field(
        default=50,
        ge=0,
        le=MAX_LIMIT,
        description="Items on a page; 0 gives the total alone.",
        examples=[5],
    )
    cursor: str | None = Field(
        default=None,
        description="Where the page begins: "
        "taken from `page.next` of the page before, never made up.",
    )


class EntityQuestion(Paging):
    """Which entities."""

    kind: Annotated[list[AnyCase[EntityKind]], BeforeValidator(_split)] = _values(
        "Kind of entity.", "person"
    )


class FactFilters(Question):
    """Filters of facts. Different filters must all hold; of several values of one, any."""

    country: Words = _values(
        "Country by ISO 3166-1 alpha-2 or alpha-3, M49 number, or any exact name.", "TR", "China"
    )
    country_all: Words = _values("Countries that must all be in one fact.", "KZ")
    country_not: Words = _values("Countries that must not be in the fact.", "RU")
    region: Words = _values(
        "Region by id, M49 number or name: facts that name it, or a country in it. The tree is UN "
        "M49, which has Turkey and the Caucasus in Western Asia; `section` follows the review.",
        "africa",
    )
    region_all: Words = _values("Regions that must all match.", "asia")
    region_not: Words = _values("Regions that must not match.", "europe")
    region_match: AnyCase[RegionMatch] = Field(
        default=RegionMatch.ANY,
        description="`named`: the fact names the region or a part of it; `members`: it has a "
        "country of the region (never the reviewing country); `any`: either.",
        examples=["named"],
    )
    organization: Words = _values(
        "Organization by id, acronym or exact name: facts with it or a body below it. Its members "
        "are no parties: what a union does is found by the union.",
        "un",
        "ООН",
    )
    organization_all: Words = _values("Organizations that must all match.", "osce")
    organization_not: Words = _values("Organizations that must not match.", "eu")
    organization_match: AnyCase[OrganizationMatch] = Field(
        default=OrganizationMatch.ORGANS,
        description="`named`: the body itself; `organs`: it or a body below it; `members`: a "
        "country that was its member at the time (never the reviewing country); `any`: any of "
        "these.",
        examples=["named"],
    )
    topic: Words = _values("Topic by id or name, narrower topics included.", "visas")
    topic_all: Words = _values("Topics that must all match.", "visas")
    topic_not: Words = _values("Topics that must not match.", "trade")
    entity: Words = _values(
        "Entity of any kind by id or exact name, not expanded; the OR across kinds. A place does "
        "not bring its country: what happened in Minsk is found here.",
        "minsk",
    )
    party: Words = _values(
        "Entity, with its role if wanted: `BY:host` is Belarus as host.", "BY:host"
    )
    party_all: Words = _values("Parties that must all be in one fact.", "BY:visitor")
    year: Years = _values("Year that the fact, or its term, overlaps.", 2014)
    year_from: Year | None = Field(
        default=None, description="First year of a span that the fact overlaps.", examples=[2013]
    )
    year_to: Year | None = Field(
        default=None, description="Last year of a span that the fact overlaps.", examples=[2014]
    )
    date_from: PartialDate | None = Field(
        default=None,
        description="First day of a span within which the fact, or its term, lies: 2013-01-15, "
        "2013-01 or 2013.",
        examples=["2013-01-15"],
    )
    date_to: PartialDate | None = Field(
        default=None,
        description="Last day of a span within which the fact, or its term, lies: 2013-01-17, "
        "2013-01 or 2013.",
        examples=["2013-12-31"],
    )
    date_match: AnyCase[DateMatch] | None = Field(
        default=None,
        description="How years and dates meet the fact; "
        "left out, years `overlaps` and dates `within`.",
        examples=["overlaps"],
    )
    kind: Annotated[list[AnyCase[FactKind]], BeforeValidator(_split)] = _values(
        "Kind of fact.", "figure"
    )
    type: Words = _values("Type of fact by id or name; `/v1/vocabulary` lists them.", "visit")
    status: Annotated[list[AnyCase[Status]], BeforeValidator(_split)] = _values(
        "How far it had come by the end of the review's year.", "planned"
    )
    level: Annotated[list[AnyCase[Level]], BeforeValidator(_split)] = _values(
        "Rank of those who acted.", "head-of-state"
    )
    form: Annotated[list[AnyCase[Form]], BeforeValidator(_split)] = _values(
        "Form of a visit.", "state"
    )
    review: Words = _values("Review by id.", "by-2013")
    section: Words = _values("Section of a review by id.", "asia")

    def year_span(self) -> tuple[date, date] | None:
        """First and last day of `year_from` to `year_to`."""
        if self.year_from is None and self.year_to is None:
            return None
        return date(self.year_from or 1, 1, 1), date(self.year_to or 9999, 12, 31)

    def date_span(self) -> tuple[date, date] | None:
        """First and last day of `date_from` to `date_to`."""
        if self.date_from is None and self.date_to is None:
            return None
        first = parse_edtf(self.date_from).start if self.date_from else date.min
        last = parse_edtf(self.date_to).end if self.date_to else date.max
        return first, last


class FactQuestion(Paging, FactFilters):
    """Which facts, in which order, and which page of them."""

    sort: AnyCase[Sort] = Field(
        default=Sort.NEWEST,
        description="By end, start and id: newest first, or oldest.",
        examples=["date"],
    )
