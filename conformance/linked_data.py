"""PyLD expands the JSON-LD answers; pySHACL validates the catalog by the shapes of DCAT-AP."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyshacl
import rdflib
from pyld import jsonld

from conformance.addresses import one_fact
from conformance.checks import Check, NotChecked, Report
from conformance.service import Service
from conformance.tools import HERE

_SHAPES = HERE.parent.parent / "shared" / "standards" / "dcat-ap-3.0.1" / "shapes.ttl"
_CATALOG = "/catalog.jsonld"


def _expand(service: Service, _folder: Path) -> Report:
    paths = [
        f"/v1/facts/{one_fact(service)}?format=jsonld",
        "/v1/facts?limit=500&format=jsonld",
        _CATALOG,
    ]
    objections: list[str] = []
    for path in paths:
        dropped: set[str] = set()
        options = {"base": service.address + path, "documentLoader": _load_from(service)}
        expanded = jsonld.expand(service.json(path), options, on_property_dropped=dropped.add)
        objections += [f"{path}: the context does not know {term!r}" for term in sorted(dropped)]
        if not expanded:
            objections.append(f"{path}: nothing is left of it")
    return Report(f"{len(paths)} documents", objections)


def _load_from(service: Service) -> Callable[[str, dict[str, Any]], dict[str, Any]]:
    """Make a document loader that fetches from the running service alone."""

    def load(address: str, _options: dict[str, Any]) -> dict[str, Any]:
        if not address.startswith(service.address + "/"):
            raise LookupError(f"It sends its readers to {address}.")
        document = service.json(address.removeprefix(service.address))
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": address,
            "document": document,
        }

    return load


def _validate(service: Service, _folder: Path) -> Report:
    if not _SHAPES.is_file():
        raise NotChecked("the shapes of DCAT-AP 3.0.1 are not beside this checkout")
    catalog = rdflib.Graph().parse(
        data=json.dumps(service.json(_CATALOG)),
        format="json-ld",
        publicID=service.address + _CATALOG,
    )
    conforms, _, results = pyshacl.validate(catalog, shacl_graph=str(_SHAPES))
    objections = [] if conforms else [str(results)]
    if not list(catalog.subjects(rdflib.RDF.type, rdflib.DCAT.Dataset)):
        objections.append("it holds no dcat:Dataset")
    return Report(f"a catalogue of {len(catalog)} statements", objections)


CHECKS = [Check("pyld", _expand), Check("pyshacl", _validate)]
