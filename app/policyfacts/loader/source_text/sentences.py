"""The sentences of a review with what they name, count and date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyfacts.errors import SeedError
from policyfacts.loader.seed.contents import Located, ReviewSeed
from policyfacts.loader.seed.records import FactRecord, SentenceRecord
from policyfacts.loader.source_text.mentions import Amount, DateMention, find_amounts, find_dates
from policyfacts.loader.source_text.mentions.plain_text import PlainText
from policyfacts.loader.source_text.name_finder import NameFinder, NameMatch, Word, words_of


@dataclass(frozen=True)
class Sentence:
    """A sentence of a review, what it names and counts, and the facts that cite it."""

    located: Located[SentenceRecord]
    text: str
    words: list[Word]
    names: list[NameMatch]
    dates: list[DateMention]
    amounts: list[Amount]
    facts: list[FactRecord]

    @property
    def locator(self) -> str:
        """The paragraph and the number of the sentence."""
        return self.located.record.locator

    def at(self, message: str) -> SeedError:
        """Return an error of the sentence."""
        return self.located.at(f"{self.locator}: {message}")

    def words_of_mentions(self) -> set[int]:
        """Return which words of the sentence say a date or an amount."""
        indexes: set[int] = set()
        dates = [mention.words for mention in self.dates]
        for words in dates + [amount.words for amount in self.amounts]:
            part = [word.folded for word in words_of(words)]
            for start in range(len(self.words) - len(part) + 1):
                run = self.words[start : start + len(part)]
                if [word.folded for word in run] == part:
                    indexes.update(range(start, start + len(part)))
        return indexes


def read_sentences(
    review: ReviewSeed, facts: list[Located[FactRecord]], finder: NameFinder
) -> Iterator[tuple[str, Sentence]]:
    """Yield the sentences of a review by their locators."""
    citing: dict[str, list[FactRecord]] = {}
    for fact in facts:
        for locator in fact.record.evidence:
            citing.setdefault(locator, []).append(fact.record)
    for located in review.sentences:
        locator = located.record.locator
        document = (review.text or "")[located.record.start : located.record.end]
        text = " ".join(PlainText.of(document).letters.split())
        words = words_of(text)
        names = finder.find_longest(words)
        plain = _without_names(text, words, names)
        dates, amounts = find_dates(plain, review.record.year), find_amounts(plain)
        facts_of = citing.get(locator, [])
        yield locator, Sentence(located, plain, words, names, dates, amounts, facts_of)


def _without_names(text: str, words: list[Word], names: list[NameMatch]) -> str:
    """Return a sentence without the numbers and months that are part of an entity's name."""
    for match in names:
        parts = [re.escape(word.text) for word in words[match.start : match.end]]
        if any(char.isdigit() for part in parts for char in part):
            text = re.sub(r"\W+".join(parts), " ", text)
    return text
