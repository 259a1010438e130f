"""The OpenAPI document, with what FastAPI does not write by itself."""

from typing import Any

from fastapi import FastAPI

from policyfacts.schemas.envelope import Problem
from policyfacts.web.docs.components import share_components
from policyfacts.web.docs.schemas import tidy_schemas

DESCRIPTION = """\
Every visit, agreement, meeting, figure and plan of a government's annual foreign-policy review as
data, with who took part, when, what it is about and which sentence says so. The facts are the
publishing government's own statements.

Ask `/v1/facts` by country, region, organization, year or topic, in any combination. Names are read
in any language held; what cannot be read is refused with what was probably meant. Every error is a
problem document (RFC 9457).

Beside this contract: `/` shows the facts to people, `/embed/...` puts them on other sites (oEmbed
at `/oembed`), `/reconcile` turns names into ids for OpenRefine, and assistants ask at `/mcp` over
the Model Context Protocol.
"""
TAGS = [
    {"name": "Facts", "description": "What reviews say, with the sentences that say it."},
    {
        "name": "Counts and figures",
        "description": "Facts counted by what they have, and their figures as rows.",
    },
    {"name": "Citations", "description": "How to cite a fact, or the facts that match."},
    {
        "name": "Ways in",
        "description": "Countries, regions, organizations, topics and years, counted.",
    },
    {"name": "Partners", "description": "Who takes part in facts together, how often, in what."},
    {"name": "Entities", "description": "Everything that takes part in facts."},
    {"name": "Reviews", "description": "The documents, their sections and coverage."},
    {"name": "Releases", "description": "What each load brought, and what changed since."},
    {"name": "Downloads", "description": "The whole release in files, and the catalogue of it."},
    {"name": "Vocabulary", "description": "Closed lists."},
    {"name": "Service", "description": "What is held, and whether it can be asked."},
]
_HEADERS = {
    "ETag": "Weak; changes with the release, the form and the version of the program.",
    "Last-Modified": "When the release was loaded.",
    "Link": "Next page, other forms, licence, contract, the address to cite.",
}

_NULL = {"type": "null"}


def describe(app: FastAPI) -> None:
    """Make `app.openapi` complete: the shape of problems, named examples, no key needed.

    What repeats is made a component, and schemas are written as generators of clients read them.
    """
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = generate()
            document["security"] = []
            _add_problem(document["components"]["schemas"])
            for path, operations in document["paths"].items():
                for method, operation in operations.items():
                    for parameter in operation.get("parameters", []):
                        _tidy(parameter)
                    if method == "get" and not path.startswith("/health"):
                        _add_conditions(operation["responses"])
            share_components(document)
            tidy_schemas(document)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _add_conditions(responses: dict[str, Any]) -> None:
    """Document the headers of a response, and 304."""
    responses["200"]["headers"] = {
        name: {"description": description, "schema": {"type": "string"}}
        for name, description in _HEADERS.items()
    }
    responses["304"] = {"description": "The client holds this answer: `If-None-Match` lists it."}


def _add_problem(schemas: dict[str, Any]) -> None:
    problem = Problem.model_json_schema(
        mode="serialization", ref_template="#/components/schemas/{model}"
    )
    schemas |= problem.pop("$defs")
    schemas["Problem"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)


def _tidy(parameter: dict[str, Any]) -> None:
    """Name the examples of a parameter, and drop null: it is left out where it has no value."""
    schema = parameter["schema"]
    schema.pop("description", None)
    kinds = schema.pop("anyOf", [])
    schema |= {name: value for kind in kinds if kind != _NULL for name, value in kind.items()}
    examples = {
        _label(parameter, example): {"value": example} for example in schema.get("examples", [])
    }
    left_out = _left_out(schema)
    if not examples or (left_out is None and not parameter["required"]):
        return
    if not parameter["required"]:
        # Swagger UI fills in the first one: no filter holds until the reader chooses it.
        examples = {"left-out": {"summary": "left out", "value": left_out}, **examples}
    parameter["examples"] = examples
    del schema["examples"]


def _left_out(schema: dict[str, Any]) -> Any:
    """Return the value that is the same as none; None where the schema has no such value."""
    if "default" in schema:
        return schema["default"]
    return [] if schema.get("type") == "array" and "minItems" not in schema else None


def _label(parameter: dict[str, Any], example: Any) -> str:
    values = example if isinstance(example, list) else [example]
    return f"{parameter['name']}={','.join(map(str, values))}"
