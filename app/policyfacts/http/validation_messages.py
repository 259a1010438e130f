"""Why a value is none that is taken, in plain words."""

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


def message_for(details: Mapping[str, Any]) -> str:
    """What is wrong, out of one entry of a validation error."""
    reason = _REASONS.get(details["type"]) or str(details["msg"]).removeprefix("Value error, ")
    return reason.replace("Input should be", "it must be").replace("String should", "it must")
