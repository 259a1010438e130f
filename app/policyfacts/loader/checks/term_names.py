"""Checks on the names of topics, types and measures: of one kind, each stands for one alone."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from policyfacts.errors import SeedError
from policyfacts.loader.seed.contents import Located, Seed
from policyfacts.loader.seed.records import MeasureRecord, TopicRecord, TypeRecord
from policyfacts.naming import normalise_name

_Term: TypeAlias = Located[TopicRecord] | Located[TypeRecord] | Located[MeasureRecord]
_Path: TypeAlias = tuple[str | int, ...]


def check_term_names(seed: Seed) -> Iterator[SeedError]:
    """Yield an error for each name that another term of the same kind bears.

    Terms of two kinds may share one: `topic` and `type` read their own.
    """
    for terms in (_topics(seed), seed.types, seed.measures):
        yield from _repeated_names(list(terms))


def _repeated_names(terms: Iterable[_Term]) -> Iterator[SeedError]:
    bearers: dict[str, tuple[str, str]] = {}
    # Ids and names come first: an alias that is one of them is what is wrong.
    for term, name, path in [*_own_names(terms), *_aliases(terms)]:
        here = (term.record.id, f"{term.source.file}:{term.line(*path)}")
        bearer, place = bearers.setdefault(normalise_name(name), here)
        if bearer != term.record.id:
            yield term.at(f"'{name}' is a name of '{bearer}' already ({place})", *path)


def _own_names(terms: Iterable[_Term]) -> Iterator[tuple[_Term, str, _Path]]:
    for term in terms:
        yield term, term.record.id, ("id",)
        yield term, term.record.name, ("name",)


def _aliases(terms: Iterable[_Term]) -> Iterator[tuple[_Term, str, _Path]]:
    for term in terms:
        for index, alias in enumerate(term.record.aliases):
            yield term, alias, ("aliases", index)


def _topics(seed: Seed) -> Iterator[Located[TopicRecord]]:
    for top in seed.topics:
        yield top
        for index, topic in enumerate(top.record.narrower):
            yield Located(topic, top.source, (*top.path, "narrower", index))
