"""What Schemathesis cannot know: a schema says how a name is written, not which names exist.

A question that keeps to the schema may be refused for what it names and for nothing else. So its
check that valid data is accepted stays on, and only refusals for these reasons are let pass.
"""

from typing import Any

import schemathesis

# What is asked for is well written, and is not held or not meant so.
_NOT_HELD = {"ambiguous_name", "bad_cursor", "role_not_matched", "withdrawn", "wrong_kind"}
# Each part is well written, and together they ask for nothing that there could be.
_NOT_TOGETHER = {"empty_part", "empty_span", "needs_q", "no_pages"}
# Text that no pattern can tell from good text: 2013-02-30, commas alone, signs without a word.
_SAYS_NOTHING = {
    "empty_value",
    "no_such_date",
    "no_words",
    "nothing_to_compare",
    "nul_character",
    "too_many_words",
}
_BEYOND_A_SCHEMA = _NOT_HELD | _NOT_TOGETHER | _SAYS_NOTHING
# These begin like names that are not held, but the contract lists what is allowed.
_LISTED = {"unknown_parameter", "unknown_value"}


@schemathesis.hook
def filter_failure(_context: object, failure: Any, _case: object, response: Any) -> bool:
    """Keep every failure, but a refusal of valid data for reasons that no schema can give."""
    if type(failure).__name__ != "RejectedPositiveData":
        return True
    problem = response.json()
    reasons = {fault["code"] for fault in problem["errors"]} or {problem["code"]}
    return not all(_is_beyond_a_schema(reason) for reason in reasons)


def _is_beyond_a_schema(reason: str) -> bool:
    return reason in _BEYOND_A_SCHEMA or (reason.startswith("unknown_") and reason not in _LISTED)
