"""Ways to get the whole of the data, with their addresses."""

from policyfacts.http.negotiation import MEDIA_TYPES
from policyfacts.http.urls import UrlBuilder
from policyfacts.renderers.distributions import Distribution
from policyfacts.renderers.release_files import Manifest
from policyfacts.vocabulary import Format

_ASKED = {
    Format.JSON: "Facts by any combination of filters.",
    Format.CSV: "Facts as rows, by any combination of filters.",
    Format.NDJSON: "A fact a line, by any combination of filters.",
}


def list_distributions(manifest: Manifest, urls: UrlBuilder) -> list[Distribution]:
    """What can be asked for, and the files of the release."""
    return [*_asked(urls), *_files(manifest, urls)]


def _asked(urls: UrlBuilder) -> list[Distribution]:
    return [
        Distribution(it.value, description, urls.facts(format=it.value), MEDIA_TYPES[it])
        for it, description in _ASKED.items()
    ]


def _files(manifest: Manifest, urls: UrlBuilder) -> list[Distribution]:
    return [
        Distribution(
            name=it.name,
            description=it.description,
            url=urls.url(f"/v1/downloads/{it.name}"),
            media_type=it.media_type,
            bytes=it.bytes,
            sha256=it.sha256,
        )
        for it in manifest.files
    ]
