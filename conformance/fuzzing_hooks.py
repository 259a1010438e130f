"""Hooks of Schemathesis: errors that a valid request may get, since a schema knows no names.

A schema says how a name is written, not which names exist. So the check that valid data is
accepted stays on, and only errors with these codes are let pass.
"""

from typing import Any

import schemathesis

# The value is well written, but there is no such item, or not one of this kind.
_NO_SUCH_ITEM = {
    "ambiguous_name",
    "bad_cursor",
    "role_not_matched",
    "several_names",
    "withdrawn",
    "wrong_kind",
}
# Each parameter is valid by itself, but not all of them together.
_CONTRADICTORY = {"empty_part", "empty_span", "needs_q", "no_pages"}
# Text that no pattern can tell from valid text: 2013-02-30, commas alone, signs without a word.
_MEANINGLESS = {
    "empty_value",
    "no_such_date",
    "no_words",
    "nothing_to_compare",
    "control_character",
    "mixed_scripts",
    "too_many_words",
}
_BEYOND_A_SCHEMA = _NO_SUCH_ITEM | _CONTRADICTORY | _MEANINGLESS
# These begin like the codes of unknown names, but the contract lists what is allowed.
_IN_CONTRACT = {"unknown_parameter", "unknown_value"}


@schemathesis.hook
def filter_failure(_context: object, failure: Any, _case: object, response: Any) -> bool:
    """Return False for an error of valid data that no schema can foresee, True for all else."""
    if type(failure).__name__ != "RejectedPositiveData":
        return True
    problem = response.json()
    codes = {error["code"] for error in problem["errors"]} or {problem["code"]}
    return not all(_is_beyond_a_schema(code) for code in codes)


def _is_beyond_a_schema(code: str) -> bool:
    return code in _BEYOND_A_SCHEMA or (code.startswith("unknown_") and code not in _IN_CONTRACT)
