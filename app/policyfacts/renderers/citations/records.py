"""Citations as records of fields: BibTeX and RIS. Letters of every script stay, as UTF-8."""

import re
from collections.abc import Iterator

from policyfacts.renderers.citations.cited import Cited, one_line

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
