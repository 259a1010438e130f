"""Frictionless validates the Data Package: every table, type, key and constraint."""

import json
import zipfile
from pathlib import Path

from conformance.checks import Check, Report
from conformance.service import Service
from conformance.tools import run


def _validate(service: Service, folder: Path) -> Report:
    packed = folder / "datapackage.zip"
    packed.write_bytes(service.bytes("/v1/downloads/datapackage.zip"))
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    finished = run("frictionless", "validate", "datapackage.json", folder=folder)
    return Report(f"{len(described['resources'])} tables", finished.objections)


CHECKS = [Check("frictionless", _validate)]
