"""Which columns or members are wanted: the parameter `fields`."""

from collections.abc import Sequence
from difflib import get_close_matches

from policyfacts.errors import BadParameters, ParameterError, did_you_mean_text


def select_fields(asked: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The names asked for, in the order asked, each once; all that are known where none is asked.

    Letter case does not matter. BadParameters holds every name that is not known.
    """
    wanted = tuple(dict.fromkeys(name.strip().lower() for name in asked))
    errors = [_unknown(name, known) for name in wanted if name not in known]
    if errors:
        raise BadParameters(errors)
    return wanted or tuple(known)


def _unknown(name: str, known: Sequence[str]) -> ParameterError:
    near = tuple(get_close_matches(name, known))
    return ParameterError(
        "fields",
        "unknown_field",
        f"'{name}' is not a field of this form.{did_you_mean_text(near)}",
        did_you_mean=near,
        allowed=tuple(known),
    )
