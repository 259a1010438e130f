"""openapi-typescript makes types of the contract, and the TypeScript compiler uses them."""

import shutil
from pathlib import Path

from judges.service import Service
from judges.tools import HERE, run
from judges.verdict import Judge, Verdict


def _compile(service: Service, folder: Path) -> Verdict:
    for file in ("tsconfig.json", "use.ts"):
        shutil.copy(HERE / "typescript" / file, folder)
    contract = f"{service.address}/openapi.json"
    made = run("openapi-typescript", contract, "--output", "schema.d.ts", folder=folder)
    compiled = run("tsc", "--project", folder, folder=folder)
    lines = (
        (folder / "schema.d.ts").read_text(encoding="utf-8").count("\n") if made.succeeded else 0
    )
    return Verdict(f"{lines} lines of types, strict", made.objections + compiled.objections)


JUDGES = [Judge("openapi-typescript", _compile)]
