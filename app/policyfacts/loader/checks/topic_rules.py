"""Checks on what brings topics: types name topics, topics name bodies, and no word stands twice."""

from collections.abc import Iterator

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import SeedIndex
from policyfacts.loader.seed.contents import Located, Seed
from policyfacts.loader.seed.records import TopicRecord
from policyfacts.naming import normalise_name


def check_topic_rules(seed: Seed, seed_index: SeedIndex) -> Iterator[SeedError]:
    """Yield an error for each unknown topic of a type, body of a topic, and word of two topics."""
    for type_ in seed.types:
        for index, topic in enumerate(type_.record.topics):
            error = seed_index.vocabulary_error(topic, seed_index.topics, "topic")
            if error:
                yield type_.at(error, "topics", index)
    first: dict[str, str] = {}
    for top in seed.topics:
        yield from _topic(top, (), top.record, seed_index, first)
        for index, narrower in enumerate(top.record.narrower):
            yield from _topic(top, ("narrower", index), narrower, seed_index, first)


def _topic(
    top: Located[TopicRecord],
    path: tuple[str | int, ...],
    topic: TopicRecord,
    seed_index: SeedIndex,
    first: dict[str, str],
) -> Iterator[SeedError]:
    for index, body in enumerate(topic.parties):
        error = seed_index.entity_error(body)
        if error:
            yield top.at(error, *path, "parties", index)
    for index, word in enumerate(topic.words):
        normalised = normalise_name(word)
        if normalised in first:
            message = f"'{word}' brings the topic '{first[normalised]}' already"
            yield top.at(message, *path, "words", index)
        first.setdefault(normalised, topic.id)
