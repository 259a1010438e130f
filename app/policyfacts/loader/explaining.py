"""What pydantic finds wrong with a record, as a curator reads it."""

from pydantic_core import ErrorDetails

from policyfacts.loader.records import (
    Record,
)
from policyfacts.loader.suggestions import did_you_mean


def explain(details: ErrorDetails, shape: type[Record]) -> str:
    """A curator's reading of what pydantic found."""
    place = ".".join(str(part) for part in details["loc"] if part != "[key]")
    given = details["input"]
    match details["type"]:
        case "missing":
            return f"'{place}' is missing"
        case "extra_forbidden":
            return f"unknown key '{place}'" + did_you_mean(place, shape.model_fields)
        case "enum":
            allowed = str(details.get("ctx", {}).get("expected", "")).replace("'", "").split(", ")
            choices = [choice for part in allowed for choice in part.split(" or ")]
            near = did_you_mean(str(given), choices)
            return (
                f"unknown {_owner(place)} '{given}'{near or ': write one of ' + ', '.join(choices)}"
            )
        case "too_short" if place in {"topics", "evidence"}:
            lacking = "topic" if place == "topics" else "sentence as evidence"
            return f"a fact needs at least one {lacking}"
        case "value_error":
            return f"{place}: {str(details['msg']).removeprefix('Value error, ')}"
        case _:
            return f"{place}: {details['msg']}, not {given!r}"


def _owner(place: str) -> str:
    """The word for a place whose value comes from a closed list: keys of `parties` are roles."""
    first, *rest = place.split(".")
    if first == "parties":
        return "role"
    if first == "links":
        return "link"
    return rest[-1] if rest else first
