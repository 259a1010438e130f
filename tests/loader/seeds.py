"""Seeds to load: changes to the frozen one, and a small review of our own with its text.

Nothing here is taken from a document: the small review and its text were made up for these tests.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyroaring import BitMap
from sqlalchemy import select

from policyfacts.database import Database
from policyfacts.errors import BadSeed, SeedError
from policyfacts.loader import Summary, load
from policyfacts.loader.seed.sentence_words import list_words
from policyfacts.models import Base, Fact, FactBody, SelectionSet, WordSet
from policyfacts.queries.sets import read_orders

SMALL_REVIEW = "kz-2014"
TREATY, TRADE, EMBASSIES = "kz-2014-trade-treaty", "kz-2014-trade", "kz-2014-embassies"
SENTENCES = (
    "In May 2014 Kazakhstan and Turkey signed a treaty on trade in Minsk.",
    "Trade with Turkey reached 3.5 billion dollars after good talks between our two governments.",
    "Kazakhstan plans to open three embassies in Africa in 2015.",
    "All of it was good work.",
)
SECTIONS = {"p01s1": "partners", "p01s2": "partners", "p02s1": "plans", "p02s2": "plans"}
Record = dict[str, Any]


def small_facts() -> dict[str, Record]:
    """Return the facts of the small review by id, to change before they are written."""
    treaty: Record = {
        "id": TREATY,
        "kind": "event",
        "type": "agreement-signing",
        "status": "done",
        "statement": "A trade treaty of Kazakhstan and Turkey was signed in Minsk in May 2014.",
        "date": "2014-05",
        "parties": {"signatory": ["KZ", "TR"], "venue": ["minsk"]},
        "topics": ["trade"],
        "evidence": ["p01s1"],
    }
    trade: Record = {
        "id": TRADE,
        "kind": "figure",
        "type": "trade-figure",
        "status": "done",
        "statement": "Kazakhstan's trade with Turkey was worth 3.5 billion US dollars in 2014.",
        "parties": {"participant": ["KZ"], "counterpart": ["TR"]},
        "unnamed": ["KZ"],
        "topics": ["trade"],
        "figures": [
            {
                "measure": "trade-turnover",
                "value": 3_500_000_000,
                "unit": "USD",
                "bound": "exact",
                "basis": "actual",
            },
            {
                "measure": "countries-involved",
                "value": 2,
                "unit": "country",
                "bound": "exact",
                "basis": "actual",
            },
        ],
        "links": {"result-of": [TREATY]},
        "evidence": ["p01s2"],
    }
    embassies: Record = {
        "id": EMBASSIES,
        "kind": "event",
        "type": "mission-opening",
        "status": "planned",
        "statement": "For 2015 Kazakhstan had three new embassies in mind, all of them in Africa.",
        "date": "2015",
        "times": 3,
        "parties": {"initiator": ["KZ"], "host": ["africa"]},
        "topics": ["diplomatic-network"],
        "evidence": ["p02s1"],
    }
    return {fact["id"]: fact for fact in (treaty, trade, embassies)}


def without_embassies() -> dict[str, Record]:
    """Return the facts of the small review but the one that tests withdraw."""
    return {id_: fact for id_, fact in small_facts().items() if id_ != EMBASSIES}


def withdraw_embassies(seed: Path) -> None:
    """Write the small review with one of its facts withdrawn."""
    write_small_review(seed, without_embassies(), withdrawn={EMBASSIES: "told twice"})


def write_small_review(
    seed: Path,
    facts: Mapping[str, Record] | None = None,
    *,
    sentences: tuple[str, ...] = SENTENCES,
    withdrawn: Mapping[str, str] | None = None,
    exceptions: tuple[str, ...] = (),
) -> Path:
    """Write the small review into a seed folder and its text beside it; return the text."""
    text = seed.parent / f"{SMALL_REVIEW}.txt"
    text.write_text("\n".join(sentences), encoding="utf-8")
    folder = seed / "reviews" / SMALL_REVIEW
    (folder / "facts").mkdir(parents=True, exist_ok=True)
    sections = dict.fromkeys(SECTIONS.values())
    review = {
        "id": SMALL_REVIEW,
        "title": "A made-up review",
        "country": "KZ",
        "publisher": "cis",
        "year": 2014,
        "url": "https://example.org/review",
        "language": "en",
        "sha256": hashlib.sha256(text.read_bytes()).hexdigest(),
        "sections": [{"id": section, "title": section.title()} for section in sections],
    }
    write_yaml(folder / "review.yaml", review)
    records = list((small_facts() if facts is None else facts).values())
    for section in sections:
        in_section = [fact for fact in records if SECTIONS[fact["evidence"][0]] == section]
        write_yaml(folder / "facts" / f"{section}.yaml", in_section)
    tombstones = [{"id": id_, "reason": reason} for id_, reason in (withdrawn or {}).items()]
    write_yaml(folder / "withdrawn.yaml", tombstones)
    cited = {locator for fact in records for locator in fact["evidence"]}
    (folder / "sentences.csv").write_text(_sentence_rows(sentences, cited), encoding="utf-8")
    (folder / "words.csv").write_text(_word_rows(sentences, cited), encoding="utf-8")
    lines = ["rule,on,words,reason", *exceptions]
    (folder / "exceptions.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return text


def _sentence_rows(sentences: tuple[str, ...], cited: set[str]) -> str:
    rows, start = ["locator,section,start,end,use"], 0
    for locator, sentence in zip(SECTIONS, sentences, strict=True):
        use = "cited" if locator in cited else "context"
        rows.append(f"{locator},{SECTIONS[locator]},{start},{start + len(sentence)},{use}")
        start += len(sentence) + 1
    return "\n".join(rows) + "\n"


def _word_rows(sentences: tuple[str, ...], cited: set[str]) -> str:
    rows = (
        f"{locator},{' '.join(list_words(sentence))}"
        for locator, sentence in zip(SECTIONS, sentences, strict=True)
        if locator in cited
    )
    return "\n".join(["locator,words", *rows]) + "\n"


def list_as_withdrawn(seed: Path, *rows: str) -> None:
    """Add rows to the list of what a seed has no longer: record, id and value."""
    file = seed / "withdrawn.csv"
    earlier = file.read_text(encoding="utf-8")
    added = "".join(f"{row},it was wrong\n" for row in rows)
    file.write_text(earlier + added, encoding="utf-8")


def rename_minsk(seed: Path, name: str) -> None:
    """Give the place of the treaty another name, and list its name of before as withdrawn."""
    replace(seed / "entities" / "places.yaml", "name: Minsk", f"name: {name}")
    list_as_withdrawn(seed, "name,minsk,Minsk")


def write_yaml(file: Path, value: object) -> None:
    """Write a value as YAML, without aliases for what stands in it twice."""
    plain = json.loads(json.dumps(value))
    file.write_text(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False), encoding="utf-8")


def replace(file: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file; the first, where it stands there more than once."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file.name}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def load_seed(database: Database, seed: Path, texts: Mapping[str, Path] | None = None) -> Summary:
    """Load a seed folder without reports of progress."""
    return load(database, seed, dict(texts or {}), lambda *_: None)


def refused(
    database: Database,
    seed: Path,
    texts: Mapping[str, Path] | None = None,
    before: dict[str, list[str]] | None = None,
) -> tuple[SeedError, ...]:
    """Load a seed that must be refused, and return its mistakes; the database stays unchanged."""
    before = before or all_rows(database)
    with pytest.raises(BadSeed) as caught:
        load_seed(database, seed, texts)
    assert all_rows(database) == before
    return caught.value.mistakes


def all_rows(database: Database) -> dict[str, list[str]]:
    """Return all rows of all tables."""
    with database.read_transaction() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }


def derived_data(database: Database) -> tuple[dict[str, tuple[int, str]], dict[str, list[int]]]:
    """Return what loads derive: position and body by fact, and positions by set, of words too."""
    with database.read_transaction() as connection:
        facts = connection.execute(
            select(Fact.id, Fact.number, FactBody.body).join(
                FactBody, FactBody.fact_number == Fact.number
            )
        ).all()
        orders = read_orders(connection)
        sets = connection.execute(
            select(SelectionSet.dimension, SelectionSet.value, SelectionSet.members)
        ).all()
        words = connection.execute(select(WordSet.word, WordSet.field, WordSet.members)).all()
    return (
        {id_: (orders["positions"][number], body) for id_, number, body in facts},
        {
            f"{dimension}={value}": list(BitMap.deserialize(members))
            for dimension, value, members in [*sets, *words]
        },
    )


def stored_bodies(database: Database) -> dict[str, str]:
    """Return the stored body of each fact."""
    return {id_: body for id_, (_, body) in derived_data(database)[0].items()}
