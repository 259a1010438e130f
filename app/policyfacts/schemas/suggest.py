"""Suggestions as one types, as question and as answer."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from policyfacts.schemas.base import ResponseModel
from policyfacts.schemas.entities import Codes, Links
from policyfacts.schemas.envelope import ItemList, Page
from policyfacts.schemas.params.types import WHOLE, AnyCase, Params, Word, split, values
from policyfacts.vocabulary import Described


class SuggestionKind(Described):
    """What sort of thing is suggested: a kind of entity, a topic, or a type of facts."""

    COUNTRY = "country", "A country."
    REGION = "region", "A region."
    ORGANIZATION = "organization", "An organization."
    PERSON = "person", "A person."
    PLACE = "place", "A place."
    INSTRUMENT = "instrument", "A named text."
    PROJECT = "project", "A project or programme."
    TOPIC = "topic", "A topic."
    TYPE = "type", "A type of facts."


class NameMatch(Described):
    """How a name is like what is typed, the nearest first."""

    EXACT = "exact", "It is a whole name, code or id."
    PREFIX = "prefix", "A name begins so."
    WORD = "word", "Words of a name begin so."
    NEAR = "near", "A name is spelt alike; suggested only where nothing else is."


class SuggestParams(Params):
    """What has been typed so far."""

    q: Word = Field(
        description="What is typed: the beginning of a name, of several of its words, or a whole "
        "id, code or acronym; in any script.",
        examples=["minsk", "китай", "cote d"],
    )
    kind: Annotated[list[AnyCase[SuggestionKind]], BeforeValidator(split)] = values(
        "What may be suggested; left out, everything.", "place"
    )
    limit: Annotated[int, Field(ge=1, le=50), WHOLE] = Field(
        default=10, description="Most suggestions wanted.", examples=[5]
    )


class Suggestion(ResponseModel):
    """Something that can be asked for by its id."""

    id: str
    kind: SuggestionKind
    name: str
    codes: Codes | None = Field(description="Null for topics and types.")
    matched: str = Field(description="The name, code or id that is like what is typed.")
    match: NameMatch
    facts: int
    links: Links


class SuggestionList(ItemList[Suggestion]):
    """Suggestions, the best first: by match, then by number of facts, then by name."""

    page: Page = Field(description="There is one page only; `total` is all that would match.")
