"""Why a tool does not answer, in text by which an assistant can correct itself."""

from collections.abc import Sequence

from policyfacts.currencies import CURRENCIES
from policyfacts.errors import FactsError, ParameterError
from policyfacts.schemas.envelope import ParameterProblem, Problem

# Of a list of what is allowed; a name may be one of hundreds.
_MOST_ALLOWED = 60
_MOST_LETTERS = 4000
CURRENCY = "an ISO 4217 code, as USD"
_UNKNOWN_NAMES = frozenset(
    ("unknown_entity", "unknown_country", "unknown_region", "unknown_organization")
)
_WITH_ROLE = ("party", "party_all")


def tell_refusal(error: FactsError | Problem) -> str:
    """What is wrong, what was probably meant, and what may be said instead."""
    errors: Sequence[ParameterError | ParameterProblem]
    errors = error.errors
    about = [f"{error.title} ({error.code}): {error.detail}"]
    for entry in errors:
        about += _tell_allowed(entry)
        about += _tell_way_out(entry)
    # Each unknown argument would list the same.
    about = list(dict.fromkeys(about))
    # What is quoted may hold half a character, which no answer can be written with.
    return "\n".join(about).encode("utf-8", "replace").decode()[:_MOST_LETTERS]


def _tell_allowed(error: ParameterError | ParameterProblem) -> list[str]:
    """What may be said instead, where it is a list; and how much of the list is not shown."""
    if not error.allowed:
        return []
    of = "Arguments are" if error.code == "unknown_parameter" else error.parameter
    if error.code == "unknown_unit":
        counted = [it for it in error.allowed if it not in CURRENCIES]
        return [f"{of}: {', '.join(counted)}, or for money {CURRENCY}."]
    shown, more = error.allowed[:_MOST_ALLOWED], len(error.allowed) - _MOST_ALLOWED
    return [f"{of}: {', '.join(shown)}{f' and {more} more' if more > 0 else ''}."]


def _tell_way_out(error: ParameterError | ParameterProblem) -> list[str]:
    """What to do where a name is not known."""
    if error.code not in _UNKNOWN_NAMES:
        return []
    said = [f"resolve_name finds the ids of names, for {error.parameter} too."]
    if error.parameter in _WITH_ROLE:
        said.append(f"{error.parameter}: an id, or an id with a role after a colon, as BY:host.")
    return said
