"""Frictionless validates the Data Package: every table, type, key and constraint."""

import json
import zipfile
from pathlib import Path

from conformance.checks import Check, Report
from conformance.service import Service
from conformance.tools import run


def _validate(service: Service, folder: Path) -> Report:
    zipped = folder / "datapackage.zip"
    zipped.write_bytes(service.bytes("/v1/downloads/datapackage.zip"))
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    finished = run("frictionless", "validate", "datapackage.json", folder=folder)
    return Report(f"{len(descriptor['resources'])} tables", finished.objections)


CHECKS = [Check("frictionless", _validate)]
