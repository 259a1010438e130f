"""Call every operation of the generated client with the examples of the contract.

Run where the client can be imported, with the service's address as the only argument.
"""

import importlib
import pkgutil
import sys
import types
from collections.abc import Iterator
from datetime import date
from enum import Enum
from http import HTTPStatus
from typing import Any, Union, get_args, get_origin, get_type_hints

import httpx
import policyfacts_client
from policyfacts_client.models import Problem


def calls(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """With what an operation is called: what it needs, then that and each further example."""
    parameters = operation.get("parameters", [])
    needed = {found["name"]: _values(found)[0] for found in parameters if found.get("required")}
    bodies = _bodies(operation)
    if not bodies:
        yield needed
    yield from ({**needed, "body": body} for body in bodies)
    for found in parameters:
        # Generated code reads the first form of an answer; the others have checks of their own.
        for value in _values(found) if found["name"] != "format" else ():
            if needed.get(found["name"]) != value:
                yield {**needed, found["name"]: value}


def _values(described: dict[str, Any]) -> list[Any]:
    examples = described.get("examples", {}).values()
    named = [example["value"] for example in examples if "value" in example]
    return named or described.get("schema", {}).get("examples", [])


def _bodies(operation: dict[str, Any]) -> list[Any]:
    content = operation.get("requestBody", {}).get("content", {})
    return _values(content.get("application/json", {}))


def typed(hint: Any, value: Any) -> Any:
    """A plain value as the client's types want it."""
    if get_origin(hint) in (Union, types.UnionType):
        fitting = [part for part in get_args(hint) if part.__name__ not in ("Unset", "NoneType")]
        return typed(fitting[0], value)
    if get_origin(hint) is list:
        (item,) = get_args(hint)
        return [typed(item, one) for one in (value if isinstance(value, list) else [value])]
    if hasattr(hint, "from_dict"):
        return hint.from_dict(value)
    if hint is date:
        return date.fromisoformat(value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value


def functions() -> dict[str, Any]:
    """The module of each operation by its id."""
    api = importlib.import_module("policyfacts_client.api")
    found = pkgutil.walk_packages(api.__path__, "policyfacts_client.api.")
    return {
        module.name.rpartition(".")[2]: importlib.import_module(module.name)
        for module in found
        if not module.ispkg
    }


def objection(client: Any, module: Any, arguments: dict[str, Any]) -> str | None:
    """What is wrong with the answer to one call, if anything."""
    hints = get_type_hints(module.sync_detailed)
    names = {name.rstrip("_"): name for name in hints}
    try:
        given = {names[name]: typed(hints[names[name]], value) for name, value in arguments.items()}
        answer = module.sync_detailed(client=client, **given)
    except Exception as fault:  # whatever generated code breaks on is an objection
        return f"{type(fault).__name__}: {fault}"
    if answer.status_code != HTTPStatus.OK:
        return f"{answer.status_code}: {answer.content[:300]!r}"
    if answer.parsed is None or isinstance(answer.parsed, Problem):
        return f"200, but read as {type(answer.parsed).__name__}"
    return None


def main(address: str) -> int:
    """Make all calls; the last line counts them. 0 if every answer was read."""
    client = policyfacts_client.Client(base_url=address, raise_on_unexpected_status=True)
    contract = httpx.get(f"{address}/openapi.json").json()
    modules = functions()
    made, wrong = 0, 0
    operations = [operation for path in contract["paths"].values() for operation in path.values()]
    for operation in operations:
        name = operation["operationId"]
        for arguments in calls(operation):
            made += 1
            said = objection(client, modules[name], arguments) if name in modules else "no function"
            if said is not None:
                wrong += 1
                print(f"{name} {arguments}: {said}")
    print(f"{len(operations)} operations, {made} calls, {wrong} wrong")
    return int(wrong > 0 or not made)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
