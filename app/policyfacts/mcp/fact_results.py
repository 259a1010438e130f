"""Facts, counts and figures as tools answer them: as much of each as an assistant needs."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, WithJsonSchema

from policyfacts.mcp.results import NOTICE, Answer, ListAnswer
from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.facts import Fact, Figure
from policyfacts.vocabulary import PARTY_LISTS, EntityKind, Role, Status
from policyfacts.wording.dates_and_figures import say_count

# A fact may have every country of the world as a party; in a list it need not show them all.
_MOST_PARTIES = 12


class PartyName(ResponseModel):
    """Who takes part in a fact, and as what."""

    id: str
    kind: EntityKind
    name: str
    role: Role

    def as_text(self) -> str:
        """Belarus (BY, host)."""
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

    def as_text(self) -> str:
        """The fact on one line."""
        parties = ", ".join(it.as_text() for it in self.parties)
        more = f" and {self.parties_left_out} more" if self.parties_left_out else ""
        evidence = f"{self.review} {', '.join(self.evidence)}"
        date = self.date if self.date_stated else f"{self.date} (year of the review)"
        return (
            f"- [{self.id}] {date}, {self.status.value}: {self.statement} "
            f"Parties: {parties}{more}. Source: {self.asserted_by}, {evidence}."
        )


class FoundFacts(ListAnswer):
    """Facts that match."""

    facts: list[ShortFact]

    def heading(self) -> str:
        """How many there are, and how many of them follow."""
        return f"{say_count(self.total, 'fact')} found, {len(self.facts)} shown."

    def lines(self) -> Iterable[str]:
        """A fact a line."""
        return (it.as_text() for it in self.facts)


class WholeFact(Answer):
    """One fact, complete, and how to cite it."""

    # Its own schema is longer than those of all tools together should be.
    fact: Annotated[Fact, WithJsonSchema({"type": "object"})] = Field(
        description="All that is held, as `/v1/facts/{id}` answers: statement, date, status, "
        "parties by kind, topics, figures, links, evidence with quotes, asserted_by."
    )
    citation: str

    def as_text(self) -> str:
        """The fact on one line, its figures and quotes, and the citation."""
        fact = shorten_fact(self.fact, most_parties=None)
        quotes = [f"“{it.quote}” ({it.locator})" for it in self.fact.evidence if it.quote]
        figures = [_figure_text(it) for it in fact.figures]
        about = [
            fact.as_text(),
            *figures,
            *quotes,
            f"Cite as: {self.citation}",
            f"API: {self.address}",
        ]
        return "\n".join([*about, NOTICE])


class CountedGroup(ResponseModel):
    """A combination of values, one of each dimension, with the number of facts that have it."""

    values: dict[str, str]
    labels: dict[str, str]
    facts: int


class CountedFacts(ListAnswer):
    """Facts counted; a fact with several values is counted under each."""

    facts: int = Field(description="Facts that match.")
    grouped: int = Field(description="Those of them that have a value in every dimension.")
    groups: list[CountedGroup] = Field(description="The largest first.")

    def heading(self) -> str:
        """How many facts were counted, in how many groups."""
        shown = f"{len(self.groups)} of {say_count(self.total, 'group')} shown"
        return f"{say_count(self.facts, 'fact')} found, {shown}."

    def lines(self) -> Iterable[str]:
        """A group a line."""
        for group in self.groups:
            named = ", ".join(
                f"{name} {group.labels[name]} ({value})" for name, value in group.values.items()
            )
            yield f"- {named}: {say_count(group.facts, 'fact')}"


class FoundFigure(Figure):
    """A figure with as much of its fact as is needed to read it."""

    fact: str = Field(description="Id of the fact that it is a figure of.")
    statement: str
    status: Status
    evidence: list[str]
    asserted_by: str

    def as_text(self) -> str:
        """The figure on one line."""
        return (
            f"- [{self.fact}] {_figure_text(self)}. {self.status.value}: {self.statement} "
            f"Source: {self.asserted_by}, {', '.join(self.evidence)}."
        )


class FoundFigures(ListAnswer):
    """Figures that match; never add up those of other units, bounds or scopes."""

    figures: list[FoundFigure]

    def heading(self) -> str:
        """How many there are, and how many of them follow."""
        return f"{say_count(self.total, 'figure')} found, {len(self.figures)} shown."

    def lines(self) -> Iterable[str]:
        """A figure a line."""
        return (it.as_text() for it in self.figures)


def shorten_fact(fact: Fact, most_parties: int | None = _MOST_PARTIES) -> ShortFact:
    """A fact as lists show it."""
    parties = [
        PartyName(id=it.id, kind=kind, name=it.name, role=it.role)
        for kind, name in PARTY_LISTS.items()
        for it in getattr(fact, name)
    ]
    return ShortFact(
        id=fact.id,
        statement=fact.statement,
        date=fact.date.edtf,
        date_stated=fact.date.stated,
        type=fact.type,
        status=fact.status,
        parties=parties[:most_parties],
        parties_left_out=len(parties[most_parties:]) if most_parties else 0,
        topics=[it.id for it in fact.topics],
        figures=fact.figures,
        review=fact.review,
        evidence=[it.locator for it in fact.evidence],
        asserted_by=fact.asserted_by.name,
    )


def _figure_text(figure: Figure) -> str:
    of = f" of {figure.of}" if figure.of else ""
    read = f"{figure.bound.value} {figure.value:,} {figure.unit}{of}"
    return f"{figure.measure}: {read} ({figure.basis.value}, {figure.period or 'no period'})"
