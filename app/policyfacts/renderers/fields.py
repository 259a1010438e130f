"""The parameter `fields`: selecting columns or members."""

from collections.abc import Sequence

from policyfacts.errors import BadParameters, ParameterError, quote
from policyfacts.suggestions import close_matches, did_you_mean_text


def select_fields(names: Sequence[str], available: Sequence[str]) -> tuple[str, ...]:
    """Return the names in their order, each once; all available ones without names.

    Letter case does not matter. Raise BadParameters with an error for each unknown name.
    """
    selected = tuple(dict.fromkeys(name.strip().lower() for name in names))
    errors = [_unknown(name, available) for name in selected if name not in available]
    if errors:
        raise BadParameters(errors)
    return selected or tuple(available)


def _unknown(name: str, available: Sequence[str]) -> ParameterError:
    near = close_matches(name, available)
    return ParameterError(
        "fields",
        "unknown_field",
        f"{quote(name)} is not a field of this form.{did_you_mean_text(near)}",
        did_you_mean=near,
        allowed=tuple(available),
    )
