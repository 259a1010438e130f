"""What a judge is, and what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from judges.service import Service


@dataclass(frozen=True)
class Verdict:
    """What was judged, in a few words, and everything that was objected to."""

    judged: str
    objections: Sequence[str] = ()


class CannotJudge(Exception):
    """The judge could not do its work; the message says why. It counts as an objection."""


class DidNotJudge(Exception):
    """What the judge measures by is not held by this project and not here; the message says so."""


@dataclass(frozen=True)
class Judge:
    """A judge by name; `judge` gets the service and an empty folder of its own."""

    name: str
    judge: Callable[[Service, Path], Verdict]
