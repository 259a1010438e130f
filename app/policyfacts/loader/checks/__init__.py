"""Checks across records. Each yields all the errors that it finds; none stops at the first."""

from collections.abc import Iterator

from policyfacts.errors import SeedError
from policyfacts.loader.checks.codes import check_codes
from policyfacts.loader.checks.cross_references import CrossReferences
from policyfacts.loader.checks.entities import check_entities
from policyfacts.loader.checks.facts import FactChecks
from policyfacts.loader.checks.question_words import check_question_words
from policyfacts.loader.checks.references_in_use import check_in_use
from policyfacts.loader.checks.repeated_items import check_repeated_items
from policyfacts.loader.checks.reviews import check_heads, check_review
from policyfacts.loader.checks.seed_index import SeedIndex, all_topics
from policyfacts.loader.checks.statement_words import check_statement_words
from policyfacts.loader.checks.stored_state import StoredState, StoredVersion
from policyfacts.loader.checks.topic_rules import check_topic_rules
from policyfacts.loader.checks.vocabulary import check_vocabulary
from policyfacts.loader.checks.withdrawn_rows import check_withdrawn_rows
from policyfacts.loader.seed.contents import Seed

__all__ = [
    "CrossReferences",
    "FactChecks",
    "SeedIndex",
    "StoredState",
    "StoredVersion",
    "all_topics",
    "check_reference",
    "check_review",
]


def check_reference(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    """Yield the errors outside reviews: of vocabulary, entities and what reviews rest on."""
    yield from check_vocabulary(seed)
    yield from check_question_words(seed, seed_index)
    yield from check_statement_words(seed)
    yield from check_entities(seed, seed_index)
    yield from check_topic_rules(seed, seed_index)
    yield from check_codes(seed, seed_index)
    yield from check_repeated_items(seed)
    yield from check_heads(seed, seed_index.stored)
    yield from check_withdrawn_rows(seed, seed_index)
    yield from check_in_use(seed, seed_index)
