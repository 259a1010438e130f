"""Filters of facts: every parameter with its meaning and an example that returns data."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from policyfacts.edtf import parse_edtf
from policyfacts.schemas.params.types import (
    AnyCase,
    FactColumn,
    Flag,
    Names,
    Number,
    Params,
    PartialDate,
    Word,
    Year,
    Years,
    is_list_of_names,
    split,
    values,
)
from policyfacts.vocabulary import (
    DateMatch,
    Dimension,
    FactKind,
    Form,
    Level,
    OrganizationMatch,
    RegionMatch,
    Status,
    WordMatch,
)


class FactFilters(Params):
    """Filters of facts. Different filters must all hold; of several values of one, any."""

    country: Names = values(
        "Country by ISO 3166-1 alpha-2 or alpha-3, M49 number, any exact name, or a code behind "
        "its scheme: `COW:710`, `GW:710`, `WD:Q148`, `FIPS:CH`.",
        "TR",
        "China",
    )
    country_all: Names = values("Countries that must all be in one fact.", "KZ")
    country_not: Names = values("Countries that must not be in the fact.", "RU")
    region: Names = values(
        "Region by id, M49 number or name: facts that name it, or a country in it. The tree is UN "
        "M49, which has Turkey and the Caucasus in Western Asia; `section` follows the review.",
        "africa",
    )
    region_all: Names = values("Regions that must all match.", "asia")
    region_not: Names = values("Regions that must not match.", "europe")
    region_match: AnyCase[RegionMatch] = Field(
        default=RegionMatch.ANY,
        description="`named`: the fact names the region or a part of it; `members`: it has a "
        "country of the region (never the reviewing country); `any`: either.",
        examples=["named"],
    )
    organization: Names = values(
        "Organization by id, acronym or exact name: facts with it or a body below it. Its members "
        "are no parties: what a union does is found by the union.",
        "un",
        "ООН",
    )
    organization_all: Names = values("Organizations that must all match.", "osce")
    organization_not: Names = values("Organizations that must not match.", "eu")
    organization_match: AnyCase[OrganizationMatch] = Field(
        default=OrganizationMatch.ORGANS,
        description="`named`: the body itself; `organs`: it or a body below it; `members`: a "
        "country that was its member at the time (never the reviewing country); `any`: any of "
        "these.",
        examples=["named"],
    )
    topic: Names = values("Topic by id or name, narrower topics included.", "visas")
    topic_all: Names = values("Topics that must all match.", "visas")
    topic_not: Names = values("Topics that must not match.", "trade")
    entity: Names = values(
        "Entity of any kind by id or exact name, not expanded; the OR across kinds. A place does "
        "not bring its country: what happened in Minsk is found here.",
        "minsk",
    )
    party: Names = values(
        "Entity, with its role if wanted: `BY:host` is Belarus as host.", "BY:host"
    )
    party_all: Names = values("Parties that must all be in one fact.", "BY:visitor")
    named: Flag | None = Field(
        default=None,
        description="Which parties count: those that a cited sentence names, or those only meant "
        "(`both countries`). The reviewing country always does.",
        examples=[False],
    )
    year: Years = values("Year that the fact, or its term, overlaps.", 2014)
    year_from: Year | None = Field(
        default=None, description="First year of a span that the fact overlaps.", examples=[2014]
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
    kind: Annotated[list[AnyCase[FactKind]], BeforeValidator(split), FactColumn("kind {}")] = (
        values("Kind of fact.", "figure")
    )
    type: Names = values("Type of fact by id or name; `/v1/vocabulary` lists them.", "visit")
    status: Annotated[list[AnyCase[Status]], BeforeValidator(split), FactColumn("{}")] = values(
        "How far it had come by the end of the review's year.", "planned"
    )
    level: Annotated[list[AnyCase[Level]], BeforeValidator(split), FactColumn("level {}")] = values(
        "Rank of those who acted.", "head-of-state"
    )
    form: Annotated[list[AnyCase[Form]], BeforeValidator(split), FactColumn("{} visit")] = values(
        "Form of a visit.", "state"
    )
    review: Names = values("Review by id.", "by-2013")
    section: Names = values("Section of a review by id.", "asia")

    q: Word | None = Field(
        default=None,
        description="Words that stand in the statement, or in a name or topic of the fact: all of "
        'them, in any form and order; "in quotes" as a phrase. `-word`, `-"phrase"` and `NOT word` '
        "exclude, `a OR b` takes either. Names are found in any language held.",
        examples=["visa-free travel", "Китай"],
    )
    text_match: AnyCase[WordMatch] = Field(
        default=WordMatch.ANY,
        description="Where the words stand. `own`: in the fact's own texts; `any`: some in a "
        "sentence that it cites only, which is not shown. Such facts come last by relevance.",
        examples=["own"],
    )
    measure: Names = values(
        "What a figure measures, by id or name; `/v1/vocabulary` lists them. `measure`, `unit`, "
        "`value_min` and `value_max` speak of one and the same figure.",
        "trade-turnover",
    )
    unit: Names = values(
        "Unit of the figure: ISO 4217 code, `percent`, or what is counted.", "USD", "percent"
    )
    value_min: Number | None = Field(
        default=None,
        description="Least value of the figure as it is stored, whatever its bound: `over 500` "
        "has the value 500.",
        examples=[1000000000],
    )
    value_max: Number | None = Field(
        default=None, description="Largest value of the figure.", examples=[50]
    )
    has_figures: Flag | None = Field(
        default=None, description="Facts with figures, or without.", examples=[True]
    )

    def dimensions(self) -> list[Dimension]:
        """Dimensions that are read beside the filters: by which facts are counted, say."""
        return []

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


# Filters whose values are names: one of them may hold a comma.
NAME_FILTERS = frozenset(
    name for name, field in FactFilters.model_fields.items() if is_list_of_names(field)
)
# Filters by a column of the fact, in the order of their declaration.
COLUMN_FILTERS = {
    name: mark
    for name, field in FactFilters.model_fields.items()
    for mark in field.metadata
    if isinstance(mark, FactColumn)
}
