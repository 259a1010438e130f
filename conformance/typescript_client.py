"""openapi-typescript generates types from the contract, and the TypeScript compiler checks them."""

import shutil
from pathlib import Path

from conformance.checks import Check, Report
from conformance.service import Service
from conformance.tools import HERE, run


def _compile(service: Service, folder: Path) -> Report:
    for file in ("tsconfig.json", "use.ts"):
        shutil.copy(HERE / "typescript" / file, folder)
    contract = f"{service.address}/openapi.json"
    generated = run("openapi-typescript", contract, "--output", "schema.d.ts", folder=folder)
    compiled = run("tsc", "--project", folder, folder=folder)
    lines = (
        (folder / "schema.d.ts").read_text(encoding="utf-8").count("\n")
        if generated.succeeded
        else 0
    )
    return Report(f"{lines} lines of types, strict", generated.objections + compiled.objections)


CHECKS = [Check("openapi-typescript", _compile)]
