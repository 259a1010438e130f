"""Distributions of the dataset, as DCAT has it: formats of `/v1/facts`, and files."""

from policyfacts.http.negotiation import MEDIA_TYPES
from policyfacts.http.urls import UrlBuilder
from policyfacts.renderers.distributions import Distribution
from policyfacts.renderers.release_files import Manifest
from policyfacts.vocabulary import Format

_FORMAT_DESCRIPTIONS = {
    Format.JSON: "Facts by any combination of filters.",
    Format.CSV: "Facts as rows, by any combination of filters.",
    Format.NDJSON: "A fact a line, by any combination of filters.",
}


def list_distributions(manifest: Manifest, urls: UrlBuilder) -> list[Distribution]:
    """List the formats of `/v1/facts`, and the files of the release."""
    return [*_formats(urls), *_files(manifest, urls)]


def _formats(urls: UrlBuilder) -> list[Distribution]:
    return [
        Distribution(
            format_.value, description, urls.facts(format=format_.value), MEDIA_TYPES[format_]
        )
        for format_, description in _FORMAT_DESCRIPTIONS.items()
    ]


def _files(manifest: Manifest, urls: UrlBuilder) -> list[Distribution]:
    return [
        Distribution(
            name=file.name,
            description=file.description,
            url=urls.url(f"/v1/downloads/{file.name}"),
            media_type=file.media_type,
            bytes=file.bytes,
            sha256=file.sha256,
        )
        for file in manifest.files
    ]
