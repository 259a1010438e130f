"""A new path stands wherever readers look for one: the test names every place that lacks it."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from starlette.testclient import TestClient

from policyfacts import api
from policyfacts.renderers.columns import TABLES
from tests.contract.routes import JSON, ROUTES

CHECKOUT = Path(__file__).parent.parent.parent
DOCUMENTS = [CHECKOUT / "README.md", *CHECKOUT.glob("docs/*.md")]
# What has one address and answers JSON.
WAYS_IN = [
    route.template
    for route in ROUTES
    if route.template.startswith("/v1/") and not route.in_path and JSON in route.media_types
]


def test_every_path_stands_wherever_readers_look_for_it(sqlite_client: TestClient) -> None:
    client = sqlite_client
    lacking = [*routers_left_out(), *not_listed(client), *without_columns(client)]
    assert not lacking, "\n".join(lacking)


def routers_left_out() -> Iterator[str]:
    """Name the modules whose paths are not in the contract."""
    described = {route.template.removeprefix("/v1") for route in ROUTES}
    for name in (module.name for module in pkgutil.iter_modules(api.__path__)):
        router = import_module(f"{api.__name__}.{name}").router
        paths = {route.path for route in router.routes if route.include_in_schema}
        if paths and not paths & described:
            yield f"api/{name}.py is not in all_routers of api/__init__.py"


def not_listed(client: TestClient) -> Iterator[str]:
    """Name the ways in that the overview or the documents leave out."""
    links = client.get("/v1").json()["links"].values()
    text = "".join(file.read_text(encoding="utf-8") for file in DOCUMENTS)
    for path in WAYS_IN:
        if path not in links:
            yield f"{path} is not in _LINKS of http/presenters/overview.py"
        if path not in text:
            yield f"{path} is neither in README.md nor in docs/asking.md"


def without_columns(client: TestClient) -> Iterator[str]:
    """Name the tables whose columns the reference leaves out."""
    tables = {tuple(column.name for column in columns) for columns in TABLES.values()}
    for route in ROUTES:
        # The columns of counts are what is counted by.
        if "fields" in route.names and route.name != "count_facts":
            header = client.get(route.url_with(("format", "csv"))).text.splitlines()[0]
            if tuple(header.split(",")) not in tables:
                yield f"the columns of {route} are not in TABLES of renderers/columns.py"
