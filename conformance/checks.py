"""What a check is, and what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from conformance.service import Service


@dataclass(frozen=True)
class Report:
    """What was subject, in a few words, and everything that was objected to."""

    subject: str
    objections: Sequence[str] = ()


class CannotCheck(Exception):
    """The check could not do its work; the message says why. It counts as an objection."""


class NotChecked(Exception):
    """What the check measures by is not held by this project and not here; the message says so."""


@dataclass(frozen=True)
class Check:
    """A check by name; `check` gets the service and an empty folder of its own."""

    name: str
    run: Callable[[Service, Path], Report]
