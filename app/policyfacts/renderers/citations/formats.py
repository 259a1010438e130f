"""Citations as records of fields: BibTeX and RIS. Letters of every script stay, as UTF-8."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from policyfacts.renderers.citations.citation import Cited, one_line

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


def write_bibtex(cited: Cited) -> str:
    """A `@misc` entry, which every style knows.

    Braces around the title keep its capitals, those around an author keep the name of a body whole.
    """
    fields = {
        "author": " and ".join(f"{{{_bibtex(author)}}}" for author in cited.authors),
        "title": f"{{{_bibtex(cited.title)}}}",
        "howpublished": _bibtex(f"{cited.dataset}, release {cited.release}"),
        "year": str(cited.issued.year),
        "note": _bibtex(f"{cited.note()}. {cited.license}"),
        "url": _address(cited.address) if cited.address else "",
        "urldate": cited.accessed.isoformat() if cited.address else "",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    key = re.sub(r"[^A-Za-z0-9:.-]", "-", cited.key)
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}\n"


def write_ris(cited: Cited) -> str:
    """A record of type DATA; lines end in CRLF."""
    return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in _ris(cited))


def _ris(cited: Cited) -> Iterator[tuple[str, str]]:
    yield "TY", "DATA"
    yield "ID", cited.key
    for author in cited.authors:
        # A comma would part a family name from a given one.
        yield "AU", author.replace(",", "")
    yield "TI", cited.title
    yield "T2", cited.dataset
    yield "ET", cited.release
    yield "PY", f"{cited.issued:%Y}"
    yield "DA", f"{cited.issued:%Y/%m/%d}"
    if cited.address:
        yield "UR", cited.address
        yield "Y2", f"{cited.accessed:%Y/%m/%d}"
    yield "N1", f"{cited.note()}. {cited.license}"
    yield "ER", ""


def _bibtex(text: str) -> str:
    return one_line(text).translate(_BIBTEX)


def _address(text: str) -> str:
    """An address is read as it stands: only what would end the field is encoded."""
    return one_line(text).translate(_ADDRESS)


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


def write_text(cited: Cited) -> str:
    """One paragraph: whose account, what, from where, which release, under which terms."""
    parts = [
        "; ".join(cited.authors),
        f"“{cited.title.rstrip('.')}”",
        cited.note(),
        f"In: {cited.dataset}, release {cited.release}, {cited.license}",
        f"{cited.address} (accessed {cited.accessed})" if cited.address else "",
    ]
    return one_line(". ".join(part for part in parts if part)) + "."
