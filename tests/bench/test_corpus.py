"""Invented corpora: loadable, the same each time, and as mixed as a real review."""

import json
import sqlite3
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from bench.corpus.words import RANKED
from bench.corpus.writing import write_corpus
from policyfacts.database import Database
from policyfacts.loader import check, load
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings

_FACTS = 1_000


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "corpus"
    write_corpus(folder, _FACTS)
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _facts(folder: Path) -> list[dict[str, Any]]:
    paths = folder.glob("reviews/*/facts/*.ndjson")
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def test_corpus_has_the_requested_number_of_facts_without_mistakes(
    corpus: Path, tmp_path: Path
) -> None:
    database = Database(Settings(database_url=f"sqlite:///{tmp_path / 'facts.db'}"))
    upgrade(database)
    loaded = load(database, corpus, {}, lambda *_: None)
    database.dispose()
    assert loaded.facts_count == len(_facts(corpus)) == _FACTS
    with sqlite3.connect(tmp_path / "facts.db") as connection:
        for table in ("fact_links", "fact_figures", "withdrawn_facts", "fact_texts"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table
    connection.close()


def test_same_seed_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    write_corpus(tmp_path / "again", _FACTS)
    assert _files(tmp_path / "again") == _files(corpus)


def test_another_seed_gives_other_facts(corpus: Path, tmp_path: Path) -> None:
    write_corpus(tmp_path / "other", 50, seed=2)
    check(tmp_path / "other", {}, lambda *_: None)  # raises BadSeed for mistakes
    own = {fact["statement"] for fact in _facts(corpus)}
    assert not own & {fact["statement"] for fact in _facts(tmp_path / "other")}


def test_some_partners_and_words_are_common_and_most_are_rare(corpus: Path) -> None:
    facts = _facts(corpus)
    parties = [{party for ids in fact["parties"].values() for party in ids} for fact in facts]
    own = [{fact["id"][:2].upper(), f"mfa-{fact['id'][:2]}"} for fact in facts]
    assert sum(bool(mine & ids) for mine, ids in zip(own, parties, strict=True)) > 0.8 * _FACTS
    partners = Counter(id_ for mine, ids in zip(own, parties, strict=True) for id_ in ids - mine)
    drawn = set(RANKED[10:])
    words = Counter(
        word for fact in facts for word in set(fact["statement"].split()) if word in drawn
    )
    for counted in (partners, words):
        assert max(counted.values()) > 0.04 * _FACTS
        assert median(counted.values()) < 0.01 * _FACTS
