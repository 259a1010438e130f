"""What pydantic finds wrong with a record, as a curator reads it."""

from pydantic_core import ErrorDetails

from policyfacts.loader.records import Record
from policyfacts.loader.suggestions import did_you_mean

_NEEDED = {"topics": "topic", "evidence": "sentence as evidence"}


def explain(details: ErrorDetails, shape: type[Record]) -> str:
    """The place, what is wrong there, and what would be right."""
    place = ".".join(str(part) for part in details["loc"] if part != "[key]")
    if details["type"] == "missing":
        return f"'{place}' is missing"
    if details["type"] == "extra_forbidden":
        return f"unknown key '{place}'{did_you_mean(place, shape.model_fields)}"
    if details["type"] == "enum":
        return _unknown_value(place, details)
    if details["type"] == "too_short" and place in _NEEDED:
        return f"a fact needs at least one {_NEEDED[place]}"
    return f"{place}: {_reason(place, details)}"


def _unknown_value(place: str, details: ErrorDetails) -> str:
    expected = str(details.get("ctx", {}).get("expected", "")).replace("'", "").split(", ")
    choices = [choice for part in expected for choice in part.split(" or ")]
    given = details["input"]
    remedy = did_you_mean(str(given), choices) or f": write one of {', '.join(choices)}"
    return f"unknown {_owner(place)} '{given}'{remedy}"


def _owner(place: str) -> str:
    """The word for a place whose value comes from a closed list: keys of `parties` are roles."""
    first, *rest = place.split(".")
    named = {"parties": "role", "links": "link"}
    return named.get(first) or (rest[-1] if rest else first)


def _reason(place: str, details: ErrorDetails) -> str:
    given = details["input"]
    if details["type"] == "value_error":
        return str(details["msg"]).removeprefix("Value error, ")
    if details["type"] == "string_type":
        return f"{given!r} is not text: put it in quotes"
    if details["type"].startswith("date_"):
        return f"'{given}' is not a day: write it as 2013-05-17"
    if place == "url":
        return f"'{given}' is not an address: write https://..."
    return f"{details['msg']}, not {given!r}"
