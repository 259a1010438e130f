"""Checks on what brings topics: types name topics, and topics name bodies."""

from collections.abc import Iterator

from policyfacts.errors import SeedError
from policyfacts.loader.checks.repeated_items import find_repeated
from policyfacts.loader.checks.seed_index import SeedIndex
from policyfacts.loader.seed.contents import Located, Seed
from policyfacts.loader.seed.records import TopicRecord


def check_topic_rules(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    """Yield an error for each topic of a type and body of a topic that there is not."""
    for type_ in seed.types:
        for index, topic in enumerate(type_.record.topics):
            error = seed_index.vocabulary_error(topic, seed_index.topics, "topic")
            if error:
                yield type_.at(error, "topics", index)
    for top in seed.topics:
        yield from _topic(top, seed_index)
        for index, narrower in enumerate(top.record.narrower):
            located = Located(narrower, top.source, (*top.path, "narrower", index))
            yield from _topic(located, seed_index)


def _topic(located: Located[TopicRecord], seed_index: SeedIndex) -> Iterator[SeedError]:
    for index, body in enumerate(located.record.parties):
        error = seed_index.entity_error(body)
        if error:
            yield located.at(error, "parties", index)
    yield from find_repeated(located, located.record.words, "words")
    yield from find_repeated(located, located.record.parties, "parties")
