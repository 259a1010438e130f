"""The model of `vocabulary/statements.yaml`: words that rules look for in statements."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from policyfacts.loader.seed.records.base import Record, Slug, Text


class StatementSense(StrEnum):
    """What a word in a statement means to the rules of curation."""

    PRESENT = "present"
    PRESENT_AFTER_NAME = "present-after-name"
    LEANING = "leaning"
    LEANING_FIRST = "leaning-first"
    AFTER_ONE_NAME = "after-one-name"
    AFTER_TWO_NAMES = "after-two-names"
    PLAIN = "plain"
    ATTRIBUTING = "attributing"
    ACCORDING = "according"
    HOLDER = "holder"
    RATING = "rating"
    TERM = "term"


class StatementWordsRecord(Record):
    """Words and phrases of one sense; those of a term are forms of it, any of which will do."""

    id: Slug
    sense: StatementSense
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
