"""Names, values and citations as tools answer them."""

from collections.abc import Iterable

from pydantic import Field

from policyfacts.http.resource_paths import filter_name
from policyfacts.mcp.results import Answer, ListAnswer
from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.suggest import NameMatch, SuggestionKind
from policyfacts.wording.dates_and_figures import say_count


class Candidate(ResponseModel):
    """Something that may be meant."""

    id: str
    kind: SuggestionKind
    name: str
    matched: str = Field(description="The name, code or id that is like what was asked.")
    match: NameMatch = Field(
        description="`exact`: a whole name; `prefix`, `word`: it begins so; `near`: only spelt "
        "alike, so ask before relying on it."
    )
    facts: int
    parameter: str = Field(description="The parameter of `search_facts` that takes the id.")

    def as_text(self) -> str:
        """The candidate on one line."""
        of = f" of “{self.matched}”" if self.matched != self.name else ""
        return (
            f"- {self.name} ({self.kind.value}): {self.match.value} match{of}; "
            f"{self.parameter}={self.id} has {say_count(self.facts, 'fact')}"
        )


class ResolvedName(Answer):
    """What a name may mean, the best first."""

    candidates: list[Candidate]
    total: int = Field(description="All that may be meant, shown or not.")
    release: str
    citation: str = Field(description="How to cite the data as a whole.")

    def as_text(self) -> str:
        """A candidate a line; nothing is chosen for whoever asked."""
        shown = f"{len(self.candidates)} of {say_count(self.total, 'candidate')} shown."
        found = shown if self.total else "Nothing held is called so, nor spelt alike."
        ends = [f"API: {self.address}", f"Data: {self.citation}"]
        return "\n".join([found, *(it.as_text() for it in self.candidates), *ends])


def parameter_of(kind: SuggestionKind) -> str:
    """The parameter that takes the id of a thing of this kind."""
    return kind.value if kind is SuggestionKind.TYPE else filter_name(kind.value)


class ListedValue(ResponseModel):
    """A value that a parameter takes."""

    value: str
    name: str
    description: str | None
    facts: int | None = Field(description="Facts that have it; null where they are not counted.")

    def as_text(self) -> str:
        """The value on one line."""
        name = f" ({self.name})" if self.name != self.value else ""
        facts = say_count(self.facts, "fact") if self.facts is not None else ""
        about = " ".join(it for it in (self.description, facts) if it)
        return f"- {self.value}{name}" + (f": {about}" if about else "")


class ListedValues(ListAnswer):
    """Values of a parameter: all of a closed list, or those that facts have."""

    parameter: str
    values: list[ListedValue]

    def heading(self) -> str:
        """Of what these are values."""
        return f"{self.parameter}: {len(self.values)} of {say_count(self.total, 'value')} shown."

    def lines(self) -> Iterable[str]:
        """A value a line."""
        return (it.as_text() for it in self.values)


class CitedFact(ResponseModel):
    """A fact that is cited, with the sentences that say so."""

    id: str
    evidence: list[str] = Field(description="Review and sentence: `by-2013 p51s1`.")

    def as_text(self) -> str:
        """The fact on one line."""
        return f"- [{self.id}] {', '.join(self.evidence)}"


class Citation(Answer):
    """A citation, ready to be used as it is, and the facts that it stands for."""

    format: str
    citation: str
    total: int = Field(description="Facts that are cited, exactly.")
    facts: list[CitedFact] = Field(description="The first of them; `search_facts` lists all.")
    warnings: list[str] = Field(description="What to know before drawing conclusions.")

    def as_text(self) -> str:
        """The citation, and below it the facts."""
        shown = f"{say_count(self.total, 'fact')} cited, {len(self.facts)} shown:"
        warnings = (f"Warning: {it}" for it in self.warnings)
        return "\n".join(
            [self.citation, "", shown, *(it.as_text() for it in self.facts), *warnings]
        )
