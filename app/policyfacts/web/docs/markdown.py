"""The contract as Markdown, for people and language models; it cannot say other than the contract.

Addresses are asked for as they stand: what is in braces is replaced by its example.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policyfacts.http.urls import UrlBuilder
from policyfacts.renderers.columns import TABLES


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked."""

    method: str
    path: str
    said: dict[str, Any]

    @property
    def example_path(self) -> str:
        """The path with examples in place of what is in braces."""
        path = self.path
        for parameter in self.parameters("path"):
            path = path.replace(f"{{{parameter['name']}}}", str(_examples(parameter)[0]))
        return path

    @property
    def needed(self) -> dict[str, Any]:
        """Examples of the parameters that cannot be left out."""
        return {
            it["name"]: _examples(it)[0] for it in self.parameters("query") if it.get("required")
        }

    def parameters(self, where: str) -> list[dict[str, Any]]:
        """What may be put into the path or the query."""
        return [it for it in self.said.get("parameters", []) if it["in"] == where]


def write_overview(contract: dict[str, Any], urls: UrlBuilder) -> str:
    """What is here, as links: the file that language models look for, `/llms.txt`."""
    info = contract["info"]
    lines = [f"# {info['title']}", "", f"> {info['summary']}.", "", info["description"].strip()]
    lines += ["", "## Documentation", ""]
    for name, path, what in _DOCUMENTS:
        lines.append(f"- [{name}]({urls.url(path)}): {what}")
    for tag in contract["tags"]:
        asked = [it for it in _operations(contract) if tag["name"] in it.said["tags"]]
        if asked:
            lines += ["", f"## {tag['name']}", ""]
            lines += [_overview_line(it, urls) for it in asked]
    return "\n".join(lines) + "\n"


_PIPE = "\\|"
_DOCUMENTS = (
    ("Reference", "/docs.md", "every path with its parameters and examples."),
    ("Contract", "/openapi.json", "the same as an OpenAPI document, for programs."),
    ("Interactive documentation", "/docs", "a page to try everything on."),
)


def write_reference(contract: dict[str, Any], urls: UrlBuilder) -> str:
    """Every path with its parameters, formats and examples, `/docs.md`."""
    info = contract["info"]
    lines = [f"# {info['title']} {info['version']}", "", info["description"].strip()]
    for tag in contract["tags"]:
        asked = [it for it in _operations(contract) if tag["name"] in it.said["tags"]]
        if asked:
            lines += ["", f"## {tag['name']}", "", tag["description"]]
        for operation in asked:
            lines += _describe(operation, urls)
    for name, columns in TABLES.items():
        lines += ["", f"## Columns of {name} as CSV", "", "| Column | Meaning |", "|---|---|"]
        lines += [f"| `{it.name}` | {it.description.replace('|', _PIPE)} |" for it in columns]
    return "\n".join(lines) + "\n"


def _operations(contract: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in contract["paths"].items():
        for method, said in methods.items():
            yield Operation(method.upper(), path, said)


def _overview_line(it: Operation, urls: UrlBuilder) -> str:
    what = it.said["description"].split("\n\n")[0].replace("\n", " ")
    if it.method == "GET":
        return f"- [{it.said['summary']}]({urls.url(it.example_path, it.needed)}): {what}"
    return f"- {it.said['summary']}, `{it.method} {it.path}`: {what}"


def _describe(it: Operation, urls: UrlBuilder) -> Iterator[str]:
    yield from ("", f"### {it.said['summary']}: `{it.method} {it.path}`", "")
    yield it.said["description"]
    if it.method == "GET":
        address = urls.url(it.example_path, it.needed)
        yield from ("", f"Example: [{address}]({address})")
    kinds = it.said["responses"]["200"].get("content", {})
    yield from ("", f"Answers: {', '.join(f'`{kind}`' for kind in kinds)}")
    yield from _describe_body(it)
    parameters = [*it.parameters("path"), *it.parameters("query")]
    if parameters:
        yield from ("", "| Parameter | Meaning | Example |", "|---|---|---|")
    for parameter in parameters:
        yield _row(it, parameter, urls)


def _describe_body(it: Operation) -> Iterator[str]:
    for kind, content in it.said.get("requestBody", {}).get("content", {}).items():
        for name, example in content.get("examples", {}).items():
            body = json.dumps(example["value"], ensure_ascii=False, indent=1)
            yield from ("", f"Body as `{kind}`, {name}:", "", "```json", body, "```")


def _row(it: Operation, parameter: dict[str, Any], urls: UrlBuilder) -> str:
    name, examples = parameter["name"], _examples(parameter)
    meaning = parameter["description"].replace("|", _PIPE).replace("\n", " ")
    shown = f"`{_written(examples[0])}`" if examples else ""
    if examples and parameter["in"] == "query" and it.method == "GET":
        address = urls.url(it.example_path, {**it.needed, name: examples[0]})
        shown = f"[{name}={_written(examples[0])}]({address})"
    return f"| `{name}` | {meaning} | {shown} |"


def _examples(parameter: dict[str, Any]) -> list[Any]:
    """Values of a parameter's examples, but for that which leaves it out."""
    named = parameter.get("examples", {})
    values = [it["value"] for name, it in named.items() if name != "left-out" and "value" in it]
    return values or parameter["schema"].get("examples", [])


def _written(example: Any) -> str:
    return ",".join(map(str, example)) if isinstance(example, list) else str(example)
