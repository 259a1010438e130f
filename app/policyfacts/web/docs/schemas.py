"""Schemas of the OpenAPI document, in shapes that common generators of clients read.

What answers hold may grow: their objects take members, and their lists values, that this version
does not have. What is sent stays closed, so that a slip is refused.
"""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

# Lists that do not grow within a version: a log with another verb could not be applied, and dates
# of another precision would be written in another way.
CLOSED_LISTS = frozenset({"Change", "Precision"})
_INT32 = 2**31
_BOUNDS = ("minimum", "maximum")
_NULL = {"type": "null"}
_LISTS = ("anyOf", "oneOf", "allOf", "prefixItems")
_SINGLE = ("items", "additionalProperties", "propertyNames", "not")


def tidy_schemas(document: Schema) -> None:
    """Open what answers hold, write types that generators know, and drop what nothing uses."""
    components = document["components"]["schemas"]
    answers = list(_in_responses(document))
    _open(answers + [components[name] for name in _reachable(answers, components)], components)
    everything = [*answers, *_in_requests(document)]
    used = _reachable(everything, components)
    document["components"]["schemas"] = {
        name: schema for name, schema in components.items() if name in used
    }
    for schema in _within([*everything, *document["components"]["schemas"].values()]):
        _write_plainly(schema)


def _in_responses(document: Schema) -> Iterator[Schema]:
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    responses = [response for each in operations for response in each["responses"].values()]
    for response in [*responses, *document["components"]["responses"].values()]:
        for part in [*response.get("content", {}).values(), *response.get("headers", {}).values()]:
            if "schema" in part:
                yield part["schema"]
    for header in document["components"]["headers"].values():
        yield header["schema"]


def _in_requests(document: Schema) -> Iterator[Schema]:
    for path in document["paths"].values():
        for operation in path.values():
            content = operation.get("requestBody", {}).get("content", {})
            for part in [*operation.get("parameters", []), *content.values()]:
                if "schema" in part:
                    yield part["schema"]
    for parameter in document["components"]["parameters"].values():
        yield parameter["schema"]


def _within(schemas: list[Schema]) -> Iterator[Schema]:
    """Yield these schemas and all that stand inside them."""
    for schema in schemas:
        yield schema
        inner = [schema[keyword] for keyword in _SINGLE if isinstance(schema.get(keyword), dict)]
        inner += [each for keyword in _LISTS for each in schema.get(keyword, [])]
        yield from _within([*inner, *schema.get("properties", {}).values()])


def _reachable(schemas: list[Schema], components: dict[str, Schema]) -> set[str]:
    """Return the names of the components that schemas refer to, directly or by one another."""
    names: set[str] = set()
    left = list(schemas)
    while left:
        for schema in _within([left.pop()]):
            name = _name(schema)
            if name and name not in names:
                names.add(name)
                left.append(components[name])
    return names


def _name(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _open(schemas: list[Schema], components: dict[str, Schema]) -> None:
    """Let objects take further members, and lists further values, but for the closed ones."""
    for schema in _within(schemas):
        name = _name(schema)
        if "properties" in schema:
            schema["additionalProperties"] = True
        if name and name not in CLOSED_LISTS and "enum" in components[name]:
            del schema["$ref"]
            _open_list(schema, components[name])
        elif "const" in schema:
            _open_list(schema, {"type": "string", "enum": [schema.pop("const")]})


def _open_list(schema: Schema, values: Schema) -> None:
    """Make a text of a list, which knows the values of today."""
    schema["type"] = values["type"]
    schema["x-extensible-enum"] = list(values["enum"])
    if "description" in values:
        schema.setdefault("description", values["description"])


def _write_plainly(schema: Schema) -> None:
    """Write null as a type, and the width of numbers; a title would only repeat the name."""
    schema.pop("title", None)
    alternatives = [each for each in schema.get("anyOf", []) if each != _NULL]
    if len(alternatives) == 1 and "$ref" not in alternatives[0]:
        del schema["anyOf"]
        schema |= {**alternatives[0], **schema}
        schema.pop("title", None)
        _set_width(schema)
        schema["type"] = [schema["type"], "null"]
    else:
        _set_width(schema)


def _set_width(schema: Schema) -> None:
    """Say what fits the numbers: generators take 32 bits where nothing is said."""
    if schema.get("type") == "number":
        schema.setdefault("format", "double")
    elif schema.get("type") == "integer":
        bounds = {name: int(schema[name]) for name in _BOUNDS if name in schema}
        schema |= bounds
        if len(bounds) < len(_BOUNDS) or not all(
            -_INT32 <= each < _INT32 for each in bounds.values()
        ):
            schema.setdefault("format", "int64")
