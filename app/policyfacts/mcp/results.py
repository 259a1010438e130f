"""What all answers of tools share: data for those who read it, and the same as short text."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from pydantic import Field

from policyfacts.schemas.base import ResponseModel

NOTICE = "These are statements of the publishing government, not verified facts."


class Answer(ResponseModel, ABC):
    """An answer of a tool."""

    address: str = Field(description="The request to the HTTP API that gives the same.")

    @abstractmethod
    def as_text(self) -> str:
        """The answer as short text, for assistants that read nothing else."""


class ListAnswer(Answer):
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
    def lines(self) -> Iterable[str]:
        """The items as text, one a line."""

    @abstractmethod
    def heading(self) -> str:
        """What is listed."""

    def as_text(self) -> str:
        """Heading, items, and what is around them."""
        more = f"More: ask again with cursor={self.next_cursor}" if self.next_cursor else ""
        ends = (*(f"Warning: {it}" for it in self.warnings), more, f"API: {self.address}")
        whole = (self.heading(), *self.lines(), *ends, f"Data: {self.citation}", NOTICE)
        return "\n".join(it for it in whole if it)
