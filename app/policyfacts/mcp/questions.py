"""The tool that reads questions in plain language as filters."""

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from policyfacts.mcp.internal_client import ApiParams, InternalClient
from policyfacts.mcp.results import ToolResult
from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.interpret import InterpretedQuestion, Reading
from policyfacts.schemas.params.types import Params, Word
from policyfacts.wording.dates_and_figures import say_count

_NOTHING = "Nothing of it is a filter: no facts were looked for."


class InterpretQuestionParams(Params):
    """Which question."""

    q: Word = Field(
        description="A question in plain words, in any language in which names are held.",
        examples=["who visited Indonesia in 2013"],
    )


class ReadWay(ResponseModel):
    """What is meant perhaps, or one part of the question by itself."""

    label: str
    query: dict[str, Any]
    total: int

    def __str__(self) -> str:
        return f"{self.label} ({say_count(self.total)})"


class ReadChoice(ResponseModel):
    """Words that may mean several things: none is applied."""

    text: str
    note: str
    candidates: list[ReadWay]

    def __str__(self) -> str:
        ways = " or ".join(map(str, self.candidates))
        return f"- “{self.text}”: {self.note} Choose: {ways}"


class InterpretedResult(ToolResult):
    """A question as arguments of `search_facts`: nothing is guessed, nothing relaxed."""

    query: dict[str, Any] = Field(description="Arguments for `search_facts`.")
    total: int | None = Field(description="Facts found; null where nothing could be applied.")
    understood: list[str] = Field(description="Which words became which argument.")
    rest: str = Field(description="Words that were not understood: they stand in `q`.")
    choices: list[ReadChoice]
    parts: list[ReadWay] = Field(description="What each part alone finds, where all find nothing.")
    warnings: list[str]
    release: str
    citation: str

    def as_text(self) -> str:
        """Return what was understood, a part a line, and how to go on."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterable[str]:
        yield _NOTHING if self.total is None else f"{say_count(self.total)} found by {self.query}."
        yield from (f"- {part}" for part in self.understood)
        if self.rest:
            yield f"- “{self.rest}”: words to search for"
        yield from map(str, self.choices)
        yield from (f"Alone: {part}" for part in self.parts)
        yield from (f"Warning: {warning}" for warning in self.warnings)
        yield f"API: {self.address}"
        yield f"Data: {self.citation}"


async def interpret_question(api: InternalClient, arguments: ApiParams) -> InterpretedResult:
    """Return how a question is read."""
    response = await api.get("/v1/interpret", arguments)
    answer = InterpretedQuestion.model_validate(response.content)
    return InterpretedResult(
        query=answer.query,
        understood=[
            f"“{part.text}”: {part.parameter}={part.value} ({part.label})"
            for part in answer.understood
        ],
        choices=[
            ReadChoice(
                text=choice.text,
                note=choice.note,
                candidates=[_way(each) for each in choice.candidates],
            )
            for choice in answer.choices
        ],
        rest=answer.rest,
        total=answer.total,
        parts=[_way(part) for part in answer.parts],
        warnings=answer.meta.warnings,
        address=response.address,
        release=answer.meta.release,
        citation=answer.meta.citation,
    )


def _way(reading: Reading) -> ReadWay:
    return ReadWay(label=reading.label, query=reading.query, total=reading.total)
