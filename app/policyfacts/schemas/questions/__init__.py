"""Questions: what can be asked, as models of parameters."""

from policyfacts.schemas.questions.filters import FactFilters
from policyfacts.schemas.questions.lists import EntityQuestion, FactQuestion, Paging
from policyfacts.schemas.questions.parameters import (
    AnyCase,
    NoQuestion,
    PartialDate,
    Question,
    WholeNumber,
    Word,
    Words,
    Year,
    Years,
    split,
    values,
)

__all__ = [
    "AnyCase",
    "EntityQuestion",
    "FactFilters",
    "FactQuestion",
    "NoQuestion",
    "Paging",
    "PartialDate",
    "Question",
    "WholeNumber",
    "Word",
    "Words",
    "Year",
    "Years",
    "split",
    "values",
]
