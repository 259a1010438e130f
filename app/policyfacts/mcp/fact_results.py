"""Results of tools: facts, counts and figures, with as much of each as an assistant needs.

Class docstrings and descriptions of fields stand in the output schemas.
"""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, WithJsonSchema

from policyfacts.mcp.results import NOTICE, ListResult, ToolResult
from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.facts import Fact, Figure
from policyfacts.schemas.figures import FigureRow
from policyfacts.vocabulary import PARTY_LISTS, EntityKind, Role, Status
from policyfacts.wording.dates_and_figures import say_count

# A fact may have every country of the world as a party; in a list it need not show them all.
_MAX_PARTIES = 12


class PartyName(ResponseModel):
    """Who takes part in a fact, and as what."""

    id: str
    kind: EntityKind
    name: str
    role: Role

    def __str__(self) -> str:
        return f"{self.name} ({self.id}, {self.role.value})"


class ShortFact(ResponseModel):
    """A fact in a list; `get_fact` gives all of it."""

    id: str
    statement: str
    date: str = Field(description="EDTF: 2013, 2013-05, 2013-05-17 or 2013-07/2013-12.")
    date_stated: bool = Field(description="False where the source gives no time but its year.")
    type: str
    status: Status = Field(description="How far it had come by the end of the review's year.")
    parties: list[PartyName]
    parties_left_out: int = Field(description="Parties that are not shown here.")
    topics: list[str]
    figures: list[Figure]
    review: str
    evidence: list[str] = Field(
        description="Sentences of the review: p51s1 is sentence 1 of paragraph 51."
    )
    asserted_by: str = Field(description="Whose statement it is.")

    def __str__(self) -> str:
        parties = ", ".join(map(str, self.parties))
        more = f" and {self.parties_left_out} more" if self.parties_left_out else ""
        evidence = f"{self.review} {', '.join(self.evidence)}"
        date = self.date if self.date_stated else f"{self.date} (year of the review)"
        return (
            f"- [{self.id}] {date}, {self.status.value}: {self.statement} "
            f"Parties: {parties}{more}. Source: {self.asserted_by}, {evidence}."
        )


class FactList(ListResult):
    """Facts that match."""

    facts: list[ShortFact]

    def heading(self) -> str:
        """Count all matches and those shown."""
        return f"{say_count(self.total, 'fact')} found, {len(self.facts)} shown."

    def items(self) -> Iterable[object]:
        """Return the facts."""
        return self.facts


class FactResult(ToolResult):
    """One fact, complete, and how to cite it."""

    # Its own schema is longer than those of all tools together should be.
    fact: Annotated[Fact, WithJsonSchema({"type": "object"})] = Field(
        description="All that is held, as `/v1/facts/{id}` answers: statement, date, status, "
        "parties by kind, topics, figures, links, evidence with quotes, asserted_by."
    )
    citation: str

    def as_text(self) -> str:
        """Return the fact on one line, its figures and quotes, and the citation."""
        fact = self.fact
        lines = [
            str(shorten_fact(fact, max_parties=None)),
            *map(_format_figure, fact.figures),
            *(f"“{item.quote}” ({item.locator})" for item in fact.evidence if item.quote),
            f"Cite as: {self.citation}",
            f"API: {self.address}",
            NOTICE,
        ]
        return "\n".join(lines)


class FactGroup(ResponseModel):
    """A combination of values, one of each dimension, with the number of facts that have it."""

    values: dict[str, str]
    labels: dict[str, str]
    facts: int

    def __str__(self) -> str:
        values = ", ".join(
            f"{name} {self.labels[name]} ({value})" for name, value in self.values.items()
        )
        return f"- {values}: {say_count(self.facts, 'fact')}"


class FactCounts(ListResult):
    """Facts counted; a fact with several values is counted under each."""

    facts: int = Field(description="Facts that match.")
    grouped: int = Field(description="Those of them that have a value in every dimension.")
    groups: list[FactGroup] = Field(description="The largest first.")

    def heading(self) -> str:
        """Count the matching facts and their groups."""
        groups = f"{len(self.groups)} of {say_count(self.total, 'group')}"
        return f"{say_count(self.facts, 'fact')} found, {groups} shown."

    def items(self) -> Iterable[object]:
        """Return the groups."""
        return self.groups


class ListedFigure(Figure):
    """A figure with as much of its fact as is needed to read it."""

    fact: str = Field(description="Id of the fact that it is a figure of.")
    statement: str
    status: Status
    evidence: list[str]
    asserted_by: str

    def __str__(self) -> str:
        return (
            f"- [{self.fact}] {_format_figure(self)}. {self.status.value}: {self.statement} "
            f"Source: {self.asserted_by}, {', '.join(self.evidence)}."
        )


class FigureList(ListResult):
    """Figures that match; never add up those of other units, bounds or scopes."""

    figures: list[ListedFigure]

    def heading(self) -> str:
        """Count all matches and those shown."""
        return f"{say_count(self.total, 'figure')} found, {len(self.figures)} shown."

    def items(self) -> Iterable[object]:
        """Return the figures."""
        return self.figures


def shorten_fact(fact: Fact, max_parties: int | None = _MAX_PARTIES) -> ShortFact:
    """Return the fact as lists show it; all its parties where `max_parties` is None."""
    parties = [
        PartyName(id=party.id, kind=kind, name=party.name, role=party.role)
        for kind, name in PARTY_LISTS.items()
        for party in getattr(fact, name)
    ]
    return ShortFact(
        id=fact.id,
        statement=fact.statement,
        date=fact.date.edtf,
        date_stated=fact.date.stated,
        type=fact.type,
        status=fact.status,
        parties=parties[:max_parties],
        parties_left_out=len(parties[max_parties:]) if max_parties else 0,
        topics=[topic.id for topic in fact.topics],
        figures=fact.figures,
        review=fact.review,
        evidence=[item.locator for item in fact.evidence],
        asserted_by=fact.asserted_by.name,
    )


def shorten_figure(row: FigureRow) -> ListedFigure:
    """Return the figure as lists show it."""
    return ListedFigure(
        **{name: getattr(row, name) for name in Figure.model_fields},
        fact=row.fact,
        statement=row.statement,
        status=row.status,
        evidence=[f"{item.review} {item.locator}" for item in row.evidence],
        asserted_by=row.asserted_by.name,
    )


def _format_figure(figure: Figure) -> str:
    of = f" of {figure.of}" if figure.of else ""
    amount = f"{figure.bound.value} {figure.value:,} {figure.unit}{of}"
    return f"{figure.measure}: {amount} ({figure.basis.value}, {figure.period or 'no period'})"
