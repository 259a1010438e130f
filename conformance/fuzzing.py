"""Schemathesis asks what the contract allows, and what it does not, thousands of times."""

import re
from pathlib import Path

from conformance.checks import Check, Report
from conformance.service import Service
from conformance.tools import HERE, run

_QUESTIONS_PER_OPERATION = 25
_SETTINGS = f"""\
hooks = "{HERE / "fuzzing_hooks.py"}"
"""


def _fuzz(service: Service, folder: Path) -> Report:
    (folder / "schemathesis.toml").write_text(_SETTINGS, encoding="utf-8")
    finished = run(
        "schemathesis",
        "--config-file",
        "schemathesis.toml",
        "run",
        f"{service.address}/openapi.json",
        "--checks=all",
        "--phases=examples,coverage,fuzzing,stateful",
        f"--max-examples={_QUESTIONS_PER_OPERATION}",
        "--generation-allow-x00=true",
        "--generation-deterministic",
        "--continue-on-failure",
        "--no-color",
        folder=folder,
    )
    asked = re.findall(r"\d+ generated", finished.output)
    # Above the failures stands how the run went on, line by line.
    objections = [said[said.find("= FAILURES =") + 1 :] for said in finished.objections]
    return Report(f"all checks, {''.join(asked)}", objections)


CHECKS = [Check("schemathesis", _fuzz)]
