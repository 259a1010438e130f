"""Models of a review's files, its facts apart."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from policyfacts.loader.seed.records.base import NumberInCell, Record, Slug, Text
from policyfacts.vocabulary import SentenceUse

Locator = Annotated[str, Field(pattern=r"^p[0-9]+s[0-9]+$")]


class SectionRecord(Record):
    """A section of a review."""

    id: Slug
    title: Text


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
    """A row of `exceptions.csv`: words that the check against the text passes over, and why.

    The locator `*` stands for every sentence of the review.
    """

    locator: Annotated[str, Field(pattern=r"^(p[0-9]+s[0-9]+|\*)$")]
    words: Text
    reason: Text
