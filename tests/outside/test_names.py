"""Names that programs elsewhere have written down: of the release, schemas, terms and tools."""

from starlette.testclient import TestClient

from tests.outside.evidence import Check
from tests.outside.requests import call


def test_names_on_the_wire_are_as_frozen(served: TestClient, check: Check) -> None:
    contract = served.get("/openapi.json").json()
    context = served.get("/context.jsonld").json()["@context"]
    listing = call("tools/list")
    listed = served.post(listing.address, content=listing.body, headers=listing.headers).json()[
        "result"
    ]
    check(
        "names",
        {
            "release": served.get("/v1").json()["release"]["id"],
            "schemas": sorted(contract["components"]["schemas"]),
            "operations": {
                operation["operationId"]: f"{method.upper()} {path}"
                for path, methods in contract["paths"].items()
                for method, operation in methods.items()
            },
            "terms": sorted(context),
            "tools": {
                tool["name"]: sorted(tool["inputSchema"]["properties"]) for tool in listed["tools"]
            },
        },
    )
