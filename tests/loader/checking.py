"""Checking the small review against its text: its facts and sentences, changed in one place."""

from pathlib import Path
from typing import Any

from policyfacts.errors import BadSeed
from policyfacts.loader import check
from tests.loader.seeds import SENTENCES, small_facts, write_small_review


def findings(
    seed: Path,
    facts: dict[str, dict[str, Any]] | None = None,
    sentences: tuple[str, ...] = SENTENCES,
    exceptions: tuple[str, ...] = (),
) -> list[str]:
    """Check the small review against its text, and return the messages."""
    text = write_small_review(seed, facts, sentences=sentences, exceptions=exceptions)
    try:
        check(seed, {"kz-2014": text}, lambda *_: None)
    except BadSeed as error:
        return [error.message for error in error.mistakes]
    return []


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
