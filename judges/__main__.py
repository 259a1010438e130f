"""Start the service, ask every judge, and say what each objects to.

`python -m judges SERVICE [JUDGE ...]`: SERVICE is the command `policyfacts`; without names, all.
"""

import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from judges import (
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
from judges.service import Service, serving
from judges.verdict import CannotJudge, DidNotJudge, Judge, Verdict

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
JUDGES = {judge.name: judge for group in _GROUPS for judge in group.JUDGES}


def main(command: Path, wanted: Sequence[str]) -> int:
    """Ask the judges; 1 if any objects, 2 where a name is not a judge's."""
    unknown = sorted(set(wanted) - set(JUDGES))
    if unknown:
        print(f"No judge is called {', '.join(unknown)}; there are {', '.join(JUDGES)}.")
        return 2
    said: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="policyfacts-judges-") as made:
        folder = Path(made)
        with serving(command.resolve(), folder) as service:
            said.update(_ask(JUDGES[name], service, folder) for name in wanted or JUDGES)
        said[_read_log(folder / "service.log")] += 1
    print(f"{said['passed']} passed, {said['failed']} failed, {said['skipped']} skipped")
    return int(said["failed"] > 0)


def _ask(judge: Judge, service: Service, folder: Path) -> str:
    own = folder / judge.name
    own.mkdir()
    began = time.monotonic()
    try:
        verdict = judge.judge(service, own)
    except DidNotJudge as reason:
        print(f"{judge.name:<24}DID NOT RUN: {reason}", flush=True)
        return "skipped"
    except CannotJudge as reason:
        verdict = Verdict("could not judge", [str(reason)])
    except Exception:  # a judge that breaks must not keep the others from judging
        verdict = Verdict("broke off", [traceback.format_exc()])
    return _say(judge.name, verdict, time.monotonic() - began)


def _read_log(log: Path) -> str:
    """The service itself is the last witness: it must not have logged an error."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    errors = [line for line in lines if line.startswith(("ERROR", "CRITICAL", "Traceback"))]
    return _say("service log", Verdict(f"{len(lines)} lines", errors), 0)


def _say(name: str, verdict: Verdict, seconds: float) -> str:
    count = len(verdict.objections)
    word = f"{count} OBJECTIONS" if count else "nothing to object to"
    print(f"{name:<24}{word:<24}{seconds:>6.1f} s  {verdict.judged}", flush=True)
    for objection in verdict.objections:
        print("    " + objection.replace("\n", "\n    "), flush=True)
    return "failed" if count else "passed"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
