"""Fixtures: a project that has the packed client installed, and a running service."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.service import Service, serving
from typescript.tests.running import CHECKOUT, run


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Run the service with the bundled seed."""
    with serving(
        CHECKOUT / ".venv" / "bin" / "policyfacts", tmp_path_factory.mktemp("service")
    ) as service:
        yield service


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project with the packed client in its `node_modules`."""
    folder = tmp_path_factory.mktemp("project")
    packed = run("npm", "pack", "--silent", "--pack-destination", folder)
    assert packed.succeeded, packed.output
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as files:
        files.extractall(folder / "unpacked", filter="data")
    (folder / "node_modules").mkdir()
    (folder / "unpacked" / "package").rename(folder / "node_modules" / "policyfacts-client")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder
