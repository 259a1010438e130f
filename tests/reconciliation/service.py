"""Asking the service as clients of either version do, and judging by the specification."""

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
class Standard:
    """One version: its name, its schemas by name, and all of them for references."""

    version: str
    folder: Path
    registry: Registry[Any]

    def errors(self, schema: str, instance: Any) -> list[str]:
        """What the schema finds wrong."""
        validator = Draft7Validator(
            _read(self.folder / "schemas" / f"{schema}.json"), registry=self.registry
        )
        return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(instance)]

    def examples(self, schema: str, validity: str) -> list[tuple[str, Any]]:
        """What the specification shows as valid or invalid, by file."""
        files = sorted((self.folder / "examples" / schema / validity).glob("*.json"))
        return [(file.name, _read(file)) for file in files]


def read_standard(version: str) -> Standard | None:
    """A version of the specification; None where it is not on this machine."""
    folder = _STANDARDS / version
    if not folder.is_dir():
        return None
    return Standard(version, folder, Registry[Any]().with_resources(_resources(folder)))


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
    """The candidates of one query of 0.2."""
    answered = post_queries(service, {"q0": query})
    assert answered.status_code == 200, answered.text
    found: list[dict[str, Any]] = answered.json()["q0"]["result"]
    return found


def draft_candidates(
    service: TestClient, *conditions: dict[str, Any], **query: Any
) -> list[dict[str, Any]]:
    """The candidates of one query of 1.0-draft."""
    sent = {"queries": [{**query, "conditions": list(conditions)}]}
    answered = service.post(f"{DRAFT}/match", json=sent)
    assert answered.status_code == 200, answered.text
    found: list[dict[str, Any]] = answered.json()["results"][0]["candidates"]
    return found


def matches(found: list[dict[str, Any]]) -> list[str]:
    """Ids of the candidates that are certain."""
    return [candidate["id"] for candidate in found if candidate["match"]]
