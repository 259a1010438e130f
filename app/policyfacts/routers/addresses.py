"""Addresses in answers: absolute where the public address is known, otherwise paths.

They are never taken from the Host header.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class Addresses:
    """Builds addresses on a base: the public address, or the path the service is mounted under."""

    base: str

    def of(self, path: str, parameters: Mapping[str, Any] | None = None) -> str:
        """The address of a path of the service, with a query where parameters are given."""
        query = urlencode(_flat(parameters or {}), safe=",:")
        return f"{self.base}{quote(path)}" + (f"?{query}" if query else "")

    def facts(self, **parameters: Any) -> str:
        """The address of the facts that match."""
        return self.of("/v1/facts", parameters)


def _flat(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Several values of one parameter are joined by commas."""
    return {
        name: ",".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in parameters.items()
    }
