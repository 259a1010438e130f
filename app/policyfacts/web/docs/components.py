"""What repeats in the OpenAPI document stands once, among its components, and is referred to."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any

Part = dict[str, Any]
# A part of an operation with the place that holds it: a list or an object, and the key in it.
Place = tuple[Any, Any]

# By status, so that no name depends on how a version of Python words it.
_RESPONSE_NAMES = {
    "200": "Text",
    "206": "PartialContent",
    "304": "NotModified",
    "308": "Moved",
    "400": "BadRequest",
    "404": "NotFound",
    "406": "NotAcceptable",
    "409": "StaleCursor",
    "410": "Gone",
    "413": "TooLarge",
    "415": "UnsupportedMediaType",
    "416": "RangeNotSatisfiable",
    "422": "BadParameters",
    "500": "ServerError",
    "503": "Unavailable",
}


def share_components(document: Part) -> None:
    """Move parameters, headers and responses that stand more than once to the components."""
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    components = document["components"]
    for kind, places, name in (
        ("parameters", _parameters, _parameter_name),
        ("headers", _headers, _header_name),
        ("responses", _responses, _response_name),
    ):
        shared = _share(f"#/components/{kind}", list(places(operations)), name)
        components[kind] = dict(sorted(shared.items()))


def resolve(document: Part, part: Part) -> Part:
    """Return what a part of the document refers to, or itself where it refers to nothing."""
    reference = part.get("$ref")
    if reference is None:
        return part
    target: Part = document
    for step in reference.removeprefix("#/").split("/"):
        target = target[step]
    return target


def resolve_operation(document: Part, operation: Part) -> Part:
    """Return an operation with its parameters and responses in place of references to them."""
    return {
        **operation,
        "parameters": [resolve(document, each) for each in operation.get("parameters", [])],
        "responses": {
            status: resolve(document, response)
            for status, response in operation["responses"].items()
        },
    }


def _share(base: str, places: list[Place], name_of: Callable[[Part, Any], str]) -> dict[str, Part]:
    """Replace what repeats by references; of several meanings of a name, the most frequent."""
    texts = [json.dumps(holder[key], sort_keys=True) for holder, key in places]
    counts = Counter(texts)
    meanings: dict[str, list[str]] = defaultdict(list)
    for (holder, key), text in zip(places, texts, strict=True):
        if counts[text] > 1 and text not in meanings[name_of(holder[key], key)]:
            meanings[name_of(holder[key], key)].append(text)
    names = {max(texts, key=counts.__getitem__): name for name, texts in meanings.items() if texts}
    shared = {}
    for (holder, key), text in zip(places, texts, strict=True):
        if text in names:
            shared[names[text]] = holder[key]
            holder[key] = {"$ref": f"{base}/{names[text]}"}
    return shared


def _parameters(operations: list[Part]) -> Iterator[Place]:
    for operation in operations:
        parameters = operation.get("parameters", [])
        yield from ((parameters, index) for index in range(len(parameters)))


def _parameter_name(parameter: Part, _: int) -> str:
    """Return the title in one word, which is the name unless the declaration has another."""
    title: str = parameter["schema"].get("title", parameter["name"])
    return title.lower().replace(" ", "_")


def _headers(operations: list[Part]) -> Iterator[Place]:
    for operation in operations:
        for response in operation["responses"].values():
            headers = response.get("headers", {})
            yield from ((headers, name) for name in headers)


def _header_name(_: Part, name: str) -> str:
    return name


def _responses(operations: list[Part]) -> Iterator[Place]:
    for operation in operations:
        yield from ((operation["responses"], status) for status in operation["responses"])


def _response_name(response: Part, status: str) -> str:
    """Return the name of the status; of a good answer in JSON, that of its schema."""
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    name: str = schema.get("$ref", "").rpartition("/")[2]
    return name or _RESPONSE_NAMES[status]
