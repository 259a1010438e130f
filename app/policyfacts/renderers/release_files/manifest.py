"""The manifest of a release's files: names, sizes, checksums and terms of use."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ExportedFile:
    """A file with its size in bytes and its number of records."""

    name: str
    media_type: str
    bytes: int
    sha256: str
    rows: int
    description: str


@dataclass(frozen=True)
class Manifest:
    """The files of one release, its terms of use and its citation."""

    release: str
    title: str
    license: str
    license_url: str
    citation: str
    files: tuple[ExportedFile, ...]


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
