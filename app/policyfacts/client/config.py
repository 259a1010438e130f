"""What a client is made with, looked at before anything is asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import httpx2

from policyfacts.client.cache import MemoryCache
from policyfacts.client.retries import NEVER, Retry

TIMEOUT = 30.0
IN_PROCESS = "http://in-process"


class Options(TypedDict, total=False):
    """What both clients can be given.

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
    """What a client was given, or what stands for what it was not."""

    base_url: str
    timeout: float | httpx2.Timeout | None
    headers: Mapping[str, str]
    retry: Retry
    cache: MemoryCache | None


def chosen(base_url: str | None, options: Options, *, has_transport: bool) -> ClientConfig:
    """All that both clients need; what cannot be meant is refused."""
    # A misspelt one would do nothing, and nobody would know.
    if unknown := options.keys() - Options.__annotations__.keys():
        offered = ", ".join(Options.__annotations__)
        raise TypeError(f"A client has no option '{min(unknown)}'; it has {offered}.")
    return ClientConfig(
        base_url=_base_address(base_url, has_transport=has_transport),
        timeout=_timeout(options.get("timeout", TIMEOUT)),
        headers=_headers(options.get("headers") or {}),
        retry=_retry(options.get("retry", NEVER if base_url is None else Retry())),
        cache=_cache(options.get("cache", MemoryCache())),
    )


def check_transport(client: str, transport: object, kind: type[Any]) -> None:
    """Refuse what is no transport, or one for the other client."""
    if transport is not None and not isinstance(transport, kind):
        raise TypeError(
            f"{client} needs an httpx2.{kind.__name__}, such as in_process(settings), and "
            f"{_a(transport)} is none."
        )


def _base_address(base_url: object, *, has_transport: bool) -> str:
    """Where the service is; a transport of its own needs no address."""
    if base_url is None:
        if not has_transport:
            raise ValueError("FactsClient needs the address of a service, or a transport.")
        return IN_PROCESS
    if not isinstance(base_url, str):
        raise TypeError(f"base_url is a text such as 'http://127.0.0.1:8000', not {_a(base_url)}.")
    if not re.match("https?://[^/]", base_url, re.IGNORECASE):
        raise ValueError(f"base_url begins with http:// or https://, and '{base_url}' does not.")
    if re.search("[?#]", base_url):
        raise ValueError(f"base_url ends with a path, and '{base_url}' has more after it.")
    return base_url.rstrip("/")


def _timeout(given: Any) -> float | httpx2.Timeout | None:
    if given is None or isinstance(given, httpx2.Timeout):
        return given
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise TypeError(f"timeout is a number of seconds, not {_a(given)}.")
    if not given > 0:
        raise ValueError(f"timeout is a number of seconds above 0, and {given} is not.")
    return given


def _headers(given: Any) -> Mapping[str, str]:
    texts = isinstance(given, Mapping) and all(isinstance(it, str) for it in given.values())
    if not texts:
        raise TypeError("headers are texts by their names, such as {'X-Api-Key': '...'}.")
    headers: Mapping[str, str] = given
    return headers


def _retry(given: Any) -> Retry:
    if not isinstance(given, Retry):
        raise TypeError(f"retry is Retry(attempts=8), say, or NEVER, not {_a(given)}.")
    return given


def _cache(given: Any) -> MemoryCache | None:
    if given is not None and not isinstance(given, MemoryCache):
        raise TypeError(f"cache is a MemoryCache, or None to keep nothing, not {_a(given)}.")
    return given


def _a(given: object) -> str:
    """By its type alone: a value may hold a password."""
    return f"a value of type {type(given).__name__}"
