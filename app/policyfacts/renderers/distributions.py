"""Distributions of the data, as catalogs list them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Distribution:
    """A way to get the data; `bytes` and `sha256` where it is a file of fixed content.

    `media_type` is as IANA names it.
    """

    name: str
    description: str
    url: str
    media_type: str
    bytes: int | None = None
    sha256: str | None = None
