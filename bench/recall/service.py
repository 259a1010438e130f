"""The bundled seed in a service of its own, asked in this process."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from policyfacts.bundled import bundled
from policyfacts.client import FactsClient
from policyfacts.database import Database
from policyfacts.loader import load
from policyfacts.migrate import upgrade
from policyfacts.settings import Settings
from policyfacts.web.in_process import in_process

Mode = Literal["own", "any"]
# Without the words of sentences, and with them.
MODES: tuple[Mode, ...] = ("own", "any")
_ALL = 500


@dataclass(frozen=True)
class Found:
    """A fact that was found, and the sentences that it cites."""

    id: str
    statement: str
    locators: frozenset[str]


class Asker:
    """Asks for facts by words, those that fit best first."""

    def __init__(self, client: FactsClient) -> None:
        self._client = client

    def ask(self, question: str, mode: Mode, limit: int = _ALL) -> list[Found]:
        """Return the facts that a question finds."""
        page = self._client.facts(q=question, text_match=mode, sort="relevance", limit=limit)
        return [
            Found(fact.id, fact.statement, frozenset(each.locator for each in fact.evidence))
            for fact in page.items
        ]

    def ids(self, question: str, mode: Mode) -> frozenset[str]:
        """Return the ids of all facts that a question finds."""
        return frozenset(fact.id for fact in self.ask(question, mode))


@contextmanager
def open_asker(url: str, texts: Mapping[str, Path], *, is_loaded: bool) -> Iterator[Asker]:
    """Load the bundled seed with its texts, unless the database holds it already, and ask it."""
    settings = Settings(database_url=url)
    if not is_loaded:
        database = Database(settings)
        upgrade(database)
        load(database, bundled("seed"), texts, lambda *_: None)
        database.dispose()
    with FactsClient(transport=in_process(settings)) as client:
        yield Asker(client)


def read_sentences(review: str, text: str) -> dict[str, str]:
    """Return the sentences of a review that facts cite, by locator."""
    path = bundled("seed") / "reviews" / review / "sentences.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["locator"]: text[int(row["start"]) : int(row["end"])]
            for row in csv.DictReader(file)
            if row["use"] == "cited"
        }
