"""What has been understood of a question: values of filters, choices, and what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Candidate: TypeAlias = Mapping[str, str | list[str]]
"""The filters of one thing that may be meant."""


@dataclass(frozen=True)
class Understood:
    """Words of the question, from token `first` to before `last`, as one value of a filter."""

    first: int
    last: int
    parameter: str
    value: str


@dataclass(frozen=True)
class Choice:
    """Words that may mean several things: none is applied. `note` says why they are offered.

    A candidate of several values of a filter stands in place of those that were applied.
    """

    first: int
    last: int
    candidates: Sequence[Candidate]
    note: str


@dataclass
class Readings:
    """What the parts of a question come to; tokens in none of it are words to search for.

    Where anything is `refused`, the question as a whole asks for something else than could be
    answered, and nothing is applied; `notes` say what was applied less exactly.
    """

    understood: list[Understood] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)

    def understand(self, first: int, last: int, parameter: str, value: str) -> None:
        """Take tokens for a value of a filter."""
        self.understood.append(Understood(first, last, parameter, value))

    def offer(self, first: int, last: int, candidates: Sequence[Candidate], note: str) -> None:
        """Offer what tokens may mean, without choosing."""
        self.choices.append(Choice(first, last, candidates, note))

    def drop(self, first: int, last: int) -> None:
        """Pass over tokens that say nothing."""
        self.dropped.update(range(first, last))
