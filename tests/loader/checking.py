"""Checking the small review against its text: its facts and sentences, changed in one place.

What stands outside reviews is read once for all tests that leave it as it is.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyfacts.errors import BadSeed, SeedError
from policyfacts.loader.checks import SeedIndex, StoredState
from policyfacts.loader.ingest.check_sink import CheckSink
from policyfacts.loader.ingest.pipeline import Ingest
from policyfacts.loader.ingest.reference_comparison import ReferenceComparison
from policyfacts.loader.seed.contents import ReviewFolder, Seed
from policyfacts.loader.seed.error_log import ErrorLog
from policyfacts.loader.seed.reader import SeedReader
from tests.loader.seeds import SENTENCES, SMALL_REVIEW, small_facts, write_small_review


@dataclass(frozen=True)
class Reference:
    """What a seed has outside of reviews, and the head of its small review."""

    seed: Seed
    seed_index: SeedIndex
    small_review: ReviewFolder


_READ: dict[str, Reference] = {}


def _reference(root: Path) -> Reference:
    digest = hashlib.sha256()
    for folder in ("vocabulary", "entities"):
        for file in sorted((root / folder).iterdir()):
            digest.update(file.read_bytes())
    key = digest.hexdigest()
    if key not in _READ:
        seed = SeedReader(root, ErrorLog()).read_seed()
        (review,) = (folder for folder in seed.reviews if folder.id == SMALL_REVIEW)
        _READ[key] = Reference(seed, SeedIndex.of(seed, StoredState()), review)
    return _READ[key]


def check_small_review(root: Path, text: str | None) -> list[SeedError]:
    """Return the errors in the files of the small review, as `policyfacts check` finds them."""
    reference, errors = _reference(root), ErrorLog()
    reader = SeedReader(root, errors)
    seed, seed_index = reference.seed, reference.seed_index
    seed.reviews[:] = [ReviewFolder(reference.small_review.head, text)]
    comparison = ReferenceComparison(seed, seed_index)
    ingest = Ingest(seed, reader, seed_index, lambda *_: None, comparison)
    ingest.run(CheckSink(seed_index, errors), despite_errors=True)
    try:
        errors.raise_any()
    except BadSeed as error:
        return list(error.mistakes)
    return []


def findings(
    seed: Path,
    facts: Mapping[str, dict[str, Any]] | None = None,
    sentences: tuple[str, ...] = SENTENCES,
    exceptions: tuple[str, ...] = (),
) -> list[str]:
    """Check the small review against its text, and return the messages."""
    text = write_small_review(seed, facts, sentences=sentences, exceptions=exceptions)
    errors = check_small_review(seed, text.read_text(encoding="utf-8"))
    return [error.message for error in errors]


def change(fact_id: str, **values: object) -> dict[str, dict[str, Any]]:
    """Return the small review's facts with one of them changed."""
    facts = small_facts()
    facts[fact_id] |= values
    return facts


def rewrite(number: int, old: str, new: str) -> tuple[str, ...]:
    """Return the small review's sentences with one of them changed."""
    assert old in SENTENCES[number]
    changed = SENTENCES[number].replace(old, new)
    return (*SENTENCES[:number], changed, *SENTENCES[number + 1 :])
