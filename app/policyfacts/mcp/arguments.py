"""Arguments of a tool as parameters of the API: what no address can say is refused here."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, NoReturn

from policyfacts.errors import MOST_FAULTS, BadParameters, ParameterFault, meant, quote
from policyfacts.schemas.questions import Question

# Bits of the largest whole number that the API reads.
_LONGEST_NUMBER = 64
_NO_VALUE = "it must be text, a number, true or false, or a list of these"


def read_arguments(
    arguments: Mapping[str, Any], question: type[Question], tool: str
) -> dict[str, str | list[str]]:
    """What was asked, as the API has it; BadParameters names everything that cannot be written.

    Null and empty lists are what assistants send for arguments that they leave out.
    """
    known = list(question.model_fields)
    faults: list[ParameterFault] = []
    parameters: dict[str, str | list[str]] = {}
    for name, value in arguments.items():
        if len(faults) >= MOST_FAULTS:
            break
        try:
            if name not in known:
                faults.append(_unknown(name, known, tool))
            elif value is not None and value != []:
                parameters[name] = _write(value)
        except ValueError as error:
            faults.append(ParameterFault(name, "bad_value", f"{name}: {error}."))
    if faults:
        raise BadParameters(faults)
    if "limit" in known:
        parameters["limit"] = _limit(parameters.get("limit"), question)
    return parameters


def refuse(name: str, code: str, message: str) -> NoReturn:
    """Refuse one argument."""
    raise BadParameters([ParameterFault(name, code, message)])


def _unknown(name: str, known: list[str], tool: str) -> ParameterFault:
    near = get_close_matches(name.lower()[:100], known, n=3, cutoff=0.7)
    message = f"{quote(name)} is not an argument of {tool}.{meant(near)}"
    return ParameterFault(name, "unknown_parameter", message, tuple(near), tuple(known))


def _write(value: object) -> str | list[str]:
    return [_write_one(it) for it in value] if isinstance(value, list) else _write_one(value)


def _write_one(value: object) -> str:
    """As it stands in an address; ValueError where it cannot."""
    match value:
        case bool():
            return str(value).lower()
        case int() if value.bit_length() > _LONGEST_NUMBER:
            raise ValueError("the number has too many digits")
        case float() if value.is_integer():
            return _write_one(int(value))
        case str():
            _check_letters(value)
            return value
        case int() | float():
            return str(value)
        case _:
            raise ValueError(_NO_VALUE)


def _check_letters(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("it holds half a character, which no text has") from None


def _limit(written: str | list[str] | None, question: type[Question]) -> str | list[str]:
    """How many are wanted: the API would give more than an assistant should be given at once."""
    properties = question.model_json_schema()["properties"]["limit"]
    if written is None:
        return str(properties["default"])
    most = properties["maximum"]
    for it in [written] if isinstance(written, str) else written:
        if it.isdecimal() and (len(it) > len(str(most)) or int(it) > most):
            refuse("limit", "out_of_range", f"limit={it[:20]}: it must be {most} or less here.")
    return written
