"""Two releases to load in turn, and how it is seen which of them the service shows."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.servers import Server, fetch, without_settings
from policyfacts.loader.seed.yaml_files import read_yaml

# What is asked for is whole and says nothing of its release but the facts.
PATHS = (
    "/v1/facts?format=csv",
    "/v1/facts?format=ndjson&sort=-date",
    "/v1/figures?format=csv",
    "/v1/facts/stats?group_by=country,topic&format=csv",
    "/v1/facts?q=relations&format=csv",
    "/v1/organizations?format=csv",
)
_MAX_LOAD_SECONDS = 120
# The service looks four times a second for a new release.
SECONDS_TO_NOTICE = 1


@dataclass
class Release:
    """A seed, and what the service answers when it is loaded."""

    seed: Path
    seconds: float = 0.0
    bodies: dict[str, bytes] = field(default_factory=dict)


def migrate(url: str) -> None:
    """Make the tables of a database."""
    subprocess.run(
        [sys.executable, "-m", "policyfacts", "migrate"],
        env=without_settings() | {"POLICYFACTS_DATABASE_URL": url},
        check=True,
        capture_output=True,
    )


def other_seed(seed: Path, folder: Path) -> Path:
    """Write a seed in which every fact says something else, in lines of JSON."""
    shutil.copytree(seed, folder)
    for file in folder.glob("reviews/*/facts/*.yaml"):
        facts = read_yaml(file, file.name).value
        assert isinstance(facts, list)
        lines = (json.dumps(_in_other_words(fact), ensure_ascii=False) + "\n" for fact in facts)
        file.with_suffix(".ndjson").write_text("".join(lines), encoding="utf-8")
        file.unlink()
    return folder


def _in_other_words(fact: object) -> dict[str, object]:
    assert isinstance(fact, dict)
    return fact | {"statement": f"In other words: {fact['statement']}"}


def load(release: Release, url: str, kill_after: float | None = None) -> bool:
    """Load a release with the command; return False where it was killed before its end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "policyfacts", "load", str(release.seed)],
        env=without_settings() | {"POLICYFACTS_DATABASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        output, _ = process.communicate(timeout=kill_after or _MAX_LOAD_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        if kill_after is None:
            raise RuntimeError(f"a load took more than {_MAX_LOAD_SECONDS} s") from None
        return False
    if process.returncode != 0:
        raise RuntimeError(f"a load ended with {process.returncode}: {output.decode()[-500:]}")
    return True


def learn(release: Release, url: str, server: Server) -> None:
    """Load a release to its end, and keep what the service answers then."""
    began = time.monotonic()
    load(release, url)
    release.seconds = time.monotonic() - began
    time.sleep(SECONDS_TO_NOTICE)
    for path in PATHS:
        status, body = fetch(server, path)
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        release.bodies[path] = body


def shown_release(releases: Sequence[Release], server: Server) -> int | None:
    """Return the place of the release that all answers are of; None where they are of several."""
    places = set(range(len(releases)))
    for path in PATHS:
        body = fetch(server, path)[1]
        places &= {place for place, each in enumerate(releases) if each.bodies[path] == body}
    return places.pop() if len(places) == 1 else None
