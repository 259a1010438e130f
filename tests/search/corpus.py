"""Facts of the frozen seed with all their texts, as one would write them down by hand."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from policyfacts.analyser import analyse
from policyfacts.models import Entity, EntityName, FactBody, Topic
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.parse.text import parse_text
from policyfacts.search.results.ranking import rank_text
from policyfacts.search.sets.filters import TextMatch
from policyfacts.search.snapshot import ReadSession, SnapshotKeeper
from policyfacts.settings import Settings
from policyfacts.vocabulary import NameKind, WordMatch
from tests.databases import opened

KINDS = "countries regions organizations people places instruments projects".split()


@dataclass(frozen=True)
class Corpus:
    """Facts by ordinal, and all texts of each."""

    session: ReadSession
    facts: dict[int, Any]
    texts: dict[int, list[str]]

    def find(self, text: str) -> list[int]:
        """Return the ordinals of the facts whose own texts hold the words."""
        return self.find_by(text, WordMatch.OWN)

    def find_by(self, text: str, mode: WordMatch) -> list[int]:
        query = replace(parse_text("q", text), match=mode)
        return list(self.session.matcher.ordinals(TextMatch("q", query)))

    def rank(self, text: str) -> list[int]:
        """Return the same, those that fit best first."""
        return self.rank_by(text, WordMatch.OWN)

    def rank_by(self, text: str, mode: WordMatch) -> list[int]:
        query = replace(parse_text("q", text), match=mode)
        matches = self.session.matcher.ordinals(TextMatch("q", query))
        ranking = rank_text(self.session, query, matches)
        assert not ranking.warnings
        return [ordinal for tier in ranking.tiers for ordinal in tier]

    def expected(self, phrases: list[str]) -> list[int]:
        """Return the ordinals of the facts that have each phrase in one of their own texts."""
        spaced_phrases = [spaced_terms(phrase) for phrase in phrases if analyse(phrase)]
        return [
            ordinal
            for ordinal, texts in sorted(self.spaced_texts.items())
            if all(any(phrase in text for text in texts) for phrase in spaced_phrases)
        ]

    @property
    def registry(self) -> EntityRegistry:
        return self.session.snapshot.registry

    @cached_property
    def spaced_texts(self) -> dict[int, list[str]]:
        return {
            ordinal: [spaced_terms(text) for text in texts] for ordinal, texts in self.texts.items()
        }


def spaced_terms(text: str) -> str:
    return f" {' '.join(word.term for word in analyse(text))} "


@contextmanager
def open_corpus(loaded_settings: Settings) -> Iterator[Corpus]:
    with opened(loaded_settings) as database, database.read_transaction() as connection:
        facts, texts = {}, {}
        names = read_names(connection)
        topics = {row.id: row.name for row in connection.execute(select(Topic.__table__))}
        session = SnapshotKeeper().open_session(connection)
        rows = select(FactBody.fact_number, FactBody.body)
        for number, body in connection.execute(rows):
            (ordinal,) = session.snapshot.order.ordinals([number])
            fact = facts[ordinal] = json.loads(body)
            texts[ordinal] = [fact["statement"]]
            for party in (party for kind in KINDS for party in fact[kind]):
                if party["role"] != "excluded":
                    texts[ordinal] += names[party["id"]]
            for topic in fact["topics"]:
                texts[ordinal].append(topics[topic["id"]])
        yield Corpus(session, facts, texts)


def read_names(connection: Connection) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for row in connection.execute(select(Entity.__table__)):
        names[row.id] = [name for name in (row.alpha3 or row.id, row.name, row.acronym) if name]
    for row in connection.execute(select(EntityName.__table__)):
        if row.kind != NameKind.RELATED:
            names[row.entity_id].append(row.name)
    return names
