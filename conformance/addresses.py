"""Addresses: one for every kind of answer; those in JSON are taken from the contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from conformance.references import resolve
from conformance.service import Service


@dataclass(frozen=True)
class Address:
    """A path, the status that is expected, and the `Accept` header where one is sent."""

    path: str
    status: int = 200
    accept: str | None = None


def one_fact(service: Service) -> str:
    """Return the id of some fact."""
    first: str = service.json("/v1/facts?limit=1")["items"][0]["id"]
    return first


def addresses_of_each_kind(service: Service) -> list[Address]:
    """Return addresses of good answers and of errors, one of every kind."""
    fact = f"/v1/facts/{one_fact(service)}"
    paths = [
        *_one_of_each_shape(service.contract),
        "/v1/facts?country=TR&format=csv",
        "/v1/facts?country=TR&format=ndjson",
        "/v1/facts?country=TR&format=jsonld",
        f"{fact}?format=jsonld",
        f"{fact}/citation",
        "/v1/graph?country=CN&format=graphml",
        "/v1/changes?format=ndjson",
        "/v1/changes?format=atom",
        "/v1/downloads/facts.ndjson",
        "/v1/downloads/datapackage.zip",
        "/v1/downloads/policyfacts.sqlite",
        "/catalog.jsonld",
        "/context.jsonld",
        "/robots.txt",
        "/llms.txt",
        "/docs.md",
        "/docs",
        "/static/swagger-ui/swagger-ui.css",
        "/openapi.json",
    ]
    refused = [
        Address("/v1/facts/none", 404),
        Address("/v1/none", 404),
        Address("/v1/facts?contry=TR", 422),
        Address("/v1/facts?country=Turkye", 422),
        Address("/v1/facts", 406, accept="image/png"),
    ]
    return [*map(Address, paths), *refused]


def _one_of_each_shape(contract: Mapping[str, Any]) -> list[str]:
    """Return a path, with its examples, for each shape of JSON that the contract answers with."""
    paths: dict[str, str] = {}
    for path, methods in contract["paths"].items():
        if "get" in methods:
            operation = methods["get"]
            content = resolve(contract, operation["responses"]["200"])["content"]
            shape = content.get("application/json", {}).get("schema", {}).get("$ref")
            if shape is not None:
                parameters = [resolve(contract, each) for each in operation.get("parameters", ())]
                paths.setdefault(shape, _with_examples(path, parameters))
    return list(paths.values())


def _with_examples(path: str, parameters: Sequence[Mapping[str, Any]]) -> str:
    """Return the path with examples of its parameters, and of those that must be in the query."""
    query = {}
    for parameter in parameters:
        if parameter.get("required"):
            example = next(iter(parameter["examples"].values()))["value"]
            if parameter["in"] == "path":
                path = path.replace(f"{{{parameter['name']}}}", quote(str(example), safe=""))
            else:
                query[parameter["name"]] = example
    return f"{path}?{urlencode(query, doseq=True)}" if query else path
