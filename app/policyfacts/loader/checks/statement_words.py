"""Checks on the words that rules look for in statements."""

from collections.abc import Iterator

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import repeated
from policyfacts.loader.seed.contents import Seed
from policyfacts.loader.seed.records import StatementSense
from policyfacts.naming import normalise_name


def check_statement_words(seed: Seed) -> Iterator[SeedError]:
    """Yield an error for each group, and each phrase, that stands there twice."""
    yield from repeated(seed.statement_words, "id", "group of words")
    first: dict[tuple[str, bool], str] = {}
    for group in seed.statement_words:
        for index, phrase in enumerate(group.record.words):
            key = normalise_name(phrase), group.record.sense is StatementSense.TERM
            earlier = first.setdefault(key, f"{group.record.id} {index}")
            if earlier != f"{group.record.id} {index}":
                message = f"'{phrase}' stands in '{earlier.split()[0]}' already"
                yield group.at(message, "words", index)
