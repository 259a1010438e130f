"""The options of a client, checked before anything is sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import httpx2

from policyfacts.client.cache import MemoryCache
from policyfacts.client.retries import NEVER, Retry

DEFAULT_TIMEOUT = 30.0
IN_PROCESS_URL = "http://in-process"


class Options(TypedDict, total=False):
    """The options of both clients.

    `timeout` is in seconds: how long each attempt waits for a connection, and then for each piece
    of the answer. `headers` go with each request; `cache=None` keeps no answers. Where there is
    no `base_url`, nothing is tried again unless `retry` says so: waiting mends nothing in one's
    own process.
    """

    timeout: float | httpx2.Timeout | None
    headers: Mapping[str, str] | None
    retry: Retry
    cache: MemoryCache | None


@dataclass(frozen=True)
class ClientConfig:
    """The options of a client with the defaults filled in."""

    base_url: str
    timeout: float | httpx2.Timeout | None
    headers: Mapping[str, str]
    retry: Retry
    cache: MemoryCache | None


def resolve_options(base_url: str | None, options: Options, *, has_transport: bool) -> ClientConfig:
    """Check the options and fill in defaults; TypeError or ValueError where one cannot be used."""
    # A misspelt option would do nothing, and nobody would know.
    if unknown := options.keys() - Options.__annotations__.keys():
        offered = ", ".join(Options.__annotations__)
        raise TypeError(f"A client has no option '{min(unknown)}'; it has {offered}.")
    return ClientConfig(
        base_url=_base_url(base_url, has_transport=has_transport),
        timeout=_timeout(options.get("timeout", DEFAULT_TIMEOUT)),
        headers=_headers(options.get("headers") or {}),
        retry=_retry(options.get("retry", NEVER if base_url is None else Retry())),
        cache=_cache(options.get("cache", MemoryCache())),
    )


def check_transport(client: str, transport: object, kind: type[Any]) -> None:
    """Raise TypeError for what is no transport, or one for the other client."""
    if transport is not None and not isinstance(transport, kind):
        raise TypeError(
            f"{client} needs an httpx2.{kind.__name__}, such as in_process(settings), and "
            f"{_type(transport)} is none."
        )


def _base_url(base_url: object, *, has_transport: bool) -> str:
    """Return the checked address without a final slash; a transport of its own needs none."""
    if base_url is None:
        if not has_transport:
            raise ValueError("FactsClient needs the address of a service, or a transport.")
        return IN_PROCESS_URL
    if not isinstance(base_url, str):
        raise TypeError(
            f"base_url is a text such as 'http://127.0.0.1:8000', not {_type(base_url)}."
        )
    if not re.match("https?://[^/]", base_url, re.IGNORECASE):
        raise ValueError(f"base_url begins with http:// or https://, and '{base_url}' does not.")
    if re.search("[?#]", base_url):
        raise ValueError(f"base_url ends with a path, and '{base_url}' has more after it.")
    return base_url.rstrip("/")


def _timeout(timeout: Any) -> float | httpx2.Timeout | None:
    if timeout is None or isinstance(timeout, httpx2.Timeout):
        return timeout
    if isinstance(timeout, bool) or not isinstance(timeout, int | float):
        raise TypeError(f"timeout is a number of seconds, not {_type(timeout)}.")
    if not timeout > 0:
        raise ValueError(f"timeout is a number of seconds above 0, and {timeout} is not.")
    return timeout


def _headers(headers: Any) -> Mapping[str, str]:
    is_mapping = isinstance(headers, Mapping)
    if not is_mapping or not all(isinstance(value, str) for value in headers.values()):
        raise TypeError("headers are texts by their names, such as {'X-Api-Key': '...'}.")
    checked: Mapping[str, str] = headers
    return checked


def _retry(retry: Any) -> Retry:
    if not isinstance(retry, Retry):
        raise TypeError(f"retry is Retry(attempts=8), say, or NEVER, not {_type(retry)}.")
    return retry


def _cache(cache: Any) -> MemoryCache | None:
    if cache is not None and not isinstance(cache, MemoryCache):
        raise TypeError(f"cache is a MemoryCache, or None to keep nothing, not {_type(cache)}.")
    return cache


def _type(value: object) -> str:
    """Describe a value by its type alone, since it may hold a password."""
    return f"a value of type {type(value).__name__}"
