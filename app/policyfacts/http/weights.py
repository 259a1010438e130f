"""Headers that list what a client accepts with weights (RFC 9110, 12.4.2): `Accept` and others."""

import re

# A weight that is left out, or cannot be read, is the full one.
FULL_WEIGHT = 1.0
_WEIGHT = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")
# No weight stands in quotes, and what does may hold commas and semicolons.
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')


def read_weights(header: str) -> dict[str, float]:
    """Return what a header lists, in lower case, with weights from 0 to 1.

    Of what stands more than once, that without parameters counts, else the largest weight.
    """
    weights: dict[str, tuple[bool, float]] = {}
    for member in _QUOTED.sub("", header).lower().split(","):
        name, *parameters = (part.strip() for part in member.split(";"))
        if name:
            entry = _read_parameters(parameters)
            weights[name] = max(entry, weights.get(name, entry))
    return {name: weight for name, (_, weight) in weights.items()}


def _read_parameters(parameters: list[str]) -> tuple[bool, float]:
    """Return whether no parameter stands before the weight, and the weight."""
    for number, parameter in enumerate(parameters):
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            return number == 0, _read_weight(value.strip())
    return not any(parameters), FULL_WEIGHT


def _read_weight(text: str) -> float:
    return min(float(text), FULL_WEIGHT) if _WEIGHT.fullmatch(text) else FULL_WEIGHT
