"""Checks on topics, types and measures."""

from collections.abc import Iterator

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import repeated
from policyfacts.loader.seed.contents import Located, Seed
from policyfacts.loader.seed.records import TopicRecord, TypeRecord
from policyfacts.loader.seed.records.vocabulary import PLOVER_CONTEXTS, PLOVER_MODES, PLOVER_TYPES
from policyfacts.loader.seed.suggestions import did_you_mean


def check_vocabulary(seed: Seed) -> Iterator[SeedError]:
    """Ids are unique, the topic tree has two levels, PLOVER codes exist."""
    yield from repeated(seed.types, "id", "type")
    yield from repeated(seed.measures, "id", "measure")
    yield from _topics(seed)
    for place in seed.types:
        yield from _plover(place)


def _topics(seed: Seed) -> Iterator[SeedError]:
    seen: set[str] = set()
    for place in seed.topics:
        for topic, path in _with_paths(place):
            if topic.id in seen:
                yield place.at(f"duplicate topic '{topic.id}'", *path, "id")
            seen.add(topic.id)
            if path and topic.narrower:
                yield place.at("topics have two levels only", *path, "narrower")
            if topic.plover is not None and topic.plover not in PLOVER_CONTEXTS:
                near = did_you_mean(topic.plover, PLOVER_CONTEXTS)
                yield place.at(f"unknown PLOVER context '{topic.plover}'{near}", *path, "plover")


def _with_paths(
    place: Located[TopicRecord],
) -> Iterator[tuple[TopicRecord, tuple[str | int, ...]]]:
    yield place.record, ()
    for index, topic in enumerate(place.record.narrower):
        yield topic, ("narrower", index)


def _plover(place: Located[TypeRecord]) -> Iterator[SeedError]:
    code = place.record.plover
    if code is None:
        return
    for word, known, what in (
        (code.type, PLOVER_TYPES, "type"),
        *((mode, PLOVER_MODES, "mode") for mode in code.modes),
        *((context, PLOVER_CONTEXTS, "context") for context in code.contexts),
    ):
        if word not in known:
            yield place.at(f"unknown PLOVER {what} '{word}'{did_you_mean(word, known)}", "plover")
