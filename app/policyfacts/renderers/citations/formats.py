"""Citations as BibTeX, RIS, CSL-JSON and text, in UTF-8 with letters of every script."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from policyfacts.renderers.citations.citation import Citation, one_line

_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # Braces must balance even where they are escaped.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def write_bibtex(citation: Citation) -> str:
    """Write a `@misc` entry, which every style knows.

    Braces around the title keep its capitals, those around an author keep the name of a body whole.
    """
    fields = {
        "author": " and ".join(f"{{{_bibtex(author)}}}" for author in citation.authors),
        "title": f"{{{_bibtex(citation.title)}}}",
        "howpublished": _bibtex(f"{citation.dataset}, release {citation.release}"),
        "year": str(citation.issued.year),
        "note": _bibtex(f"{citation.note()}. {citation.license}"),
        "url": _address(citation.url) if citation.url else "",
        "urldate": citation.accessed.isoformat() if citation.url else "",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    key = re.sub(r"[^A-Za-z0-9:.-]", "-", citation.key)
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}\n"


def write_ris(citation: Citation) -> str:
    """Write a record of type DATA; lines end in CRLF."""
    return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in _ris(citation))


def _ris(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "DATA"
    yield "ID", citation.key
    for author in citation.authors:
        # A comma would divide a family name from a given one.
        yield "AU", author.replace(",", "")
    yield "TI", citation.title
    yield "T2", citation.dataset
    yield "ET", citation.release
    yield "PY", f"{citation.issued:%Y}"
    yield "DA", f"{citation.issued:%Y/%m/%d}"
    if citation.url:
        yield "UR", citation.url
        yield "Y2", f"{citation.accessed:%Y/%m/%d}"
    yield "N1", f"{citation.note()}. {citation.license}"
    yield "ER", ""


def _bibtex(text: str) -> str:
    return one_line(text).translate(_BIBTEX)


def _address(text: str) -> str:
    """Percent-encode only what would end the field."""
    return one_line(text).translate(_ADDRESS)


def write_csl(citation: Citation) -> list[dict[str, Any]]:
    """Make CSL-JSON, always a list, of one item. Authors are bodies, not persons."""
    return [
        {
            "id": citation.key,
            "type": "dataset",
            "title": one_line(citation.title),
            "author": [{"literal": one_line(author)} for author in citation.authors],
            "container-title": one_line(citation.dataset),
            "version": citation.release,
            "issued": _day(citation.issued),
            **_access(citation),
            "note": one_line(f"{citation.note()}. {citation.license}"),
        }
    ]


def _access(citation: Citation) -> dict[str, Any]:
    if citation.url is None:
        return {}
    return {"accessed": _day(citation.accessed), "URL": citation.url}


def _day(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def write_text(citation: Citation) -> str:
    """Write one paragraph: authors, title, sources, release, license, address."""
    parts = [
        "; ".join(citation.authors),
        f"“{citation.title.rstrip('.')}”",
        citation.note(),
        f"In: {citation.dataset}, release {citation.release}, {citation.license}",
        f"{citation.url} (accessed {citation.accessed})" if citation.url else "",
    ]
    return one_line(". ".join(part for part in parts if part)) + "."
