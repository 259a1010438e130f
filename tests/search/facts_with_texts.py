"""Facts of the frozen seed with all their texts, as one would write them down by hand."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from policyfacts.analyser import analyse
from policyfacts.database import Database
from policyfacts.models import Entity, EntityName, FactBody, Topic
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.results.ranking import rank_text
from policyfacts.search.sets.filters import TextMatch
from policyfacts.search.sets.text_query import parse_text
from policyfacts.search.snapshot import ReadSession, SnapshotKeeper
from policyfacts.settings import Settings

KINDS = "countries regions organizations people places instruments projects".split()


@dataclass(frozen=True)
class World:
    """Facts by ordinal, and all texts of each as one would write them down by hand."""

    session: ReadSession
    facts: dict[int, Any]
    texts: dict[int, list[str]]

    def found(self, written: str) -> list[int]:
        return list(self.session.matcher.ordinals(TextMatch("q", parse_text("q", written))))

    def ranked(self, written: str) -> list[int]:
        query = parse_text("q", written)
        matches = self.session.matcher.ordinals(TextMatch("q", query))
        ranking = rank_text(self.session, query, matches)
        assert not ranking.warnings
        return [it for tier in ranking.tiers for it in tier]

    def expected(self, phrases: list[str]) -> list[int]:
        """Positions of facts that hold each phrase in one of their texts."""
        wanted = [spaced(phrase) for phrase in phrases if analyse(phrase)]
        return [
            ordinal
            for ordinal, texts in sorted(self.spaced.items())
            if all(any(it in text for text in texts) for it in wanted)
        ]

    @property
    def registry(self) -> EntityRegistry:
        return self.session.snapshot.registry

    @cached_property
    def spaced(self) -> dict[int, list[str]]:
        return {at: [spaced(it) for it in texts] for at, texts in self.texts.items()}


def spaced(text: str) -> str:
    return f" {' '.join(word.term for word in analyse(text))} "


@contextmanager
def open_world(loaded_settings: Settings) -> Iterator[World]:
    database = Database(loaded_settings)
    with database.read_transaction() as connection:
        facts, texts = {}, {}
        names = all_names(connection)
        topics = {row.id: row.name for row in connection.execute(select(Topic.__table__))}
        session = SnapshotKeeper().open_session(connection)
        rows = select(FactBody.fact_number, FactBody.body)
        for number, body in connection.execute(rows):
            (ordinal,) = session.snapshot.order.ordinals([number])
            fact = facts[ordinal] = json.loads(body)
            texts[ordinal] = [fact["statement"]]
            for party in (it for kind in KINDS for it in fact[kind]):
                if party["role"] != "excluded":
                    texts[ordinal] += names[party["id"]]
            for topic in fact["topics"]:
                texts[ordinal].append(topics[topic["id"]])
        yield World(session, facts, texts)
    database.dispose()


def all_names(connection: Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in connection.execute(select(Entity.__table__)):
        found[row.id] = [it for it in (row.alpha3 or row.id, row.name, row.acronym) if it]
    for row in connection.execute(select(EntityName.__table__)):
        found[row.entity_id].append(row.name)
    return found
