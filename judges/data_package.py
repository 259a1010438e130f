"""Frictionless validates the Data Package: every table, type, key and constraint."""

import json
import zipfile
from pathlib import Path

from judges.service import Service
from judges.tools import run
from judges.verdict import Judge, Verdict


def _validate(service: Service, folder: Path) -> Verdict:
    packed = folder / "datapackage.zip"
    packed.write_bytes(service.bytes("/v1/downloads/datapackage.zip"))
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    finished = run("frictionless", "validate", "datapackage.json", folder=folder)
    return Verdict(f"{len(described['resources'])} tables", finished.objections)


JUDGES = [Judge("frictionless", _validate)]
