"""Quantities in words."""

from policyfacts.drawings.shapes import Quantity
from policyfacts.vocabulary import Bound

_SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1, ""))
_BOUNDS = {
    Bound.EXACT: "",
    Bound.ABOUT: "about ",
    Bound.OVER: "over ",
    Bound.AT_LEAST: "at least ",
    Bound.AT_MOST: "at most ",
    Bound.UNDER: "under ",
}


def say_quantity(quantity: Quantity) -> str:
    """How much it is, as people write it: `over 1.9 billion USD`, `25 %`, `about 60 countries`."""
    value = say_number(quantity.value)
    if quantity.upper is not None:
        value = f"{value} to {say_number(quantity.upper)}"
    return f"{_BOUNDS[quantity.bound]}{value} {_say_unit(quantity)}"


def say_number(number: float) -> str:
    """A number with its scale as a word; all of its digits that count are kept."""
    scale, word = next((it for it in _SCALES if abs(number) >= it[0]), _SCALES[-1])
    if word and round(number / scale, 3) * scale != number:
        scale, word = 1, ""
    return f"{number / scale:,.6f}".rstrip("0").rstrip(".") + word


def _say_unit(quantity: Quantity) -> str:
    unit = quantity.unit
    if unit == "percent":
        return "%"
    if unit.isupper() or (abs(quantity.value) == 1 and quantity.upper is None):
        return unit
    return f"{unit[:-1]}ies" if unit.endswith("y") else f"{unit}s"
