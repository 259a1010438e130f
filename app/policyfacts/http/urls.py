"""URLs that clients requested, and URLs in responses.

URLs in responses are absolute where the public address is known, otherwise paths. They are never
taken from the Host header.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

from starlette.types import Scope

# Needs no encoding in paths, nor in parameters but for the slash; most texts have nothing else.
_is_plain = re.compile(r"[A-Za-z0-9_.~,:/-]*").fullmatch


@dataclass(frozen=True)
class UrlBuilder:
    """Builds URLs on a base: the public address, or the path that the service is mounted under."""

    base: str

    @property
    def is_public(self) -> bool:
        """Whether they lead here from anywhere: a path alone does so on this host only."""
        return bool(urlsplit(self.base).scheme)

    @property
    def prefix(self) -> str:
        """The path below which clients see the service, on whatever host."""
        return urlsplit(self.base).path

    def url(self, path: str, parameters: Mapping[str, Any] | None = None) -> str:
        """Return the URL of a path of the service, with a query where there are parameters."""
        texts = [(name, _join(value)) for name, value in (parameters or {}).items()]
        return self.url_with(path, texts)

    def url_with(self, path: str, parameters: Sequence[tuple[str, str]]) -> str:
        """Return the URL of a path with parameters as a client wrote them, repeated ones too."""
        return self.url_encoded(path, [encode(name, value) for name, value in parameters])

    def url_encoded(self, path: str, encoded: Sequence[str]) -> str:
        """Return the URL of a path with parameters that are encoded already."""
        quoted = path if _is_plain(path) else quote(path)
        return f"{self.base}{quoted}" + (f"?{'&'.join(encoded)}" if encoded else "")

    def facts(self, **parameters: Any) -> str:
        """Return the URL of the facts that match."""
        return self.url("/v1/facts", parameters)


def encode(name: str, value: str) -> str:
    """Encode one parameter."""
    if _is_plain(name) and _is_plain(value):
        return f"{name}={value.replace('/', '%2F')}"
    return f"{quote_plus(name)}={quote_plus(value, safe=',:')}"


def _join(value: Any) -> str:
    """Write a value; several are joined by commas, truth values are lower-case words."""
    return ",".join(map(_text, value)) if isinstance(value, list) else _text(value)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def mount_prefix(scope: Scope) -> str:
    """Return what comes before the paths of the service, as clients see them."""
    return str(scope["state"]["prefix"])


def original_path(scope: Scope) -> str:
    """Return the path as clients see it."""
    return str(scope["state"]["path"])


def service_path(scope: Scope) -> str:
    """Return the path without the prefix: one of the service's own."""
    return str(scope["state"]["service_path"])
