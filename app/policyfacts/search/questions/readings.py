"""What has been understood of a question: values of filters, choices, and what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Values: TypeAlias = Mapping[str, Sequence[str]]
"""Values by filter."""


@dataclass(frozen=True)
class Understood:
    """Words of the question, from token `first` to before `last`, as one value of a filter."""

    first: int
    last: int
    parameter: str
    value: str


@dataclass(frozen=True)
class Choice:
    """Words that may mean several things: none is applied. `note` says why they are offered."""

    first: int
    last: int
    candidates: Sequence[Mapping[str, str]]
    note: str


@dataclass
class Readings:
    """What the parts of a question come to; tokens in neither list are words to search for."""

    understood: list[Understood] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)

    def understand(self, first: int, last: int, parameter: str, value: str) -> None:
        """Take tokens for a value of a filter."""
        self.understood.append(Understood(first, last, parameter, value))

    def offer(
        self, first: int, last: int, candidates: Sequence[Mapping[str, str]], note: str
    ) -> None:
        """Offer what tokens may mean, without choosing."""
        self.choices.append(Choice(first, last, candidates, note))

    def drop(self, first: int, last: int) -> None:
        """Pass over tokens that say nothing."""
        self.dropped.update(range(first, last))
