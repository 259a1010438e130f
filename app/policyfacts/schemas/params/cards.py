"""Questions of cards: what is shown of facts inside other pages, and how."""

from typing import Annotated, Literal

from pydantic import Field

from policyfacts.schemas.params.filters import FactFilters
from policyfacts.schemas.params.types import WHOLE, Address, AnyCase, Flag, Params

MOST_ON_CARD = 5


class Themed(Params):
    """How a card is coloured. `auto` follows whoever looks at it."""

    theme: AnyCase[Literal["auto", "light", "dark"]] = Field(
        default="auto", description="Colours of the card.", examples=["dark"]
    )


class CardParams(Themed):
    """How a card looks."""

    limit: Annotated[int, Field(ge=0, le=MOST_ON_CARD), WHOLE] = Field(
        default=3, description="Facts that are named on the card.", examples=[2]
    )


class FactsCardParams(CardParams, FactFilters):
    """A card of the facts that match."""


class OembedParams(Themed):
    """What a page of ours looks like inside another, as oEmbed 1.0 asks.

    `dnt` (do not track) changes nothing: nobody is tracked.
    """

    url: Address = Field(
        description="Address of a page of this service, or its path.", examples=["/countries/CN"]
    )
    maxwidth: Annotated[int, Field(ge=1, le=10_000), WHOLE] | None = None
    maxheight: Annotated[int, Field(ge=1, le=10_000), WHOLE] | None = None
    format: str = "json"
    dnt: Flag = False
