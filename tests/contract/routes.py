"""What may be asked, taken from the OpenAPI document: a new path is tested without being listed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from urllib.parse import quote, urlencode

from policyfacts.settings import Settings
from policyfacts.web import create_app

# What is served beside the contract.
BESIDE = ("/", "/docs", "/openapi.json", "/static/swagger-init.js")
JSON = "application/json"
# The example by which readers of the docs do not ask for a parameter.
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
        """What generated clients call it."""
        return str(self.operation["operationId"])

    @cached_property
    def parameters(self) -> list[dict[str, Any]]:
        """Everything that may be put into the query."""
        return self._placed("query")

    @cached_property
    def names(self) -> list[str]:
        """Names of what may be put into the query."""
        return [parameter["name"] for parameter in self.parameters]

    @cached_property
    def in_path(self) -> list[dict[str, Any]]:
        """Everything that must be put into the path."""
        return self._placed("path")

    @property
    def media_types(self) -> list[str]:
        """What an answer may be; the first is that of clients who have no wish."""
        return list(self.operation["responses"]["200"]["content"])

    @property
    def forms(self) -> list[str]:
        """What may be asked for by `format`."""
        found = [it["schema"]["enum"] for it in self.parameters if it["name"] == "format"]
        return found[0] if found else []

    @property
    def body(self) -> dict[str, Any]:
        """The documentation of the JSON that must be sent."""
        return dict(self.operation["requestBody"]["content"][JSON])

    @property
    def address(self) -> str:
        """The path with the examples of its parameters in place, and what must be asked."""
        return self.asking()

    @property
    def path(self) -> str:
        """The path with the examples of its parameters in place."""
        path = self.template
        for parameter in self.in_path:
            path = path.replace(f"{{{parameter['name']}}}", str(examples_of(parameter)[0]))
        return path

    def matches(self, path: str) -> bool:
        """Whether the path is one of this route's, and of no route that has it word for word."""
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(self.template))
        is_other = any(route.template == path for route in ROUTES if route is not self)
        return re.fullmatch(pattern, path) is not None and not is_other

    @cached_property
    def item_members(self) -> set[str]:
        """Names of the members of each item of a list; nothing where the answer is no list."""
        members = _members(self.operation["responses"]["200"]["content"].get(JSON, {}))
        return set(_members(members.get("items", {}).get("items", {})))

    def asking(self, *asked: tuple[str, object]) -> str:
        """The address with this in its query; what must be asked and is not has its example."""
        missing = [
            (parameter["name"], examples_of(parameter)[0])
            for parameter in self.parameters
            if parameter.get("required") and parameter["name"] not in dict(asked)
        ]
        query = urlencode([*missing, *asked], doseq=True)
        return f"{self.path}?{query}" if query else self.path

    def address_with(self, value: str) -> str:
        """The path with a value in place of its parameter."""
        return self.template.replace(f"{{{self.in_path[-1]['name']}}}", quote(value, safe=""))

    def documents(self, status: int) -> bool:
        """Whether the contract says that such an answer may come."""
        return str(status) in self.operation["responses"]

    def _placed(self, where: str) -> list[dict[str, Any]]:
        return [it for it in self.operation.get("parameters", []) if it["in"] == where]


@cache
def contract() -> dict[str, Any]:
    """The OpenAPI document, to read only; no database is opened for it."""
    return create_app(Settings(database_url="sqlite:///never-opened.db")).openapi()


def _members(documented: dict[str, Any]) -> dict[str, Any]:
    """The members of what a schema, or the schema of an answer, refers to."""
    name = documented.get("schema", documented).get("$ref", "").rpartition("/")[2]
    return dict(contract()["components"]["schemas"].get(name, {}).get("properties", {}))


def examples_of(documented: dict[str, Any]) -> list[Any]:
    """The values of the examples of a parameter or body, wherever OpenAPI lets them stand."""
    named = [
        it["value"]
        for name, it in documented.get("examples", {}).items()
        if "value" in it and name != LEFT_OUT
    ]
    single = [documented["example"]] if "example" in documented else []
    return [*named, *single, *documented["schema"].get("examples", [])]


def takes_several(parameter: dict[str, Any]) -> bool:
    """Whether the parameter may be repeated."""
    return bool(parameter["schema"].get("type") == "array")


def _routes(method: str) -> Iterator[Route]:
    for template, operations in contract()["paths"].items():
        if method in operations:
            yield Route(template, operations[method])


# Asked with GET.
ROUTES = list(_routes("get"))
# Questions that are bodies.
POSTED = list(_routes("post"))
WITH_ID = [route for route in ROUTES if route.in_path]
WITH_QUERY = [route for route in ROUTES if route.parameters]
LISTS = [route for route in ROUTES if "cursor" in route.names]
FACTS = next(route for route in ROUTES if route.template == "/v1/facts")
# All but what answers without looking at the database.
ON_DATA = [route for route in ROUTES if route.name != "is_alive"]
EVERY_ADDRESS = [*(route.address for route in ROUTES), *BESIDE]


def is_own(route: Route, parameter: dict[str, Any]) -> bool:
    """Whether the parameter means on this path what it means on no path before, facts first.

    The filters of facts stand on ten paths; one of them shows how they are read.
    """
    before = [FACTS, *ROUTES[: ROUTES.index(route)]]
    return route is FACTS or not any(parameter in other.parameters for other in before)
