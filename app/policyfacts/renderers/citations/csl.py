"""A citation as CSL-JSON, which Zotero and pandoc read."""

from datetime import date
from typing import Any

from policyfacts.renderers.citations.cited import Cited, one_line


def write_csl(cited: Cited) -> list[dict[str, Any]]:
    """A list of one item, as CSL-JSON is always a list. Authors are bodies, not persons."""
    return [
        {
            "id": cited.key,
            "type": "dataset",
            "title": one_line(cited.title),
            "author": [{"literal": one_line(author)} for author in cited.authors],
            "container-title": one_line(cited.dataset),
            "version": cited.release,
            "issued": _day(cited.issued),
            **_access(cited),
            "note": one_line(f"{cited.note()}. {cited.license}"),
        }
    ]


def _access(cited: Cited) -> dict[str, Any]:
    if cited.address is None:
        return {}
    return {"accessed": _day(cited.accessed), "URL": cited.address}


def _day(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
