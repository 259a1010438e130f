"""Questions in plain language, as the service reads them."""

from collections.abc import Mapping
from typing import Any

from policyfacts.client.models.answers import Meta
from policyfacts.client.models.base import Model


class QuestionPart(Model):
    """Words of a question as one value of a filter; `start` and `end` are characters of `q`."""

    text: str
    start: int
    end: int
    parameter: str
    value: str
    label: str


class Reading(Model):
    """One thing that words may mean, or one part of a question by itself."""

    parameter: str
    value: str
    label: str
    query: Mapping[str, Any]
    total: int
    link: str


class QuestionChoice(Model):
    """Words that may mean several things: none of them is applied."""

    text: str
    start: int
    end: int
    note: str
    candidates: tuple[Reading, ...]


class QuestionLinks(Model):
    """Addresses of facts; `facts` is null where nothing to filter by was understood."""

    facts: str | None
    words: str


class InterpretedQuestion(Model):
    """A question as filters; `query` has the keywords of `facts()`."""

    q: str
    query: Mapping[str, Any]
    understood: tuple[QuestionPart, ...]
    choices: tuple[QuestionChoice, ...]
    rest: str
    dropped: tuple[str, ...]
    total: int | None
    parts: tuple[Reading, ...]
    links: QuestionLinks
    meta: Meta
