"""The contract, completed: what FastAPI does not write by itself."""

from typing import Any

from fastapi import FastAPI

from policyfacts.schemas.answers import Problem

DESCRIPTION = """\
Every visit, agreement, meeting, figure and plan of a government's annual foreign-policy review as
data, with who took part, when, what it is about and which sentence says so. The facts are the
publishing government's own statements.

Ask `/v1/facts` by country, region, organization, year or topic, in any combination. Names are read
in any language held; what cannot be read is refused with what was probably meant. Every error is a
problem document (RFC 9457).
"""
TAGS = [
    {"name": "Facts", "description": "What reviews say, with the sentences that say it."},
    {
        "name": "Ways in",
        "description": "Countries, regions, organizations, topics and years, counted.",
    },
    {"name": "Entities", "description": "Everything that takes part in facts."},
    {"name": "Reviews", "description": "The documents, their sections and coverage."},
    {"name": "Vocabulary", "description": "Closed lists."},
    {"name": "Service", "description": "What is held, and whether it can be asked."},
]


_NULL = {"type": "null"}


def describe(app: FastAPI) -> None:
    """Make `app.openapi` complete: the shape of problems, named examples, no key needed."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = generate()
            document["security"] = []
            _add_problem(document["components"]["schemas"])
            for path in document["paths"].values():
                for parameter in path["get"].get("parameters", []):
                    _tidy(parameter)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _add_problem(schemas: dict[str, Any]) -> None:
    problem = Problem.model_json_schema(
        mode="serialization", ref_template="#/components/schemas/{model}"
    )
    schemas |= problem.pop("$defs")
    schemas["Problem"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)


def _tidy(parameter: dict[str, Any]) -> None:
    """A parameter has its examples by name, and is left out where it has no value: never null."""
    schema = parameter["schema"]
    schema.pop("description", None)
    schema.pop("title", None)
    kinds = schema.pop("anyOf", [])
    schema |= {name: value for kind in kinds if kind != _NULL for name, value in kind.items()}
    examples = schema.pop("examples", [])
    if examples:
        # Swagger UI fills in the first one: no filter holds until the reader chooses it.
        left_out = {"value": schema["default"]} if "default" in schema else {}
        parameter["examples"] = {
            "left-out": {"summary": "left out", **left_out},
            **{_label(parameter, example): {"value": example} for example in examples},
        }


def _label(parameter: dict[str, Any], example: Any) -> str:
    values = example if isinstance(example, list) else [example]
    return f"{parameter['name']}={','.join(map(str, values))}"
