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
    """Yield the arguments of calls: those required, then these with each further example."""
    parameters = operation["parameters"]
    required = {
        parameter["name"]: _values(parameter)[0]
        for parameter in parameters
        if parameter.get("required")
    }
    bodies = _bodies(operation)
    if not bodies:
        yield required
    yield from ({**required, "body": body} for body in bodies)
    for parameter in parameters:
        name = parameter["name"]
        # Generated code reads the first media type alone; the others have checks of their own.
        for value in _values(parameter) if name != "format" else ():
            if required.get(name) != value:
                yield {**required, name: value}


def _values(described: dict[str, Any]) -> list[Any]:
    examples = described.get("examples", {}).values()
    named = [example["value"] for example in examples if "value" in example]
    return named or described.get("schema", {}).get("examples", [])


def _resolve(contract: dict[str, Any], parameter: dict[str, Any]) -> dict[str, Any]:
    """Return the parameter that a reference to the components stands for."""
    name = parameter.get("$ref", "").rpartition("/")[2]
    return dict(contract["components"]["parameters"][name]) if name else parameter


def _bodies(operation: dict[str, Any]) -> list[Any]:
    content = operation.get("requestBody", {}).get("content", {})
    return _values(content.get("application/json", {}))


def typed(hint: Any, value: Any) -> Any:
    """Convert a plain value to the type that the client's function declares."""
    if get_origin(hint) in (Union, types.UnionType):
        fitting = [part for part in get_args(hint) if part.__name__ not in ("Unset", "NoneType")]
        return typed(fitting[0], value)
    if get_origin(hint) is list:
        (item,) = get_args(hint)
        return [typed(item, part) for part in (value if isinstance(value, list) else [value])]
    if hasattr(hint, "from_dict"):
        return hint.from_dict(value)
    if hint is date:
        return date.fromisoformat(value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value


def functions() -> dict[str, Any]:
    """Return the module of each operation by its id."""
    api = importlib.import_module("policyfacts_client.api")
    return {
        module.name.rpartition(".")[2]: importlib.import_module(module.name)
        for module in pkgutil.walk_packages(api.__path__, "policyfacts_client.api.")
        if not module.ispkg
    }


def objection(client: Any, module: Any, arguments: dict[str, Any]) -> str | None:
    """Make one call, and return what is wrong with its answer, if anything."""
    hints = get_type_hints(module.sync_detailed)
    names = {name.rstrip("_"): name for name in hints}
    try:
        values = {
            names[name]: typed(hints[names[name]], value) for name, value in arguments.items()
        }
        answer = module.sync_detailed(client=client, **values)
    except Exception as error:  # whatever generated code raises is an objection
        return f"{type(error).__name__}: {error}"
    if answer.status_code != HTTPStatus.OK:
        return f"{answer.status_code}: {answer.content[:300]!r}"
    if answer.parsed is None or isinstance(answer.parsed, Problem):
        return f"200, but read as {type(answer.parsed).__name__}"
    return None


def main(address: str) -> int:
    """Make all calls and print their number in the last line; return 0 if every answer was read."""
    client = policyfacts_client.Client(base_url=address, raise_on_unexpected_status=True)
    contract = httpx.get(f"{address}/openapi.json").json()
    modules = functions()
    count, wrong = 0, 0
    operations = [
        {
            **operation,
            "parameters": [_resolve(contract, each) for each in operation.get("parameters", [])],
        }
        for path in contract["paths"].values()
        for operation in path.values()
    ]
    for operation in operations:
        name = operation["operationId"]
        for arguments in calls(operation):
            count += 1
            module = modules.get(name)
            reason = objection(client, module, arguments) if module else "no function"
            if reason is not None:
                wrong += 1
                print(f"{name} {arguments}: {reason}")
    print(f"{len(operations)} operations, {count} calls, {wrong} wrong")
    return int(wrong > 0 or not count)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
