"""Every operation of the contract, asked by the clients and compared with what HTTP answers."""

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
from tests.client.both_clients import Way
from tests.client.methods import BY_ID, METHODS, OPERATIONS, required_of
from tests.contract.routes import JSON, Route, contract, examples_of

# For other programs than this client: files, and what linked data needs.
NOT_COVERED = {"download_file", "get_catalog", "get_context"}
# What shapes an answer that the client reads for its callers.
FORMS = {"format", "fields", "bom"}
# A count takes filters alone.
WHOLE = {name: it for name, it in OPERATIONS.items() if name != "count"}


def raw_answer(way: Way, route: Route) -> Any:
    if "requestBody" in route.operation:
        return way.raw.post(route.address, json=examples_of(route.body)[0])
    return way.raw.get(route.address, headers={"Accept": route.media_types[0]})


def keywords_of(operation: Operation[..., Any]) -> set[str]:
    """What may be given by name or, but for ids, by place."""
    keywords: set[str] = set()
    for name, it in inspect.signature(operation.make).parameters.items():
        if it.kind is inspect.Parameter.VAR_KEYWORD:
            question = get_type_hints(operation.make)[name].__args__[0]
            keywords |= set(question.__annotations__)
        elif it.kind is not inspect.Parameter.POSITIONAL_ONLY:
            keywords.add(name)
    return keywords - {"self", "body"}


def test_every_operation_of_the_contract_is_offered() -> None:
    assert {it.operation_id for it in OPERATIONS.values()} | NOT_COVERED == set(BY_ID)


def test_every_list_can_be_gone_over() -> None:
    lists = {name for name, it in OPERATIONS.items() if "cursor" in keywords_of(it)}
    assert {name for name in METHODS if name.startswith("iter_")} == {f"iter_{it}" for it in lists}


@pytest.mark.parametrize("name", WHOLE)
def test_every_parameter_of_the_contract_is_a_keyword(name: str) -> None:
    route = BY_ID[OPERATIONS[name].operation_id]
    forms = FORMS - ({"format"} if JSON not in route.media_types else set())
    assert keywords_of(OPERATIONS[name]) == set(route.names) - forms


def test_a_count_takes_every_filter() -> None:
    page = {"limit", "cursor", "sort", "facet", "sample", "seed"}
    assert keywords_of(OPERATIONS["count"]) == keywords_of(OPERATIONS["facts"]) - page


@pytest.mark.parametrize("name", WHOLE)
def test_it_returns_what_http_answers(way: Way, name: str) -> None:
    route = BY_ID[OPERATIONS[name].operation_id]
    answer = getattr(way.client, name)(*required_of(route))
    raw = raw_answer(way, route)
    assert raw.status_code == 200
    if isinstance(answer, str):
        assert answer == raw.text
    else:
        assert answer.model_dump(mode="json") == raw.json()


def test_it_goes_over_all_pages(way: Way) -> None:
    page = way.client.facts(limit=5)
    assert list(page) == list(page.items), "a page itself has its items and no more"
    whole = way.client.facts(limit=500).items
    assert list(way.client.iter_facts(limit=50)) == list(whole)
    found = way.client.search({"any": [{"country": ["TR"]}, {"type": "visit"}], "limit": 500})
    body = {"any": [{"country": ["TR"]}, {"type": "visit"}], "limit": 5}
    assert list(way.client.iter_search(body)) == list(found.items)
    assert found.page.total > 10


@pytest.mark.parametrize("name", [it for it in METHODS if it.startswith("iter_")])
def test_every_list_is_gone_over_to_its_end(near: FactsClient, name: str) -> None:
    page = getattr(near, name.removeprefix("iter_"))
    args = required_of(BY_ID[OPERATIONS[name.removeprefix("iter_")].operation_id])
    items = list(getattr(near, name)(*args))
    assert len(items) == page(*args).page.total
    assert len({repr(it) for it in items}) == len(items)


def test_a_model_has_every_member_that_the_contract_has() -> None:
    schemas = contract()["components"]["schemas"]
    compared = {
        name: set(it.model_fields)
        for name, it in vars(package).items()
        if isinstance(it, type) and issubclass(it, Model) and name != "ItemList"
    }
    assert len(compared) > 50
    assert compared == {name: set(schemas[name]["properties"]) for name in compared}


def test_both_kinds_offer_the_same() -> None:
    for name, method in METHODS.items():
        assert getattr(AsyncFactsClient, name) is method
        assert re.fullmatch(r"[A-Z].*\.", method.__doc__ or "", re.DOTALL), name


def test_help_shows_what_is_given_and_what_comes_of_it() -> None:
    with FactsClient("http://127.0.0.1:9") as client:
        shown = inspect.signature(client.country)
        assert (list(shown.parameters), shown.return_annotation) == (["id_"], EntityProfile)
        for name in METHODS:
            method = getattr(client, name)
            assert method.__name__ == name
            assert "self" not in inspect.signature(method).parameters
        assert inspect.signature(client.iter_facts).return_annotation is Items
    waited = inspect.signature(AsyncFactsClient("http://127.0.0.1:9").country)
    assert waited.return_annotation == Awaitable[EntityProfile]


def test_a_misspelt_filter_is_refused_by_type_checkers_and_by_the_service(
    near: FactsClient,
) -> None:
    with pytest.raises(FactsClientError, match=r"Did you mean country"):
        near.facts(contry="TR")  # type: ignore[call-arg] # that mypy finds it is what is tested
    with pytest.raises(FactsClientError, match=r"Did you mean topic"):
        near.iter_facts(topik="visas").to_pandas()  # type: ignore[call-arg]


@pytest.mark.parametrize("module", [clients, entities, facts, filters, service], ids=str)
def test_what_a_caller_may_annotate_with_can_be_imported(module: ModuleType) -> None:
    known = {*dir(builtins), *dir(typing), "datetime", "httpx2", "TracebackType"}
    named = {it for it in names_in_annotations(module) if it not in known and len(it) > 1}
    assert named - {"FlowStep", "StepResult"} <= set(package.__all__)


def names_in_annotations(module: ModuleType) -> set[str]:
    """Names that the signatures and the members of a module mention."""
    nodes = list(ast.walk(ast.parse(inspect.getsource(module))))
    annotations = [it.annotation for it in nodes if isinstance(it, ast.arg | ast.AnnAssign)]
    annotations += [it.returns for it in nodes if isinstance(it, ast.FunctionDef)]
    inside = [node for it in annotations if it is not None for node in ast.walk(it)]
    return {it.id for it in inside if isinstance(it, ast.Name)}
