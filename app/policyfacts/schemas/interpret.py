"""Questions in plain language, as question and as answer."""

from typing import Any

from pydantic import Field

from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.envelope import Meta
from policyfacts.schemas.params.types import Params, Word


class InterpretParams(Params):
    """A question in words."""

    q: Word = Field(
        description="A question, or words and names in any order, in a language in which names "
        "are held: English, Russian, Belarusian, French, Spanish or Chinese.",
        examples=["who visited Indonesia in 2013", "visa-free travel with Turkey"],
    )


class QuestionPart(ResponseModel):
    """Words of the question as one value of a filter."""

    text: str = Field(description="The words, as they stand in the question.")
    start: int = Field(description="The character of `q` at which they begin, from 0.")
    end: int = Field(description="The character behind them.")
    parameter: str = Field(description="The parameter of `/v1/facts`.")
    value: str = Field(description="The value for it.")
    label: str = Field(description="The value in words.")


class Reading(ResponseModel):
    """One thing that words may mean, or one part of a question by itself."""

    parameter: str
    value: str
    label: str
    query: dict[str, Any] = Field(description="All filters of it: a span of days has two.")
    total: int = Field(description="Facts found by it.")
    link: str = Field(description="The address of these facts.")


class QuestionChoice(ResponseModel):
    """Words that may mean several things: none of them is applied."""

    text: str
    start: int
    end: int
    note: str = Field(description="Why none is applied.")
    candidates: list[Reading] = Field(
        description="What is meant perhaps. `total` and `link` are of the question with it."
    )


class QuestionLinks(ResponseModel):
    """Addresses of facts."""

    facts: str | None = Field(
        description="The facts that were asked for; null where nothing to filter by was understood."
    )
    words: str = Field(description="The same words, searched for as they stand.")


class InterpretedQuestion(ResponseModel):
    """A question as filters, each with the words that it comes from."""

    q: str
    query: dict[str, Any] = Field(
        description="The parameters of `/v1/facts` that ask the same, words left over as `q`."
    )
    understood: list[QuestionPart] = Field(description="In the order of the question.")
    choices: list[QuestionChoice] = Field(description="What is ambiguous: offered, not applied.")
    rest: str = Field(description="Words that were not understood; they are searched for.")
    dropped: list[str] = Field(description="Little words that were not used.")
    total: int | None = Field(
        description="Facts found; null where nothing to filter by was understood."
    )
    parts: list[Reading] = Field(
        description="What each part alone would find, where all of them together find nothing."
    )
    links: QuestionLinks
    meta: Meta
