"""Start the service, run every check, and print what each objects to.

`python -m conformance SERVICE [CHECK ...]`: SERVICE is the command `policyfacts`; none names all.
"""

import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from conformance import (
    contract,
    data_package,
    feeds,
    fuzzing,
    http_notes,
    linked_data,
    pages,
    python_client,
    tables,
    typescript_client,
)
from conformance.checks import CannotCheck, Check, NotChecked, Report
from conformance.service import Service, serving

_GROUPS = (
    contract,
    http_notes,
    python_client,
    typescript_client,
    tables,
    data_package,
    linked_data,
    feeds,
    pages,
    fuzzing,
)
CHECKS = {check.name: check for group in _GROUPS for check in group.CHECKS}


def main(command: Path, wanted: Sequence[str]) -> int:
    """Run the checks; return 1 where one objects, 2 where a name is none of them."""
    unknown = sorted(set(wanted) - set(CHECKS))
    if unknown:
        print(f"No check is called {', '.join(unknown)}; there are {', '.join(CHECKS)}.")
        return 2
    said: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="policyfacts-conformance-") as made:
        folder = Path(made)
        with serving(command.resolve(), folder) as service:
            said.update(_ask(CHECKS[name], service, folder) for name in wanted or CHECKS)
        said[_read_log(folder / "service.log")] += 1
    print(f"{said['passed']} passed, {said['failed']} failed, {said['skipped']} skipped")
    return int(said["failed"] > 0)


def _ask(check: Check, service: Service, folder: Path) -> str:
    own = folder / check.name
    own.mkdir()
    began = time.monotonic()
    try:
        report = check.run(service, own)
    except NotChecked as reason:
        print(f"{check.name:<24}DID NOT RUN: {reason}", flush=True)
        return "skipped"
    except CannotCheck as reason:
        report = Report("could not check", [str(reason)])
    except Exception:  # a check that breaks must not keep the others from running
        report = Report("broke off", [traceback.format_exc()])
    return _say(check.name, report, time.monotonic() - began)


def _read_log(log: Path) -> str:
    """The service itself is the last witness: it must not have logged an error."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    errors = [line for line in lines if line.startswith(("ERROR", "CRITICAL", "Traceback"))]
    return _say("service log", Report(f"{len(lines)} lines", errors), 0)


def _say(name: str, report: Report, seconds: float) -> str:
    count = len(report.objections)
    word = f"{count} OBJECTIONS" if count else "nothing to object to"
    print(f"{name:<24}{word:<24}{seconds:>6.1f} s  {report.subject}", flush=True)
    for objection in report.objections:
        print("    " + objection.replace("\n", "\n    "), flush=True)
    return "failed" if count else "passed"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
