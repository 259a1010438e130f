"""Checks and their reports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from conformance.service import Service


@dataclass(frozen=True)
class Report:
    """The subject of a check in a few words, and all objections."""

    subject: str
    objections: Sequence[str] = ()


class CannotCheck(Exception):
    """The check could not run to its end; the message says why. It counts as an objection."""


class NotChecked(Exception):
    """A file that the check needs is neither of this project nor here; the message names it."""


@dataclass(frozen=True)
class Check:
    """A check by name; `run` gets the service and an empty folder of its own."""

    name: str
    run: Callable[[Service, Path], Report]
