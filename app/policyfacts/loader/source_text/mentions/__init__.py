"""Dates and amounts of a text as people write them, each with its place in it."""

from policyfacts.loader.source_text.mentions.amounts import (
    PERCENT,
    Amount,
    find_amounts,
    find_ordinals,
)
from policyfacts.loader.source_text.mentions.dates import DateMention, find_dates

__all__ = ["PERCENT", "Amount", "DateMention", "find_amounts", "find_dates", "find_ordinals"]
