"""What pydantic finds wrong with a record, as a curator reads it."""

from pydantic_core import ErrorDetails

from policyfacts.loader.seed.records import CountryRecord, Record
from policyfacts.loader.seed.suggestions import did_you_mean

_AT = {
    ("too_short", "topics"): "a fact needs at least one topic",
    ("too_short", "evidence"): "a fact needs at least one sentence as evidence",
    ("too_long", "topics"): "a fact has at most four topics",
    ("dict_type", "parties"): "write roles with lists, e.g. host: [TR]",
    ("dict_type", "links"): "write links with lists, e.g. result-of: [by-2013-talks]",
}
_NO_NUMBER = "{shown} is not a number: write digits alone, e.g. 3500000000 or 3.5"
_NOT_WHOLE = "{shown} is not a whole number: write digits alone, e.g. 3"
_NO_TRUTH = "write true or false, not {shown}"
_ANYWHERE = {
    "string_type": "{shown} is not text: put it in quotes",
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
    "release": "a release is letters, digits, dots and underlines, e.g. 2026.1",
}
_MAX_SHOWN = 80


def explain(details: ErrorDetails, record_type: type[Record]) -> str:
    """The place, what is wrong there, and what would be right."""
    place = ".".join(str(part) for part in details["loc"] if part != "[key]")
    if details["type"] == "missing":
        return f"'{place}' is missing"
    if details["type"] == "extra_forbidden":
        return f"unknown key '{place}'{did_you_mean(place, record_type.model_fields)}"
    if details["input"] is None or details["input"] == "":
        return f"'{place}' is empty"
    if details["type"] == "enum":
        return _unknown_value(place, details)
    reason = _reason(place, details, record_type)
    return f"{place}: {reason}" if place else reason


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


def _reason(place: str, details: ErrorDetails, record_type: type[Record]) -> str:
    kind, given = details["type"], details["input"]
    message = _AT.get((kind, place)) or _ANYWHERE.get(kind)
    if message is not None:
        return message.format(given=given, shown=_shown(given), **details.get("ctx", {}))
    if kind == "string_pattern_mismatch":
        return f"{_shown(given)} {_misformed(place, str(given), record_type)}"
    if kind.startswith("date_"):
        return f"'{given}' is not a day: write it as 2013-05-17"
    if kind == "tuple_type":
        return "write a list" + ("" if isinstance(given, dict) else f": [{given}]")
    said = str(details["msg"])
    if kind == "value_error":
        return said.removeprefix("Value error, ")
    return f"{said.replace('Input should', 'it should')}, not {_shown(given)}"


def _misformed(place: str, given: str, record_type: type[Record]) -> str:
    name = place.rsplit(".", maxsplit=1)[-1]
    if name == "url":
        return "is not an address: write https://..."
    if name == "id" and record_type is CountryRecord:
        return "is no id of a country: it is the two capitals of ISO 3166-1, e.g. TR"
    if name in _FORMATS:
        return f"is not well-formed: {_FORMATS[name]}"
    if given != given.strip():
        return "begins or ends with a space"
    return "holds a character that no text may hold"


def _shown(given: object) -> str:
    text = repr(given)
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}..."
