"""Running node and its tools."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent.parent
PACKAGE = CHECKOUT / "typescript"
SHOWN_ADDRESS = "http://127.0.0.1:8000"
_NODE = CHECKOUT / ".venv-conformance" / "bin"


@dataclass(frozen=True)
class Done:
    """The output of a command, and whether it succeeded."""

    output: str
    succeeded: bool


def run(*command: str | Path, folder: Path = PACKAGE, **settings: str) -> Done:
    """Run a command, with settings added to the environment."""
    path = os.pathsep.join([str(_NODE), os.environ["PATH"]])
    completed = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, "NO_COLOR": "1", **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Done(completed.stdout, completed.returncode == 0)
