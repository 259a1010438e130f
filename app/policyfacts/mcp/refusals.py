"""Why a tool does not answer, in text by which an assistant can correct itself."""

from collections.abc import Sequence

from policyfacts.errors import FactsError, ParameterFault
from policyfacts.schemas.answers import ParameterProblem, Problem

# Of a list of what is allowed; a name may be one of hundreds.
_MOST_ALLOWED = 60
_MOST_LETTERS = 4000


def tell_refusal(error: FactsError | Problem) -> str:
    """What is wrong, what was probably meant, and what may be said instead."""
    faults: Sequence[ParameterFault | ParameterProblem]
    faults = error.errors if isinstance(error, Problem) else error.faults
    about = [f"{error.title} ({error.code}): {error.detail}"]
    for fault in faults:
        near, allowed = ", ".join(fault.did_you_mean), ", ".join(fault.allowed[:_MOST_ALLOWED])
        if near and "Did you mean" not in fault.message:
            about.append(f"{fault.parameter}: did you mean {near}?")
        if allowed:
            is_unknown = fault.code == "unknown_parameter"
            about.append(f"{'Arguments are' if is_unknown else fault.parameter}: {allowed}.")
    # Each unknown argument would list the same.
    about = list(dict.fromkeys(about))
    # What is quoted may hold half a character, which no answer can be written with.
    return "\n".join(about).encode("utf-8", "replace").decode()[:_MOST_LETTERS]
