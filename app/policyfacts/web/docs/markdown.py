"""The OpenAPI document as Markdown, for people and language models.

Its URLs can be requested as they are: what is in braces is replaced by its example.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policyfacts.http.urls import UrlBuilder
from policyfacts.renderers.columns import TABLES
from policyfacts.web.docs.components import resolve_operation


@dataclass(frozen=True)
class Operation:
    """One operation of the OpenAPI document."""

    method: str
    path: str
    document: dict[str, Any]

    @property
    def example_path(self) -> str:
        """The path with examples in place of what is in braces."""
        path = self.path
        for parameter in self.parameters("path"):
            path = path.replace(f"{{{parameter['name']}}}", str(_examples(parameter)[0]))
        return path

    @property
    def required(self) -> dict[str, Any]:
        """Examples of the parameters that cannot be left out."""
        return {
            parameter["name"]: _examples(parameter)[0]
            for parameter in self.parameters("query")
            if parameter.get("required")
        }

    def parameters(self, where: str) -> list[dict[str, Any]]:
        """List the parameters of the path or the query."""
        return [each for each in self.document["parameters"] if each["in"] == where]


def write_overview(contract: dict[str, Any], urls: UrlBuilder) -> str:
    """Write all paths as links: the file that language models look for, `/llms.txt`."""
    info = contract["info"]
    lines = [f"# {info['title']}", "", f"> {info['summary']}.", "", info["description"].strip()]
    lines += ["", "## Documentation", ""]
    for name, path, what in _DOCUMENTS:
        lines.append(f"- [{name}]({urls.url(path)}): {what}")
    for tag in contract["tags"]:
        operations = _tagged(contract, tag["name"])
        if operations:
            lines += ["", f"## {tag['name']}", ""]
            lines += [_overview_line(operation, urls) for operation in operations]
    return "\n".join(lines) + "\n"


_PIPE = "\\|"
_DOCUMENTS = (
    ("Reference", "/docs.md", "every path with its parameters and examples."),
    ("Contract", "/openapi.json", "the same as an OpenAPI document, for programs."),
    ("Interactive documentation", "/docs", "a page to try everything on."),
)


def write_reference(contract: dict[str, Any], urls: UrlBuilder) -> str:
    """Write every path with its parameters, formats and examples, `/docs.md`."""
    info = contract["info"]
    lines = [f"# {info['title']} {info['version']}", "", info["description"].strip()]
    for tag in contract["tags"]:
        operations = _tagged(contract, tag["name"])
        if operations:
            lines += ["", f"## {tag['name']}", "", tag["description"]]
        for operation in operations:
            lines += _describe(operation, urls)
    for name, columns in TABLES.items():
        lines += ["", f"## Columns of {name} as CSV", "", "| Column | Meaning |", "|---|---|"]
        lines += [
            f"| `{column.name}` | {column.description.replace('|', _PIPE)} |" for column in columns
        ]
    return "\n".join(lines) + "\n"


def _operations(contract: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in contract["paths"].items():
        for method, document in methods.items():
            yield Operation(method.upper(), path, resolve_operation(contract, document))


def _tagged(contract: dict[str, Any], tag: str) -> list[Operation]:
    return [op for op in _operations(contract) if tag in op.document["tags"]]


def _overview_line(operation: Operation, urls: UrlBuilder) -> str:
    summary = operation.document["description"].split("\n\n")[0].replace("\n", " ")
    if operation.method == "GET":
        url = urls.url(operation.example_path, operation.required)
        return f"- [{operation.document['summary']}]({url}): {summary}"
    return f"- {operation.document['summary']}, `{operation.method} {operation.path}`: {summary}"


def _describe(operation: Operation, urls: UrlBuilder) -> Iterator[str]:
    yield from (
        "",
        f"### {operation.document['summary']}: `{operation.method} {operation.path}`",
        "",
    )
    yield operation.document["description"]
    if operation.method == "GET":
        url = urls.url(operation.example_path, operation.required)
        yield from ("", f"Example: [{url}]({url})")
    kinds = operation.document["responses"]["200"].get("content", {})
    yield from ("", f"Answers: {', '.join(f'`{kind}`' for kind in kinds)}")
    yield from _describe_body(operation)
    parameters = [*operation.parameters("path"), *operation.parameters("query")]
    if parameters:
        yield from ("", "| Parameter | Meaning | Example |", "|---|---|---|")
    for parameter in parameters:
        yield _row(operation, parameter, urls)


def _describe_body(operation: Operation) -> Iterator[str]:
    for kind, content in operation.document.get("requestBody", {}).get("content", {}).items():
        for name, example in content.get("examples", {}).items():
            body = json.dumps(example["value"], ensure_ascii=False, indent=1)
            yield from ("", f"Body as `{kind}`, {name}:", "", "```json", body, "```")


def _row(operation: Operation, parameter: dict[str, Any], urls: UrlBuilder) -> str:
    name, examples = parameter["name"], _examples(parameter)
    meaning = parameter["description"].replace("|", _PIPE).replace("\n", " ")
    example = f"`{_text(examples[0])}`" if examples else ""
    if examples and parameter["in"] == "query" and operation.method == "GET":
        url = urls.url(operation.example_path, {**operation.required, name: examples[0]})
        example = f"[{name}={_text(examples[0])}]({url})"
    return f"| `{name}` | {meaning} | {example} |"


def _examples(parameter: dict[str, Any]) -> list[Any]:
    """Return the values of a parameter's examples, but for that which leaves it out."""
    named = parameter.get("examples", {})
    values = [
        example["value"]
        for name, example in named.items()
        if name != "left-out" and "value" in example
    ]
    return values or parameter["schema"].get("examples", [])


def _text(example: Any) -> str:
    return ",".join(map(str, example)) if isinstance(example, list) else str(example)
