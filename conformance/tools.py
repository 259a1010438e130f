"""Running the tools that are commands."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from conformance.checks import CannotCheck

HERE = Path(__file__).parent
_PYTHON_TOOLS = Path(sys.executable).parent
_NODE_TOOLS = HERE / "node_modules" / ".bin"
_SECONDS = 900
_QUIET = {
    "NO_COLOR": "1",
    "FORCE_COLOR": "0",
    "REDOCLY_TELEMETRY": "off",
    "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
}


@dataclass(frozen=True)
class Finished:
    """The output of a command, and whether it succeeded."""

    output: str
    succeeded: bool

    @property
    def objections(self) -> list[str]:
        """The output as an objection, where the command failed."""
        return [] if self.succeeded else [self.output.strip() or "It failed without a word."]


def run(
    command: str, *arguments: str | Path, folder: Path, settings: Mapping[str, str] | None = None
) -> Finished:
    """Run a command of the Python or Node tools in a folder, with settings in its environment."""
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
        "PATH": os.pathsep.join([str(_PYTHON_TOOLS), os.environ.get("PATH", "")]),
        **_QUIET,
        **(settings or {}),
    }
    finished = subprocess.run(
        [_find(command), *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=_SECONDS,
        check=False,
    )
    return Finished(finished.stdout, finished.returncode == 0)


def _find(command: str) -> Path:
    for folder in (_PYTHON_TOOLS, _NODE_TOOLS):
        if (folder / command).is_file():
            return folder / command
    raise CannotCheck(f"{command} is not installed: `make conformance` installs it.")
