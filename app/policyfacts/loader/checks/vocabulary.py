"""Checks on topics, types and measures."""

from collections.abc import Iterator

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import repeated
from policyfacts.loader.checks.term_names import check_term_names
from policyfacts.loader.seed.contents import Located, Seed
from policyfacts.loader.seed.records import TopicRecord, TypeRecord
from policyfacts.loader.seed.records.vocabulary import PLOVER_CONTEXTS, PLOVER_MODES, PLOVER_TYPES
from policyfacts.loader.seed.suggestions import did_you_mean


def check_vocabulary(seed: Seed) -> Iterator[SeedError]:
    """Yield errors: of duplicate ids and names, topics on a third level, unknown PLOVER codes."""
    yield from repeated(seed.types, "id", "type")
    yield from repeated(seed.measures, "id", "measure")
    yield from _topics(seed)
    yield from check_term_names(seed)
    for type_ in seed.types:
        yield from _plover(type_)


def _topics(seed: Seed) -> Iterator[SeedError]:
    lines: dict[str, int] = {}
    for top in seed.topics:
        for topic, path in _with_paths(top):
            if topic.id in lines:
                where = f"it stands in {top.source.file}:{lines[topic.id]} already"
                yield top.at(f"duplicate topic '{topic.id}': {where}", *path, "id")
                if not path:
                    # What it holds stands there twice, too.
                    break
            lines[topic.id] = top.line(*path, "id")
            if path and topic.narrower:
                yield top.at("topics have two levels only", *path, "narrower")
            if topic.plover is not None and topic.plover not in PLOVER_CONTEXTS:
                near = did_you_mean(topic.plover, PLOVER_CONTEXTS)
                yield top.at(f"unknown PLOVER context '{topic.plover}'{near}", *path, "plover")


def _with_paths(
    top: Located[TopicRecord],
) -> Iterator[tuple[TopicRecord, tuple[str | int, ...]]]:
    yield top.record, ()
    for index, topic in enumerate(top.record.narrower):
        yield topic, ("narrower", index)


def _plover(located: Located[TypeRecord]) -> Iterator[SeedError]:
    code = located.record.plover
    if code is None:
        return
    for word, allowed, what in (
        (code.type, PLOVER_TYPES, "type"),
        *((mode, PLOVER_MODES, "mode") for mode in code.modes),
        *((context, PLOVER_CONTEXTS, "context") for context in code.contexts),
    ):
        if word not in allowed:
            yield located.at(
                f"unknown PLOVER {what} '{word}'{did_you_mean(word, allowed)}", "plover"
            )
