"""Models of a review's files, its facts apart."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

from policyfacts.loader.seed.records.base import NumberInCell, Record, Slug, Text
from policyfacts.loader.seed.records.rules import RuleName
from policyfacts.vocabulary import SentenceUse

_LOCATOR = r"^p[0-9]+s[0-9]+$"
Locator = Annotated[str, Field(pattern=_LOCATOR)]


def is_locator(text: str) -> bool:
    """Return whether a text is the locator of a sentence: paragraph and number."""
    return re.match(_LOCATOR, text) is not None


class SectionRecord(Record):
    """A section of a review."""

    id: Slug
    title: Text


class OutsideRecord(Record):
    """Characters `start` to `end` (excluded) of the text, which are no prose: `what` they are."""

    start: Annotated[int, Field(strict=True, ge=0)]
    end: Annotated[int, Field(strict=True, gt=0)]
    what: Text


class ReviewRecord(Record):
    """`review.yaml`: the document."""

    id: Slug
    title: Text
    country: Text
    publisher: Text
    year: Annotated[int, Field(strict=True, ge=1800, le=2200)]
    url: Annotated[str, Field(pattern=r"^https?://[^\s\x00]+$")]
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    sections: Annotated[tuple[SectionRecord, ...], Field(min_length=1)]
    outside: Annotated[tuple[OutsideRecord, ...], Field(exclude=True)] = ()
    """Headings and what else of the text belongs to no sentence; only `check` asks for it."""


class SentenceRecord(Record):
    """A row of `sentences.csv`: characters `start` to `end` (excluded) of the text."""

    locator: Locator
    section: Text
    start: NumberInCell
    end: Annotated[NumberInCell, Field(gt=0)]
    use: SentenceUse


def _split_words(value: object) -> object:
    return tuple(value.split(" ")) if isinstance(value, str) else value


class WordsRecord(Record):
    """A row of `words.csv`: the words of a sentence, parted by spaces, as `list_words` has them."""

    locator: Locator
    words: Annotated[tuple[str, ...], BeforeValidator(_split_words)] = ()


class WithdrawnRecord(Record):
    """An id that is never used again."""

    id: Slug
    replaced_by: Text | None = None
    reason: Text


class ExceptionRecord(Record):
    """A row of `exceptions.csv`: where a rule of curation does not hold, and why.

    `on` is a locator or the id of a fact; `*` stands for the whole review. Without `words` the row
    is for all that the rule finds there.
    """

    rule: RuleName
    on: Annotated[str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*|\*)$", max_length=120)]
    words: Text | None = None
    reason: Text
