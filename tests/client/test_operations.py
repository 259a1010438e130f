"""Every operation of the contract, called by the clients and compared with plain HTTP."""

import ast
import builtins
import inspect
import re
import typing
from collections.abc import Awaitable
from types import ModuleType
from typing import Any, get_type_hints

import pytest

from policyfacts import client as package
from policyfacts.client import (
    AsyncFactsClient,
    EntityProfile,
    FactsClient,
    FactsClientError,
    Items,
    clients,
    filters,
)
from policyfacts.client.models.base import Model
from policyfacts.client.operation import Operation
from policyfacts.client.operations import entities, facts, service
from tests.client.both_clients import Connection
from tests.client.methods import BY_ID, METHODS, OPERATIONS, required_arguments
from tests.contract.routes import JSON, Route, contract, examples_of

# For other programs than this client: files, and what linked data needs.
NOT_COVERED = {"download_file", "get_catalog", "get_context"}
# Parameters for the form of a response, which the client parses for its callers.
FORM_PARAMETERS = {"format", "fields", "bom"}
# A count takes filters alone.
EXCEPT_COUNT = {name: operation for name, operation in OPERATIONS.items() if name != "count"}


def http_response(connection: Connection, route: Route) -> Any:
    if "requestBody" in route.operation:
        return connection.http.post(route.url, json=examples_of(route.body)[0])
    return connection.http.get(route.url, headers={"Accept": route.media_types[0]})


def keywords_of(operation: Operation[..., Any]) -> set[str]:
    """Return the names of the keyword arguments of an operation."""
    keywords: set[str] = set()
    for name, parameter in inspect.signature(operation.make).parameters.items():
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            filters = get_type_hints(operation.make)[name].__args__[0]
            keywords |= set(filters.__annotations__)
        elif parameter.kind is not inspect.Parameter.POSITIONAL_ONLY:
            keywords.add(name)
    return keywords - {"self", "body"}


def test_every_operation_of_the_contract_has_a_method() -> None:
    assert {operation.operation_id for operation in OPERATIONS.values()} | NOT_COVERED == set(BY_ID)


def test_every_list_has_an_iterator() -> None:
    lists = {name for name, operation in OPERATIONS.items() if "cursor" in keywords_of(operation)}
    iterators = {name for name in METHODS if name.startswith("iter_")}
    assert iterators == {f"iter_{name}" for name in lists}


@pytest.mark.parametrize("name", EXCEPT_COUNT)
def test_every_parameter_of_the_contract_is_a_keyword(name: str) -> None:
    route = BY_ID[OPERATIONS[name].operation_id]
    excluded = FORM_PARAMETERS - ({"format"} if JSON not in route.media_types else set())
    assert keywords_of(OPERATIONS[name]) == set(route.names) - excluded


def test_count_takes_every_filter() -> None:
    page_parameters = {"limit", "cursor", "sort", "facet", "sample", "seed"}
    assert keywords_of(OPERATIONS["count"]) == keywords_of(OPERATIONS["facts"]) - page_parameters


@pytest.mark.parametrize("name", EXCEPT_COUNT)
def test_each_operation_returns_the_body_of_the_http_response(
    connection: Connection, name: str
) -> None:
    route = BY_ID[OPERATIONS[name].operation_id]
    result = getattr(connection.client, name)(*required_arguments(route))
    response = http_response(connection, route)
    assert response.status_code == 200
    if isinstance(result, str):
        assert result == response.text
    else:
        assert result.model_dump(mode="json") == response.json()


def test_iterators_go_through_all_pages(connection: Connection) -> None:
    page = connection.client.facts(limit=5)
    assert list(page) == list(page.items), "a page itself has its items and no more"
    all_facts = connection.client.facts(limit=500).items
    assert list(connection.client.iter_facts(limit=50)) == list(all_facts)
    body = {"any": [{"country": ["TR"]}, {"type": "visit"}], "limit": 5}
    all_found = connection.client.search({**body, "limit": 500})
    assert list(connection.client.iter_search(body)) == list(all_found.items)
    assert all_found.page.total > 10


@pytest.mark.parametrize("name", [name for name in METHODS if name.startswith("iter_")])
def test_every_iterator_ends_after_the_total(client: FactsClient, name: str) -> None:
    list_method = getattr(client, name.removeprefix("iter_"))
    args = required_arguments(BY_ID[OPERATIONS[name.removeprefix("iter_")].operation_id])
    items = list(getattr(client, name)(*args))
    assert len(items) == list_method(*args).page.total
    assert len({repr(item) for item in items}) == len(items)


def test_each_model_has_the_members_of_its_schema() -> None:
    schemas = contract()["components"]["schemas"]
    compared = {
        name: set(model.model_fields)
        for name, model in vars(package).items()
        if isinstance(model, type) and issubclass(model, Model) and name != "ItemList"
    }
    assert len(compared) > 50
    assert compared == {name: set(schemas[name]["properties"]) for name in compared}


def test_both_client_classes_have_the_same_methods() -> None:
    for name, method in METHODS.items():
        assert getattr(AsyncFactsClient, name) is method
        assert re.fullmatch(r"[A-Z].*\.", method.__doc__ or "", re.DOTALL), name


def test_signatures_show_parameters_and_return_types() -> None:
    with FactsClient("http://127.0.0.1:9") as client:
        signature = inspect.signature(client.country)
        assert (list(signature.parameters), signature.return_annotation) == (["id_"], EntityProfile)
        for name in METHODS:
            method = getattr(client, name)
            assert method.__name__ == name
            assert "self" not in inspect.signature(method).parameters
        assert inspect.signature(client.iter_facts).return_annotation is Items
    async_signature = inspect.signature(AsyncFactsClient("http://127.0.0.1:9").country)
    assert async_signature.return_annotation == Awaitable[EntityProfile]


def test_misspelt_filter_is_refused_by_mypy_and_by_the_service(client: FactsClient) -> None:
    with pytest.raises(FactsClientError, match=r"Did you mean country"):
        client.facts(contry="TR")  # type: ignore[call-arg] # that mypy finds it is what is tested
    with pytest.raises(FactsClientError, match=r"Did you mean topic"):
        client.iter_facts(topik="visas").to_pandas()  # type: ignore[call-arg]


@pytest.mark.parametrize("module", [clients, entities, facts, filters, service], ids=str)
def test_types_in_public_signatures_can_be_imported(module: ModuleType) -> None:
    builtin_names = {*dir(builtins), *dir(typing), "datetime", "httpx2", "TracebackType"}
    names = names_in_annotations(module) - builtin_names
    type_names = {name for name in names if len(name) > 1}
    assert type_names - {"FlowStep", "StepResult"} <= set(package.__all__)


def names_in_annotations(module: ModuleType) -> set[str]:
    """Return the names in the annotations of signatures and members of a module."""
    nodes = list(ast.walk(ast.parse(inspect.getsource(module))))
    annotations = [node.annotation for node in nodes if isinstance(node, ast.arg | ast.AnnAssign)]
    annotations += [node.returns for node in nodes if isinstance(node, ast.FunctionDef)]
    parts = [part for tree in annotations if tree is not None for part in ast.walk(tree)]
    return {part.id for part in parts if isinstance(part, ast.Name)}
