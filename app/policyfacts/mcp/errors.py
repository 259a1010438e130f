"""Errors of assistants: those that `/mcp` answers with a status, and the text of those of tools."""

from collections.abc import Sequence

from policyfacts.currencies import CURRENCIES
from policyfacts.errors import FactsError, ParameterError
from policyfacts.schemas.envelope import ParameterProblem, Problem

# A name may be one of hundreds.
_MAX_ALLOWED = 60
_MAX_CHARACTERS = 4000
CURRENCY = "an ISO 4217 code, as USD"
_UNKNOWN_NAMES = frozenset(
    ("unknown_entity", "unknown_country", "unknown_region", "unknown_organization")
)
_WITH_ROLE = ("party", "party_all")


class UnlistedOrigin(FactsError):
    """A page of an origin that is not on the operator's list asks what only assistants do."""

    code = "unlisted_origin"
    status = 403
    title = "Refused to this origin"


class AssistantsNotInstalled(FactsError):
    """The service is installed without the extra `mcp`."""

    code = "assistants_not_installed"
    status = 501
    title = "Installed without assistants"
    is_expected = True


class AssistantsNotRunning(FactsError):
    """The application that mounts the service does not enter the lifespan that assistants need."""

    code = "assistants_not_running"
    status = 503
    title = "Assistants are not running"
    is_expected = True


def format_error(error: FactsError | Problem) -> str:
    """Write an error as text by which an assistant can correct itself.

    Each wrong argument comes with what it may be, and where ids of names are found.
    """
    errors: Sequence[ParameterError | ParameterProblem]
    errors = error.errors
    lines = [f"{error.title} ({error.code}): {error.detail}"]
    for entry in errors:
        lines += _format_allowed(entry)
        lines += _format_advice(entry)
    # Each unknown argument would list the same.
    text = "\n".join(dict.fromkeys(lines))
    # What is quoted may hold a lone surrogate, which cannot be encoded.
    return text.encode("utf-8", "replace").decode()[:_MAX_CHARACTERS]


def _format_allowed(error: ParameterError | ParameterProblem) -> list[str]:
    """List the allowed values, if there is a list, and count those that are left out."""
    if not error.allowed:
        return []
    subject = "Arguments are" if error.code == "unknown_parameter" else error.parameter
    if error.code == "unknown_unit":
        units = [unit for unit in error.allowed if unit not in CURRENCIES]
        return [f"{subject}: {', '.join(units)}, or for money {CURRENCY}."]
    first, more = error.allowed[:_MAX_ALLOWED], len(error.allowed) - _MAX_ALLOWED
    return [f"{subject}: {', '.join(first)}{f' and {more} more' if more > 0 else ''}."]


def _format_advice(error: ParameterError | ParameterProblem) -> list[str]:
    """Say what to do about an unknown name."""
    if error.code not in _UNKNOWN_NAMES:
        return []
    advice = [f"resolve_name finds the ids of names, for {error.parameter} too."]
    if error.parameter in _WITH_ROLE:
        advice.append(f"{error.parameter}: an id, or an id with a role after a colon, as BY:host.")
    return advice
