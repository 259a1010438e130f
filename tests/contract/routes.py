"""Operations of the OpenAPI document: a new path is tested without being listed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from policyfacts.settings import Settings
from policyfacts.web import create_app
from policyfacts.web.docs.components import resolve_operation

# The contract as it is pinned; a test compares it with the one of today.
SNAPSHOT = Path(__file__).parent / "openapi.json"
# Paths that are not in the contract.
BESIDE = ("/", "/docs", "/openapi.json", "/static/swagger-init.js")
JSON = "application/json"
# The name of the example in which the docs leave a parameter out.
LEFT_OUT = "left-out"


@dataclass(frozen=True)
class Route:
    """One operation of the contract."""

    template: str
    operation: dict[str, Any]

    def __str__(self) -> str:
        return self.template

    @property
    def name(self) -> str:
        """Name in generated clients."""
        return str(self.operation["operationId"])

    @cached_property
    def parameters(self) -> list[dict[str, Any]]:
        """Parameters of the query string."""
        return self._placed("query")

    @cached_property
    def names(self) -> list[str]:
        """Names of the parameters of the query string."""
        return [parameter["name"] for parameter in self.parameters]

    @cached_property
    def in_path(self) -> list[dict[str, Any]]:
        """Parameters of the path."""
        return self._placed("path")

    @property
    def media_types(self) -> list[str]:
        """Media types of successful responses; the first is the default."""
        return list(self.operation["responses"]["200"]["content"])

    @property
    def formats(self) -> list[str]:
        """Values of `format`."""
        schemas = {parameter["name"]: parameter["schema"] for parameter in self.parameters}
        return list(schemas["format"]["enum"]) if "format" in schemas else []

    @property
    def body(self) -> dict[str, Any]:
        """Documentation of the JSON body."""
        return dict(self.operation["requestBody"]["content"][JSON])

    @property
    def url(self) -> str:
        """Path and required parameters, with their examples."""
        return self.url_with()

    @property
    def path(self) -> str:
        """Path with the examples of its parameters."""
        path = self.template
        for parameter in self.in_path:
            path = path.replace(f"{{{parameter['name']}}}", str(examples_of(parameter)[0]))
        return path

    def matches(self, path: str) -> bool:
        """Return True where the path is one of this route, and not exactly that of another."""
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(self.template))
        is_other = any(route.template == path for route in ROUTES if route is not self)
        return re.fullmatch(pattern, path) is not None and not is_other

    @cached_property
    def item_members(self) -> set[str]:
        """Names of the members of each item of a list; empty where the answer is no list."""
        members = _members(self.operation["responses"]["200"]["content"].get(JSON, {}))
        return set(_members(members.get("items", {}).get("items", {})))

    def url_with(self, *params: tuple[str, object]) -> str:
        """The address with this in its query; what must be asked and is not has its example."""
        missing = [
            (parameter["name"], examples_of(parameter)[0])
            for parameter in self.parameters
            if parameter.get("required") and parameter["name"] not in dict(params)
        ]
        query = urlencode([*missing, *params], doseq=True)
        return f"{self.path}?{query}" if query else self.path

    def url_with_id(self, value: str) -> str:
        """Return the path with a value in place of its parameter."""
        return self.template.replace(f"{{{self.in_path[-1]['name']}}}", quote(value, safe=""))

    def documents(self, status: int) -> bool:
        """Return True where the contract documents a response of this status."""
        return str(status) in self.operation["responses"]

    def _placed(self, place: str) -> list[dict[str, Any]]:
        parameters = self.operation["parameters"]
        return [parameter for parameter in parameters if parameter["in"] == place]


@cache
def contract() -> dict[str, Any]:
    """Build the OpenAPI document, to read only; no database is opened for it."""
    return create_app(Settings(database_url="sqlite:///never-opened.db")).openapi()


def _members(documented: dict[str, Any]) -> dict[str, Any]:
    """Return the members of what a schema, or the schema of an answer, refers to."""
    name = documented.get("schema", documented).get("$ref", "").rpartition("/")[2]
    return dict(contract()["components"]["schemas"].get(name, {}).get("properties", {}))


def examples_of(documented: dict[str, Any]) -> list[Any]:
    """Return the values of the examples of a parameter or body, in all places OpenAPI has."""
    named = [
        example["value"]
        for name, example in documented.get("examples", {}).items()
        if "value" in example and name != LEFT_OUT
    ]
    single = [documented["example"]] if "example" in documented else []
    return [*named, *single, *documented["schema"].get("examples", [])]


def takes_several(parameter: dict[str, Any]) -> bool:
    """Return True where the parameter may be repeated."""
    return bool(parameter["schema"].get("type") == "array")


def _routes(method: str) -> Iterator[Route]:
    for template, operations in contract()["paths"].items():
        if method in operations:
            yield Route(template, resolve_operation(contract(), operations[method]))


# Operations with GET.
ROUTES = list(_routes("get"))
# Operations with POST.
POSTED = list(_routes("post"))
WITH_ID = [route for route in ROUTES if route.in_path]
WITH_QUERY = [route for route in ROUTES if route.parameters]
LISTS = [route for route in ROUTES if "cursor" in route.names]
FACTS = next(route for route in ROUTES if route.template == "/v1/facts")
# Those that query the database.
ON_DATA = [route for route in ROUTES if route.name != "is_alive"]
EVERY_URL = [*(route.url for route in ROUTES), *BESIDE]


def is_own(route: Route, parameter: dict[str, Any]) -> bool:
    """Return True where the parameter has this meaning on no path before, facts first.

    The filters of facts stand on ten paths; one of them shows how they are read.
    """
    before = [FACTS, *ROUTES[: ROUTES.index(route)]]
    return route is FACTS or not any(parameter in other.parameters for other in before)
