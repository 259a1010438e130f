"""Start the service, run the checks, and print their objections.

`python -m conformance SERVICE [CHECK ...]`: SERVICE is the path of the command `policyfacts`;
without a CHECK all are run.
"""

import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
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
# It takes as long as the others together, and waits for the service half of that.
_BESIDE_OTHERS = {check.name for check in fuzzing.CHECKS}


def main(command: Path, names: Sequence[str]) -> int:
    """Run the named checks, else all; return 1 where one objects, 2 where a name is unknown."""
    unknown = sorted(set(names) - set(CHECKS))
    if unknown:
        print(f"No check is called {', '.join(unknown)}; there are {', '.join(CHECKS)}.")
        return 2
    verdicts: Counter[str] = Counter()
    beside = [name for name in names or CHECKS if name in _BESIDE_OTHERS]
    others = [name for name in names or CHECKS if name not in _BESIDE_OTHERS]
    with tempfile.TemporaryDirectory(prefix="policyfacts-conformance-") as temporary:
        folder = Path(temporary)
        with serving(command.resolve(), folder) as service, ThreadPoolExecutor() as threads:
            for some in threads.map(partial(_run_all, service, folder), (beside, others)):
                verdicts.update(some)
        verdicts[_check_log(folder / "service.log")] += 1
    print(
        f"{verdicts['passed']} passed, {verdicts['failed']} failed, {verdicts['skipped']} skipped"
    )
    return int(verdicts["failed"] > 0)


def _run_all(service: Service, folder: Path, names: Sequence[str]) -> list[str]:
    return [_run(CHECKS[name], service, folder) for name in names]


def _run(check: Check, service: Service, folder: Path) -> str:
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
    except Exception:  # one check that breaks must not stop the others
        report = Report("broke off", [traceback.format_exc()])
    return _print_report(check.name, report, time.monotonic() - began)


def _check_log(log: Path) -> str:
    """Check that the service logged no error, as one more check."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    errors = [line for line in lines if line.startswith(("ERROR", "CRITICAL", "Traceback"))]
    return _print_report("service log", Report(f"{len(lines)} lines", errors), 0)


def _print_report(name: str, report: Report, seconds: float) -> str:
    count = len(report.objections)
    word = f"{count} OBJECTIONS" if count else "nothing to object to"
    objections = ["\n    " + objection.replace("\n", "\n    ") for objection in report.objections]
    # At once, for another check may speak at the same time.
    print(
        f"{name:<24}{word:<24}{seconds:>6.1f} s  {report.subject}{''.join(objections)}", flush=True
    )
    return "failed" if count else "passed"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
