"""Errors of pydantic in plain words: what a value must be, whoever gave it."""

from collections.abc import Mapping
from typing import Any

# In place of what pydantic says to those who know it.
_REASONS = {
    "bool_parsing": "it must be true or false",
    "bool_type": "it must be true or false",
    "dict_type": "it must be an object",
    "int_from_float": "it must be a whole number",
    "int_parsing_size": "the number has too many digits",
    "list_type": "it must be a list",
    "missing": "is missing",
    "model_attributes_type": "it must be an object",
    "model_type": "it must be an object",
    "string_type": "it must be text",
    "string_unicode": "it holds half a character",
}


def plain_message(details: Mapping[str, Any]) -> str:
    """Return the message of an entry of a validation error without pydantic's own beginning."""
    return str(details["msg"]).removeprefix("Value error, ")


def message_for(details: Mapping[str, Any]) -> str:
    """Return what is wrong with a value, out of an entry of a validation error."""
    reason = _REASONS.get(details["type"]) or plain_message(details)
    return reason.replace("Input should be", "it must be").replace("String should", "it must")


def allowed_values(details: Mapping[str, Any]) -> list[str]:
    """Return the values of the closed list that a value is not in."""
    expected = str(details.get("ctx", {}).get("expected", "")).replace("'", "")
    return expected.replace(" or ", ", ").split(", ")
