"""Checks of the OpenAPI document."""

import json
from pathlib import Path

from conformance.checks import Check, Report
from conformance.service import Service
from conformance.tools import HERE, Finished, run


def _write_contract(service: Service, folder: Path) -> Path:
    file = folder / "openapi.json"
    file.write_text(json.dumps(service.contract, indent=2, ensure_ascii=False), encoding="utf-8")
    return file


def _report(service: Service, finished: Finished) -> Report:
    operations = sum(len(path) for path in service.contract["paths"].values())
    return Report(f"the contract of {operations} operations", finished.objections)


def _validate(service: Service, folder: Path) -> Report:
    file = _write_contract(service, folder)
    return _report(service, run("openapi-spec-validator", file, folder=folder))


def _spectral(service: Service, folder: Path) -> Report:
    file = _write_contract(service, folder)
    options = ("--ruleset", HERE / ".spectral.yaml", "--fail-severity", "hint")
    return _report(service, run("spectral", "lint", file, *options, folder=folder))


def _redocly(service: Service, folder: Path) -> Report:
    file = _write_contract(service, folder)
    # The "strict" rules turn warnings into errors; the short format fits a terminal.
    options = ("--extends", "recommended-strict", "--format", "stylish")
    return _report(service, run("redocly", "lint", file, *options, folder=folder))


CHECKS = [
    Check("openapi-spec-validator", _validate),
    Check("spectral", _spectral),
    Check("redocly", _redocly),
]
