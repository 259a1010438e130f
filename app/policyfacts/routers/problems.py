"""How problems are documented: their shape under their own media type."""

from typing import Any

PROBLEM_MEDIA_TYPE = "application/problem+json"
_SCHEMA = {"$ref": "#/components/schemas/Problem"}


def problem(description: str) -> dict[str, Any]:
    """The documentation of one status."""
    return {"description": description, "content": {PROBLEM_MEDIA_TYPE: {"schema": _SCHEMA}}}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    422: problem("A parameter cannot be read; `errors` says which, why and what was meant."),
    500: problem("An error of the service; `request_id` finds it in the log."),
    503: problem("The database cannot be used, or nothing is loaded yet."),
}
NOT_FOUND = problem("There is no such thing; `detail` says what was meant.")
GONE = problem("The fact was withdrawn; `detail` says why.")
BAD_CURSOR = problem("The cursor is damaged or was given out for another question.")
STALE_CURSOR = problem("The cursor is of an older release: begin without it.")
