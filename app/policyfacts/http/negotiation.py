"""The format of a response: those that a path has, and the one that a client prefers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from fastapi import Depends, Request

from policyfacts.errors import NotAcceptable, ParameterError, quote
from policyfacts.http.response_headers import response_headers
from policyfacts.http.weights import FULL_WEIGHT, read_weights
from policyfacts.schemas.params.written_values import suggest_choice
from policyfacts.suggestions import close_matches, did_you_mean_text
from policyfacts.vocabulary import Format

MEDIA_TYPES = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv",
    Format.NDJSON: "application/x-ndjson",
    Format.JSONLD: "application/ld+json",
    Format.ATOM: "application/atom+xml",
    Format.GRAPHML: "application/graphml+xml",
    Format.TEXT: "text/plain",
    Format.BIBTEX: "application/x-bibtex",
    Format.RIS: "application/x-research-info-systems",
    Format.CSL_JSON: "application/vnd.citationstyles.csl+json",
}
_MEDIA_TYPE_PARAMETERS = {
    Format.CSV: "; charset=utf-8; header=present",
    Format.TEXT: "; charset=utf-8",
    Format.BIBTEX: "; charset=utf-8",
    Format.RIS: "; charset=utf-8",
}
# Old clients of Java write the first.
_ANY = ("*", "*/*")
_FORMATS = {media_type: format_ for format_, media_type in MEDIA_TYPES.items()}
_SHAPES: dict[Format, dict[str, Any]] = {
    Format.JSONLD: {"type": "object"},
    Format.CSL_JSON: {"type": "array", "items": {"type": "object"}},
}


def content_type(format_: Format) -> str:
    """Return the Content-Type of a format: its media type with parameters."""
    return MEDIA_TYPES[format_] + _MEDIA_TYPE_PARAMETERS.get(format_, "")


def documented_formats(*formats: Format) -> dict[str, Any]:
    """Document a 200 response in these formats, which are those that the path has.

    Write it where the path is declared: `responses={200: documented_formats(Format.JSON)}`. The
    first format is for clients without a preference.
    """
    schemas = {
        format_: _SHAPES.get(format_, {"type": "string"})
        for format_ in formats
        if format_ is not Format.JSON
    }
    return {
        "content": {
            MEDIA_TYPES[format_]: {"schema": schemas[format_]} if format_ in schemas else {}
            for format_ in formats
        }
    }


@dataclass(frozen=True)
class RowOptions:
    """How rows are written: format, columns in their order, byte order mark."""

    format: Format
    fields: Sequence[str]
    bom: bool

    def warnings(self) -> Iterator[str]:
        """Say which options change nothing in this format."""
        if self.fields and self.format not in (Format.CSV, Format.NDJSON):
            yield "fields changes nothing: it chooses columns of csv or members of ndjson."
        if self.bom and self.format is not Format.CSV:
            yield "bom changes nothing: only csv can begin with a byte order mark."


async def negotiate(request: Request) -> Format:
    """Choose the format of a response: `format` names it, else Accept does.

    NotAcceptable where the path has no such format.
    """
    return choose_format(request, formats_in(getattr(request.scope.get("route"), "responses", {})))


def choose_format(request: Request, offered: tuple[Format, ...]) -> Format:
    """Choose one of these formats, and note them for the headers; else NotAcceptable."""
    headers = response_headers(request.scope)
    headers.formats = offered
    if not offered:
        return headers.format
    name = request.query_params.get("format")
    if name is not None and len(offered) > 1:
        headers.format = _find_named(name, offered)
    else:
        headers.format = _find_accepted(",".join(request.headers.getlist("Accept")), offered)
    return headers.format


NegotiatedFormat = Annotated[Format, Depends(negotiate)]


def formats_in(responses: Mapping[int | str, dict[str, Any]]) -> tuple[Format, ...]:
    """List the formats that documented responses have; files of other types are no choice."""
    content = responses.get(200, {}).get("content", {MEDIA_TYPES[Format.JSON]: {}})
    return tuple(_FORMATS[media_type] for media_type in content if media_type in _FORMATS)


def _find_named(name: str, formats: Sequence[Format]) -> Format:
    allowed = {format_.value: format_ for format_ in formats}
    format_ = allowed.get(name.strip().lower())
    if format_ is not None:
        return format_
    near = suggest_choice("format", name, allowed) or close_matches(name.lower(), allowed)
    refused = f"format cannot be {quote(name)} here."
    message = f"{refused}{did_you_mean_text(near)} It is one of {', '.join(allowed)}."
    error = ParameterError("format", "unknown_value", message, tuple(near), tuple(allowed))
    raise NotAcceptable(error)


@lru_cache(maxsize=64)
def _find_accepted(accept: str, formats: tuple[Format, ...]) -> Format:
    """Return the format of the highest quality, the first of several; any without a header."""
    ranges = read_weights(accept)
    if not ranges:
        return formats[0]
    qualities = {format_: _quality(MEDIA_TYPES[format_], ranges) for format_ in formats}
    best = max(formats, key=lambda format_: qualities[format_])
    if qualities[best] > 0:
        return best
    allowed = tuple(MEDIA_TYPES[format_] for format_ in formats)
    message = f"Accept asks for none of what is offered here: {', '.join(allowed)}."
    raise NotAcceptable(ParameterError("Accept", "not_acceptable", message, allowed=allowed))


def quality_of(media_type: str, headers: Sequence[str]) -> float:
    """Return the quality of a media type by Accept headers, from 0 to 1; 1 where there are none."""
    ranges = read_weights(",".join(headers))
    return _quality(media_type, ranges) if ranges else FULL_WEIGHT


def _quality(media_type: str, ranges: dict[str, float]) -> float:
    """Return the quality of the most exact range that has the media type in it."""
    family = media_type.split("/", maxsplit=1)[0]
    for media_range in (media_type, f"{family}/*", *_ANY):
        if media_range in ranges:
            return ranges[media_range]
    return 0.0
