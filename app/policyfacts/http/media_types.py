"""The media type of each format."""

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
_PARAMETERS = {
    Format.CSV: "; charset=utf-8; header=present",
    Format.TEXT: "; charset=utf-8",
    Format.BIBTEX: "; charset=utf-8",
    Format.RIS: "; charset=utf-8",
}


def content_type(wanted: Format) -> str:
    """The Content-Type of answers in a format: its media type with parameters."""
    return MEDIA_TYPES[wanted] + _PARAMETERS.get(wanted, "")
