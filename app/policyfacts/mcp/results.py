"""Results of tools: data by their output schemas, and the same as short text; those of names.

Class docstrings and descriptions of fields stand in the output schemas.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from pydantic import Field

from policyfacts.mcp.internal_client import ApiResponse
from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.suggest import NameMatch, SuggestionKind
from policyfacts.wording.dates_and_figures import say_count

NOTICE = "These are statements of the publishing government, not verified facts."
_OTHER_WAYS = (
    "Nothing has all words of q and meets the other filters: ask by topic, type and country."
)


class ToolResult(ResponseModel, ABC):
    """An answer of a tool."""

    address: str = Field(description="The request to the HTTP API that gives the same.")

    @abstractmethod
    def as_text(self) -> str:
        """Return the result as short text, for assistants that read nothing else."""


class ListResult(ToolResult):
    """An answer that is a part of a list."""

    total: int = Field(description="All that there is, exactly.")
    next_cursor: str | None = Field(
        description="Ask again with it as `cursor` for what follows; null at the end."
    )
    query: dict[str, Any] = Field(description="The question as understood, with ids for names.")
    warnings: list[str] = Field(description="What to know before drawing conclusions.")
    release: str
    citation: str = Field(description="How to cite the data as a whole; `cite` cites parts of it.")

    @abstractmethod
    def heading(self) -> str:
        """Say what is listed, how many there are and how many are shown."""

    @abstractmethod
    def items(self) -> Iterable[object]:
        """Return the items of this page; `str` of each is its line of the text."""

    def as_text(self) -> str:
        """Return heading, items, warnings and where the list goes on, each on a line."""
        warnings = (f"Warning: {warning}" for warning in self.warnings)
        more = f"More: ask again with cursor={self.next_cursor}" if self.next_cursor else ""
        ends = (*warnings, more, f"API: {self.address}", f"Data: {self.citation}", NOTICE)
        return "\n".join(line for line in (self.heading(), *map(str, self.items()), *ends) if line)

    def size(self) -> int:
        """Return the bytes of the message: of the data, and of the text as a string of JSON."""
        text = json.dumps(self.as_text(), ensure_ascii=False)
        return len(self.model_dump_json().encode()) + len(text.encode())


def list_fields(response: ApiResponse) -> dict[str, Any]:
    """Return the fields that all list results have, with a warning if the list is empty."""
    fields = meta_fields(response)
    content = response.content
    # Facts may match without a value to be counted by.
    matching = content.get("counted", content["page"])["total"]
    hints = [_OTHER_WAYS] if not matching and "q" in fields["query"] else []
    return {
        **fields,
        "warnings": [*fields["warnings"], *hints],
        "address": response.address,
        "total": content["page"]["total"],
        "next_cursor": response.next_cursor,
    }


def meta_fields(response: ApiResponse) -> dict[str, Any]:
    """Return the query as the API reads it, its warnings, the release and its citation."""
    meta = response.content["meta"]
    return {name: meta[name] for name in ("query", "warnings", "release", "citation")}


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

    def __str__(self) -> str:
        matched = f" of “{self.matched}”" if self.matched != self.name else ""
        return (
            f"- {self.name} ({self.kind.value}): {self.match.value} match{matched}; "
            f"{self.parameter}={self.id} has {say_count(self.facts, 'fact')}"
        )


class ResolvedName(ToolResult):
    """What a name may mean, the best first."""

    candidates: list[Candidate]
    total: int = Field(description="All that may be meant, shown or not.")
    release: str
    citation: str = Field(description="How to cite the data as a whole.")

    def as_text(self) -> str:
        """Return a candidate a line; none is chosen."""
        count = f"{len(self.candidates)} of {say_count(self.total, 'candidate')} shown."
        heading = count if self.total else "Nothing held is called so, nor spelt alike."
        ends = [f"API: {self.address}", f"Data: {self.citation}"]
        return "\n".join([heading, *map(str, self.candidates), *ends])


class ListedValue(ResponseModel):
    """A value that a parameter takes."""

    value: str
    name: str
    description: str | None
    facts: int | None = Field(description="Facts that have it; null where they are not counted.")

    def __str__(self) -> str:
        name = f" ({self.name})" if self.name != self.value else ""
        facts = say_count(self.facts, "fact") if self.facts is not None else ""
        about = " ".join(part for part in (self.description, facts) if part)
        return f"- {self.value}{name}" + (f": {about}" if about else "")


class ListedValues(ListResult):
    """Values of a parameter: all of a closed list, or those that facts have."""

    parameter: str
    values: list[ListedValue]

    def heading(self) -> str:
        """Name the parameter and count its values."""
        return f"{self.parameter}: {len(self.values)} of {say_count(self.total, 'value')} shown."

    def items(self) -> Iterable[object]:
        """Return the values."""
        return self.values


class CitedFact(ResponseModel):
    """A fact that is cited, with the sentences that say so."""

    id: str
    evidence: list[str] = Field(description="Review and sentence: `by-2013 p51s1`.")

    def __str__(self) -> str:
        return f"- [{self.id}] {', '.join(self.evidence)}"


class Citation(ToolResult):
    """A citation, ready to be used as it is, and the facts that it stands for."""

    format: str
    citation: str
    total: int = Field(description="Facts that are cited, exactly.")
    facts: list[CitedFact] = Field(description="The first of them; `search_facts` lists all.")
    warnings: list[str] = Field(description="What to know before drawing conclusions.")

    def as_text(self) -> str:
        """Return the citation, and below it the facts."""
        heading = f"{say_count(self.total, 'fact')} cited, {len(self.facts)} shown:"
        warnings = (f"Warning: {warning}" for warning in self.warnings)
        return "\n".join([self.citation, "", heading, *map(str, self.facts), *warnings])
