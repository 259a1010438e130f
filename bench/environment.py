"""The environment of a run: a folder with corpora and the databases that hold them."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.corpus.writing import write_corpus
from bench.machine import Cores
from bench.table import NotMeasured
from policyfacts.schemas.stored_format import STORED_FORMAT

FEW, THOUSAND = 200, 1_000


@dataclass(frozen=True)
class Environment:
    """What every benchmark needs; corpora and databases are made when they are first used.

    `facts` is the size that is measured, `peers` the folder with the commands of other programs,
    `rounds` how often pairs are measured.
    """

    folder: Path
    peers: Path
    facts: int
    rounds: int
    cores: Cores

    def corpus(self, facts: int) -> Path:
        """Return the seed folder of so many facts."""
        path = self.folder / f"corpus-{facts}"
        if not path.exists():
            write_corpus(path, facts)
        return path

    def database(self, facts: int) -> str:
        """Return the URL of a SQLite database of so many facts."""
        path = self.database_file(facts)
        if not path.exists():
            unfinished = path.with_suffix(".making")
            unfinished.unlink(missing_ok=True)
            self.run(sqlite(unfinished), "migrate")
            self.run(sqlite(unfinished), "load", str(self.corpus(facts)))
            unfinished.rename(path)
        return sqlite(path)

    def database_file(self, facts: int) -> Path:
        """Return the path of the database of so many facts, which need not exist."""
        return self.folder / f"facts-{facts}-format-{STORED_FORMAT}.db"

    def run(self, url: str, *arguments: str) -> None:
        """Run a command of the service; raise NotMeasured with its message where it fails."""
        environment = {**os.environ, "POLICYFACTS_DATABASE_URL": url}
        command = [sys.executable, "-m", "policyfacts", *arguments]
        with self.cores.released():
            completed = subprocess.run(
                command, env=environment, capture_output=True, text=True, check=False
            )
        if completed.returncode:
            raise NotMeasured(
                f"policyfacts {arguments[0]} failed: {completed.stderr.strip()[-300:]}"
            )


def sqlite(path: Path) -> str:
    """Return the URL of a SQLite file."""
    return f"sqlite:///{path}"
