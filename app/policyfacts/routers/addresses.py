"""Addresses in answers: absolute where the public address is known, otherwise paths.

They are never taken from the Host header.
"""

from collections.abc import Mapping, Sequence
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

    def asked(self, path: str, parameters: Sequence[tuple[str, str]]) -> str:
        """The address of a path with parameters as a client wrote them, repeated ones too."""
        query = urlencode(parameters, safe=",:")
        return self.of(path) + (f"?{query}" if query else "")

    def facts(self, **parameters: Any) -> str:
        """The address of the facts that match."""
        return self.of("/v1/facts", parameters)


def _flat(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Several values of one parameter are joined by commas; truth values are lower-case words."""
    return {
        name: ",".join(map(_written, value)) if isinstance(value, list) else _written(value)
        for name, value in parameters.items()
    }


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
