"""Addresses: one for every kind of answer."""

from dataclasses import dataclass

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
        "/v1",
        "/v1/facts?country=TR",
        "/v1/facts?country=TR&format=csv",
        "/v1/facts?country=TR&format=ndjson",
        "/v1/facts?country=TR&format=jsonld",
        fact,
        f"{fact}?format=jsonld",
        "/v1/facts/stats?group_by=type",
        "/v1/figures?limit=5",
        "/v1/countries",
        "/v1/countries/CN",
        "/v1/graph?country=CN",
        "/v1/graph?country=CN&format=graphml",
        "/v1/suggest?q=tur",
        "/v1/releases",
        "/v1/changes",
        "/v1/changes?format=ndjson",
        "/v1/changes?format=atom",
        "/v1/downloads",
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
        "/health/live",
        "/health/ready",
    ]
    refused = [
        Address("/v1/facts/none", 404),
        Address("/v1/none", 404),
        Address("/v1/facts?contry=TR", 422),
        Address("/v1/facts?country=Turkye", 422),
        Address("/v1/facts", 406, accept="image/png"),
    ]
    return [*map(Address, paths), *refused]
