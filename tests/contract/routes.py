"""What may be asked, taken from the OpenAPI document: a new path is tested without being listed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from urllib.parse import quote

from policyfacts.settings import Settings
from policyfacts.web import create_app

# What is served beside the contract.
BESIDE = ("/", "/docs", "/openapi.json", "/static/swagger-init.js")


@dataclass(frozen=True)
class Route:
    """One path of the contract, asked with GET."""

    template: str
    operation: dict[str, Any]

    def __str__(self) -> str:
        return self.template

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
    def address(self) -> str:
        """The path with the examples of its parameters in place."""
        path = self.template
        for parameter in self.in_path:
            path = path.replace(f"{{{parameter['name']}}}", str(examples_of(parameter)[0]))
        return path

    def address_with(self, value: str) -> str:
        """The path with a value in place of its last parameter."""
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


def examples_of(parameter: dict[str, Any]) -> list[Any]:
    """The values of a parameter's examples, wherever OpenAPI lets them stand."""
    named = [it["value"] for it in parameter.get("examples", {}).values() if "value" in it]
    single = [parameter["example"]] if "example" in parameter else []
    return [*named, *single, *parameter["schema"].get("examples", [])]


def takes_several(parameter: dict[str, Any]) -> bool:
    """Whether the parameter may be repeated."""
    return bool(parameter["schema"].get("type") == "array")


def _routes() -> Iterator[Route]:
    for template, operations in contract()["paths"].items():
        yield Route(template, operations["get"])


ROUTES = list(_routes())
WITH_ID = [route for route in ROUTES if route.in_path]
WITH_QUERY = [route for route in ROUTES if route.parameters]
LISTS = [route for route in ROUTES if "cursor" in route.names]
# All but what answers without looking at the database.
ON_DATA = [route for route in ROUTES if route.operation["operationId"] != "is_alive"]
EVERY_ADDRESS = [*(route.address for route in ROUTES), *BESIDE]
