"""References of the contract to its components."""

from collections.abc import Mapping
from typing import Any


def resolve(contract: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a part of the contract refers to, or itself where it refers to nothing."""
    if "$ref" not in part:
        return part
    target: Mapping[str, Any] = contract
    for step in part["$ref"].removeprefix("#/").split("/"):
        target = target[step]
    return target
