"""How problems are documented in OpenAPI: their schema under their own media type."""

from typing import Any

PROBLEM_MEDIA_TYPE = "application/problem+json"
PROBLEM_TYPES = "urn:policyfacts:problem:"
_SCHEMA = {"$ref": "#/components/schemas/Problem"}


def problem(description: str) -> dict[str, Any]:
    """Document one status."""
    return {"description": description, "content": {PROBLEM_MEDIA_TYPE: {"schema": _SCHEMA}}}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    406: problem(
        "The answer is not to be had in the format asked for; `errors` lists those it has."
    ),
    422: problem("A parameter cannot be read; `errors` says which, why and what was meant."),
    500: problem("An error of the service; `request_id` finds it in the log."),
    503: {
        **problem(
            "Nothing is loaded, the database cannot be used, what is asked for is not here yet, or "
            "too many costly questions are being answered."
        ),
        "headers": {
            "Retry-After": {
                "description": "In how many seconds to ask again.",
                "schema": {"type": "integer"},
            }
        },
    },
}
NOT_FOUND = problem("There is no such thing; `detail` says what was meant.")
MOVED: dict[str, Any] = {
    "description": "A former id or name: the thing goes by another id now.",
    "headers": {
        "Location": {
            "description": "The same address with the id of now.",
            "schema": {"type": "string", "format": "uri-reference"},
        }
    },
}
GONE = problem("The fact was withdrawn; `detail` says why.")
BAD_CURSOR = problem("The cursor is damaged or was given out for another question.")
STALE_CURSOR = problem("The cursor is of an older release: begin without it.")
BAD_BODY = problem("The body is not JSON, or the cursor is damaged or of another question.")
TOO_LARGE = problem("The body is larger than 64 KiB.")
UNKNOWN_BODY = problem("The body does not say that it is `application/json`.")
