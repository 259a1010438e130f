"""Pydantic's errors in records, worded for curators."""

from collections.abc import Callable, Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from policyfacts.loader.seed.records import CountryRecord, Record
from policyfacts.loader.seed.suggestions import did_you_mean
from policyfacts.validation_messages import allowed_values, plain_message

_AT = {
    ("too_short", "topics"): "a fact needs at least one topic",
    ("too_short", "evidence"): "a fact needs at least one sentence as evidence",
    ("too_long", "topics"): "a fact has at most five topics",
    ("dict_type", "parties"): "write roles with lists, e.g. host: [TR]",
    ("dict_type", "links"): "write links with lists, e.g. result-of: [by-2013-talks]",
}
_NO_NUMBER = "{shown} is not a number: write digits alone, e.g. 3500000000 or 3.5"
_NOT_WHOLE = "{shown} is not a whole number: write digits alone, e.g. 3"
_NO_TRUTH = "write true or false, not {shown}"
_ANYWHERE = {
    "string_type": "{shown} is not text: put it in quotes",
    "text_type": "one text stands here, and no list and no keys: {shown}",
    "string_too_long": "the text is longer than {max_length} characters",
    "model_type": "write keys with values, e.g. id: word, not {shown}",
    "too_short": "the list is empty: it needs at least one",
    "float_type": _NO_NUMBER,
    "float_parsing": _NO_NUMBER,
    "int_type": _NOT_WHOLE,
    "int_parsing": _NOT_WHOLE,
    "int_parsing_size": _NOT_WHOLE,
    "int_from_float": _NOT_WHOLE,
    "bool_type": _NO_TRUTH,
    "bool_parsing": _NO_TRUTH,
}
_FORMATS = {
    "id": "an id is lower-case words joined by hyphens",
    "former": "an id is lower-case words joined by hyphens, or a country's two capitals",
    "alpha3": "an alpha-3 code is three capitals, e.g. TUR",
    "numeric": "a numeric code is three digits in quotes or in a table, e.g. 020",
    "m49": "an M49 number is three digits, e.g. 002",
    "language": "a language is its two letters, e.g. en",
    "sha256": "a sha256 is 64 digits and lower-case letters a to f",
    "locator": "a locator is paragraph and sentence, e.g. p01s2",
    "on": "an exception is on a locator (p01s2), the id of a fact, or * for all of the review",
    "release": "a release is letters, digits, dots and underlines, e.g. 2026.1",
}
_MAX_SHOWN = 80


def details_of(error: ValidationError) -> Iterator[ErrorDetails]:
    """Yield what is wrong with a record; a list is not too short for items that are wrong."""
    details = error.errors(include_url=False)
    around = {entry["loc"][:end] for entry in details for end in range(len(entry["loc"]))}
    for entry in details:
        if entry["type"] != "too_short" or entry["loc"] not in around:
            yield entry


def explain(details: ErrorDetails, record_type: type[Record]) -> str:
    """Say where the error is, what is wrong there, and what would be right."""
    path = ".".join(str(part) for part in details["loc"] if part != "[key]")
    if details["type"] == "missing":
        return f"'{path}' is missing"
    if details["loc"] and details["loc"][-1] == "":
        return "a key is empty: write its name before the colon"
    if details["type"] == "extra_forbidden":
        return f"unknown key '{path}'{did_you_mean(path, record_type.model_fields)}"
    if details["input"] is None or details["input"] == "":
        return f"'{path}' is empty" if path else "the record is empty"
    if details["type"] == "enum":
        return _unknown_value(path, details)
    reason = _reason(path, details, record_type)
    return f"{path}: {reason}" if path else reason


def _unknown_value(path: str, details: ErrorDetails) -> str:
    choices = allowed_values(details)
    value = details["input"]
    remedy = did_you_mean(str(value), choices) or f": write one of {', '.join(choices)}"
    return f"unknown {_owner(path)} '{value}'{remedy}"


def _owner(path: str) -> str:
    """Return the word for the values of a closed list: keys of `parties` are roles."""
    first, *rest = path.split(".")
    named = {"parties": "role", "links": "link"}
    return named.get(first) or (rest[-1] if rest else first)


def _reason(path: str, details: ErrorDetails, record_type: type[Record]) -> str:
    kind, value = details["type"], details["input"]
    if kind == "string_type" and isinstance(value, (list, dict)):
        kind = "text_type"
    message = _AT.get((kind, path)) or _ANYWHERE.get(kind)
    if message is not None:
        return message.format(value=value, shown=_shorten(value), **details.get("ctx", {}))
    if kind == "string_pattern_mismatch":
        return f"{_shorten(value)} {_misformed(path, str(value), record_type)}"
    if kind.startswith("date_"):
        return f"'{value}' is not a day: write it as 2013-05-17"
    if kind == "tuple_type":
        return f"write a list{_as_list(value)}"
    message = plain_message(details)
    if kind == "value_error":
        return message
    return f"{message.replace('Input should', 'it should')}, not {_shorten(value)}"


def _as_list(value: object) -> str:
    if isinstance(value, str) and value.startswith("["):
        return f", without quotes around it: {_shorten(value, str)}"
    return "" if isinstance(value, dict) else f": [{_shorten(value, str)}]"


def _misformed(path: str, value: str, record_type: type[Record]) -> str:
    name = path.rsplit(".", maxsplit=1)[-1]
    if name == "url":
        return "is not an address: write https://..."
    if name == "id" and record_type is CountryRecord:
        return "is no id of a country: it is the two capitals of ISO 3166-1, e.g. TR"
    if name in _FORMATS:
        return f"is not well-formed: {_FORMATS[name]}"
    if value != value.strip():
        return "begins or ends with a space"
    return "holds a character that no text may hold"


def _shorten(value: object, write: Callable[[object], str] = repr) -> str:
    text = write(value)
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}..."
