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


def describe(app: FastAPI) -> None:
    """Make `app.openapi` complete: the shape of problems, and that nothing needs a key."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = generate()
            document["security"] = []
            schemas = document["components"]["schemas"]
            problem = Problem.model_json_schema(
                mode="serialization", ref_template="#/components/schemas/{model}"
            )
            schemas |= problem.pop("$defs")
            schemas["Problem"] = problem
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
