"""Exports of the frozen seed, and of a release whose sentences are quoted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.database import Database
from policyfacts.settings import Settings
from tests.loader.seeds import SMALL_REVIEW, load_seed, small_facts, write_small_review
from tests.renderers.release_files.readers import Package, export, read_package


@pytest.fixture(scope="session")
def exported(loaded_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the frozen seed exported from each kind of database; read only."""
    folder = tmp_path_factory.mktemp("export")
    database = Database(loaded_settings)
    export(database, folder)
    database.dispose()
    return folder


@pytest.fixture(scope="session")
def package(exported: Path) -> Package:
    """Data Package of the frozen seed."""
    return read_package(exported / "datapackage.zip")


@pytest.fixture(scope="session")
def api_facts(client: TestClient) -> list[dict[str, Any]]:
    """List of all facts as the API returns them, in its order."""
    facts, url = [], "/v1/facts?limit=500"
    while url:
        response = client.get(url).json()
        facts += response["items"]
        url = response["page"]["next"]
    return facts


@pytest.fixture
def load_quoted(
    seed: Path, new_migrated: Callable[[str], Settings], new_loaded: Callable[[str], Settings]
) -> Callable[..., Database]:
    """Function that makes a database with the frozen seed and a small review with its text."""

    def load(kind: str, *, in_steps: bool = False, **changed: Any) -> Database:
        database = Database(new_loaded(kind) if in_steps else new_migrated(kind))
        facts = {id_: {**fact, **changed} for id_, fact in small_facts().items()}
        text = write_small_review(seed, facts)
        load_seed(database, seed, {SMALL_REVIEW: text})
        return database

    return load
