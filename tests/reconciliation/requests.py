"""Requests as clients of either version send them, and the specification that judges them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from httpx2 import Response
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7
from starlette.testclient import TestClient

PUBLIC_URL = "https://facts.example/policy"
BASE, DRAFT = "/reconcile", "/reconcile/1.0-draft"
BASES = {"0.2": BASE, "1.0-draft": DRAFT}
_STANDARDS = Path(__file__).parents[3] / "shared" / "standards" / "reconciliation"


@dataclass(frozen=True)
class Specification:
    """One version: its name, its schemas by name, and all of them for references."""

    version: str
    folder: Path
    registry: Registry[Any]

    def errors(self, schema: str, instance: Any) -> list[str]:
        """List what the schema finds wrong."""
        validator = Draft7Validator(
            _read(self.folder / "schemas" / f"{schema}.json"), registry=self.registry
        )
        return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(instance)]

    def examples(self, schema: str, validity: str) -> list[tuple[str, Any]]:
        """List what the specification shows as valid or invalid, by file."""
        files = sorted((self.folder / "examples" / schema / validity).glob("*.json"))
        return [(file.name, _read(file)) for file in files]


def load_specification(version: str) -> Specification | None:
    """Return a version of the specification; None where it is not on this machine."""
    folder = _STANDARDS / version
    if not folder.is_dir():
        return None
    return Specification(version, folder, Registry[Any]().with_resources(_resources(folder)))


def _resources(folder: Path) -> Iterator[tuple[str, Resource[Any]]]:
    for file in (folder / "schemas").glob("*.json"):
        schema = _read(file)
        if file.name == "openapi.json":
            yield "http://swagger.io/v2/schema.json", DRAFT7.create_resource(schema)
        else:
            yield schema["$id"], DRAFT7.create_resource(schema)


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def post_queries(service: TestClient, queries: dict[str, Any]) -> Response:
    """Send queries as OpenRefine does."""
    return service.post(BASE, data={"queries": json.dumps(queries)})


def candidates(service: TestClient, **query: Any) -> list[dict[str, Any]]:
    """Return the candidates for one query of 0.2."""
    response = post_queries(service, {"q0": query})
    assert response.status_code == 200, response.text
    results: list[dict[str, Any]] = response.json()["q0"]["result"]
    return results


def draft_candidates(
    service: TestClient, *conditions: dict[str, Any], **query: Any
) -> list[dict[str, Any]]:
    """Return the candidates for one query of 1.0-draft."""
    sent = {"queries": [{**query, "conditions": list(conditions)}]}
    response = service.post(f"{DRAFT}/match", json=sent)
    assert response.status_code == 200, response.text
    results: list[dict[str, Any]] = response.json()["results"][0]["candidates"]
    return results


def matches(results: list[dict[str, Any]]) -> list[str]:
    """List the ids of the candidates that are matches."""
    return [candidate["id"] for candidate in results if candidate["match"]]
