"""One damaged seed, checked by the command in a process of its own."""

import contextlib
import io
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from resource import RLIMIT_AS, setrlimit
from time import monotonic
from typing import Any

from policyfacts import cli
from policyfacts.loader.ingest.digests import (
    FactsDigest,
    digest_fact,
    digest_reference,
    digest_review,
)
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.reader import SeedReader

MAX_SECONDS = 20
_MAX_MEMORY = 8 * 2**30
_TRACEBACK = 70
# A fork has everything imported: to start the command anew would take longer than the check.
_fork = get_context("fork")


@dataclass(frozen=True)
class Outcome:
    """What the command did: its exit code (None for no end in time), lines and seconds.

    `digest` is that of all that the command read, where it was content.
    """

    code: int | None
    lines: tuple[str, ...]
    digest: str | None
    seconds: float


def run_check(seed: Path) -> Outcome:
    """Check a seed with the command."""
    return _in_a_fork(_check, seed)


def run_load(seed: Path, database_url: str) -> Outcome:
    """Load a seed with the command."""
    return _in_a_fork(_load, seed, database_url)


def run_migrate(database_url: str) -> Outcome:
    """Make the tables of a database with the command."""
    return _in_a_fork(_migrate, database_url)


def _in_a_fork(run: Callable[..., None], *arguments: Any) -> Outcome:
    ours, child_end = _fork.Pipe()
    process = _fork.Process(target=run, args=(child_end, *arguments))
    began = monotonic()
    process.start()
    child_end.close()
    code, lines, digest = None, [f"no answer within {MAX_SECONDS} s"], None
    with contextlib.suppress(EOFError):
        if ours.poll(MAX_SECONDS):
            code, lines, digest = ours.recv()
    process.kill()
    process.join()
    return Outcome(code, tuple(lines), digest, monotonic() - began)


def _check(parent: Connection, seed: Path) -> None:
    setrlimit(RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
    os.chdir(seed.parent)
    code, lines = _command("check", seed.name)
    parent.send((code, lines, digest(seed) if code == 0 else None))


def _load(parent: Connection, seed: Path, database_url: str) -> None:
    os.chdir(seed.parent)
    os.environ["POLICYFACTS_DATABASE_URL"] = database_url
    parent.send((*_command("load", seed.name), None))


def _migrate(parent: Connection, database_url: str) -> None:
    os.environ["POLICYFACTS_DATABASE_URL"] = database_url
    parent.send((*_command("migrate"), None))


def _command(*arguments: str) -> tuple[int, list[str]]:
    """Run the command with its output kept; return its exit code and its lines."""
    output = io.StringIO()
    sys.argv = ["policyfacts", *arguments]
    with contextlib.redirect_stderr(output), contextlib.redirect_stdout(output):
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:
            traceback.print_exc()
            code = _TRACEBACK
    return code, output.getvalue().splitlines()


def digest(seed: Path) -> str:
    """Return a digest of all that is read of a seed, the same for equal data."""
    reader = SeedReader(seed, ErrorLog())
    contents = reader.read_seed()
    parts = [digest_reference(contents)]
    for folder in contents.reviews:
        review = reader.read_review(folder)
        facts = FactsDigest()
        for fact in reader.read_facts(folder):
            facts.add(digest_fact(fact.record, review.record.year))
        parts.append(digest_review(review, facts))
    return " ".join(parts)
