"""Items of responses, parsed from every format."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from httpx2 import Response

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "jsonld": "application/ld+json",
    "atom": "application/atom+xml",
    "graphml": "application/graphml+xml",
    "text": "text/plain",
    "bibtex": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl-json": "application/vnd.citationstyles.csl+json",
}
_ATOM = "{http://www.w3.org/2005/Atom}"
_GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def media_type_of(response: Response) -> str:
    """Return the media type without its parameters."""
    return str(response.headers.get("Content-Type", "")).partition(";")[0]


def items_of(response: Response) -> list[Any]:
    """Return the items of a response: rows, facts, nodes, or the only one; fail on bad syntax."""
    return _PARSERS[media_type_of(response)](response.text)


def _json(text: str) -> list[Any]:
    document = json.loads(text)
    for name in ("items", "nodes"):
        if name in document:
            return list(document[name])
    return [document]


def _csv(text: str) -> list[Any]:
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    assert len(set(header)) == len(header)
    assert [row for row in rows if len(row) != len(header)] == []
    return list(rows)


def _ndjson(text: str) -> list[Any]:
    assert text.endswith("\n")
    rows: list[Any] = [json.loads(line) for line in text.splitlines()]
    assert all(isinstance(row, dict) for row in rows)
    return rows


def _jsonld(text: str) -> list[Any]:
    document = json.loads(text)
    assert document["@context"]
    if "@graph" not in document:
        return [document]
    dataset, *items = document["@graph"]
    assert [item["@id"] for item in items] == dataset["dataFeedElement"]
    return list(items)


def _atom(text: str) -> list[Any]:
    feed = ElementTree.fromstring(text)
    assert feed.tag == f"{_ATOM}feed"
    return [ElementTree.tostring(entry) for entry in feed.findall(f"{_ATOM}entry")]


def _graphml(text: str) -> list[Any]:
    root = ElementTree.fromstring(text.encode())
    assert root.tag == f"{_GRAPHML}graphml"
    nodes = root.findall(f"{_GRAPHML}graph/{_GRAPHML}node")
    ids = {node.get("id") for node in nodes}
    for edge in root.findall(f"{_GRAPHML}graph/{_GRAPHML}edge"):
        assert {edge.get("source"), edge.get("target")} <= ids
    return [ElementTree.tostring(node) for node in nodes]


def _text(text: str) -> list[Any]:
    assert text.strip()
    assert " 0 facts" not in text
    return [text]


def _bibtex(text: str) -> list[Any]:
    assert text.startswith("@misc{")
    assert text.rstrip().endswith("}")
    return [text]


def _ris(text: str) -> list[Any]:
    lines = text.rstrip().splitlines()
    assert (lines[0], lines[-1].strip()) == ("TY  - DATA", "ER  -")
    return [text]


def _csl(text: str) -> list[Any]:
    citations = json.loads(text)
    assert all(citation["id"] and citation["title"] for citation in citations)
    return list(citations)


_PARSERS: dict[str, Callable[[str], list[Any]]] = {
    MEDIA_TYPES["json"]: _json,
    MEDIA_TYPES["csv"]: _csv,
    MEDIA_TYPES["ndjson"]: _ndjson,
    MEDIA_TYPES["jsonld"]: _jsonld,
    MEDIA_TYPES["atom"]: _atom,
    MEDIA_TYPES["graphml"]: _graphml,
    MEDIA_TYPES["text"]: _text,
    MEDIA_TYPES["bibtex"]: _bibtex,
    MEDIA_TYPES["ris"]: _ris,
    MEDIA_TYPES["csl-json"]: _csl,
}
