"""Schemathesis sends thousands of requests that the contract allows, and that it does not."""

import re
from pathlib import Path

from conformance.checks import Check, Report
from conformance.service import Service
from conformance.tools import HERE, run

_EXAMPLES_PER_OPERATION = 25
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
        f"--max-examples={_EXAMPLES_PER_OPERATION}",
        "--generation-allow-x00=true",
        "--generation-deterministic",
        "--continue-on-failure",
        "--no-color",
        folder=folder,
    )
    generated = re.findall(r"\d+ generated", finished.output)
    # What comes before the failures is the progress of the run, line by line.
    objections = [output[output.find("= FAILURES =") + 1 :] for output in finished.objections]
    return Report(f"all checks, {''.join(generated)}", objections)


CHECKS = [Check("schemathesis", _fuzz)]
