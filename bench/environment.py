"""Where measuring takes place: a folder with corpora and the databases that hold them."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.corpus.writing import write_corpus
from bench.machine import Cores
from bench.table import NotMeasured
from policyfacts.models import STORED_FORMAT

FEW, THOUSAND = 200, 1_000


@dataclass(frozen=True)
class Workshop:
    """What every line needs; corpora and databases are made when they are first asked for.

    `facts` is the size that is measured, `peers` the folder with the commands of others, `rounds`
    how often pairs are measured.
    """

    folder: Path
    peers: Path
    facts: int
    rounds: int
    cores: Cores

    def corpus(self, facts: int) -> Path:
        """The seed folder of so many facts."""
        path = self.folder / f"corpus-{facts}"
        if not path.exists():
            write_corpus(path, facts)
        return path

    def database(self, facts: int) -> str:
        """The address of a SQLite file that holds so many facts."""
        path = self.database_file(facts)
        if not path.exists():
            making = path.with_suffix(".making")
            making.unlink(missing_ok=True)
            self.run(sqlite(making), "migrate")
            self.run(sqlite(making), "load", str(self.corpus(facts)))
            making.rename(path)
        return sqlite(path)

    def database_file(self, facts: int) -> Path:
        """Where the database stands, or will."""
        return self.folder / f"facts-{facts}-format-{STORED_FORMAT}.db"

    def run(self, url: str, *arguments: str) -> None:
        """Run a command of the service; NotMeasured repeats what it says when it fails."""
        environment = {**os.environ, "POLICYFACTS_DATABASE_URL": url}
        command = [sys.executable, "-m", "policyfacts", *arguments]
        with self.cores.released():
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, check=False
            )
        if done.returncode:
            raise NotMeasured(f"policyfacts {arguments[0]} failed: {done.stderr.strip()[-300:]}")


def sqlite(path: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{path}"
