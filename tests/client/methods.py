"""The methods of both clients, and the operations of the contract that they ask."""

import inspect
from typing import Any

from policyfacts.client import FactsClient
from policyfacts.client.operation import Operation, Paginated
from tests.contract.routes import POSTED, ROUTES, Route, examples_of

BY_ID = {route.name: route for route in [*ROUTES, *POSTED]}
METHODS = {
    name: method
    for name, method in inspect.getmembers(FactsClient)
    if isinstance(method, Operation | Paginated)
}
OPERATIONS = {name: method for name, method in METHODS.items() if isinstance(method, Operation)}
# What goes over all pages of a list that is a table too.
TABLES = {
    f"iter_{name}": BY_ID[method.operation_id]
    for name, method in OPERATIONS.items()
    if f"iter_{name}" in METHODS and "csv" in getattr(BY_ID.get(method.operation_id), "formats", ())
}


def required_arguments(route: Route) -> list[Any]:
    """List the required arguments, as examples: ids first, then parameters, then the body."""
    required = [parameter for parameter in route.parameters if parameter.get("required")]
    body = examples_of(route.body)[:1] if "requestBody" in route.operation else []
    return [*(examples_of(parameter)[0] for parameter in [*route.in_path, *required]), *body]
