"""Names as people write them beside the exact ones: inverted, with an article, spelt otherwise.

Three readings are tried, and the first that finds anything holds:

1. The words that count are those of a name, in whatever order: `Serbia, Republic of`.
2. So they are where names of countries and bodies within a longer name are alike: `Belarusian
   Foreign Ministry` and `Ministry of Foreign Affairs of the Republic of Belarus`.
3. All words belong to names of one entity, or of what it is part of: `Türkiye (Turkey)`,
   `OSCE/ODIHR`, `Minsk, Belarus`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from policyfacts.naming import normalise_name
from policyfacts.search.names.terms import Entity
from policyfacts.search.names.word_bags import bag_of, join_bag, split_words
from policyfacts.vocabulary import EntityKind

_WORD = re.compile(r"[^\W_]+")
# Of the longest name that is looked for within another.
_MAX_WORDS = 12
_FILLERS = frozenset("a an and aka formerly of or ex the in".split())


@dataclass(frozen=True)
class Segment:
    """Words of a text side by side that are a name, and whose; none where they are no name."""

    words: tuple[str, ...]
    bearers: frozenset[str]


class NameReadings:
    """The names of all entities, read by their words; codes count in capitals alone."""

    def __init__(self, entities: Mapping[str, Entity], names: Collection[tuple[str, str]]) -> None:
        self._entities = entities
        self._by_name = _grouped((normalise_name(name), id_) for id_, name in names)
        self._by_code = _grouped(_codes(entities.values()))
        self._parts = {name: ids for name, ids in self._by_name.items() if self._is_part(ids)}
        self._by_bag = _grouped((bag_of(name), id_) for id_, name in names)
        self._by_long_bag = _grouped((self.long_bag(name), id_) for id_, name in names)

    def read(self, text: str) -> set[str]:
        """Return the ids of the entities that a text may stand for."""
        return (
            _find(self._by_bag, bag_of(text))
            or _find(self._by_long_bag, self.long_bag(text))
            or self._read_segments(text)
        )

    def segments(self, text: str) -> list[Segment]:
        """Part a text into names, the longest first, and words that are none."""
        capitals = {word.casefold() for word in _WORD.findall(text) if word.isupper()}

        def find(part: str) -> Iterable[str]:
            if part in _FILLERS and part not in capitals:
                return ()
            by_code = self._by_code.get(part, ()) if part in capitals else ()
            return self._by_name.get(part, by_code)

        segments = _split(normalise_name(text).split(), find)
        return [segment for segment in segments if segment.bearers or not _is_filler(segment)]

    def above(self, id_: str) -> set[str]:
        """Return what an entity is part of: regions, organizations, and the state of a body."""
        above: set[str] = set()
        entity = self._entities[id_]
        for other in (entity.parent, entity.country):
            if other is not None and other != id_:
                above |= {other} | self.above(other)
        return above

    def long_bag(self, name: str) -> str:
        """Return the words of a name with ids in place of countries and bodies within it."""
        words = split_words(name)
        joined = " ".join(words)
        segments = _split(words, lambda part: () if part == joined else self._parts.get(part, ()))
        return join_bag(word for segment in segments for word in _with_id(segment))

    def _read_segments(self, text: str) -> set[str]:
        segments = self.segments(text)
        if len(segments) < 2 or not all(segment.bearers for segment in segments):
            return set()
        bearers: set[str] = set().union(*(segment.bearers for segment in segments))
        return {id_ for id_ in bearers if self._is_meant(id_, segments)}

    def _is_meant(self, id_: str, segments: list[Segment]) -> bool:
        """Return whether each name is the entity's, or of what it is part of."""
        chain = {id_} | self.above(id_)
        return all(not chain.isdisjoint(segment.bearers) for segment in segments)

    def _is_part(self, ids: set[str]) -> bool:
        entities = [self._entities[id_] for id_ in ids]
        return len(entities) == 1 and (
            entities[0].kind is EntityKind.COUNTRY
            or (entities[0].kind is EntityKind.ORGANIZATION and entities[0].country is None)
        )


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for key, id_ in pairs:
        groups[key].add(id_)
    return dict(groups)


def _codes(entities: Iterable[Entity]) -> Iterator[tuple[str, str]]:
    for entity in entities:
        is_country = entity.kind is EntityKind.COUNTRY
        for code in (entity.id if is_country else None, entity.alpha3):
            if code is not None:
                yield code.casefold(), entity.id


def _with_id(segment: Segment) -> Iterable[str]:
    return [f"<{id_}>" for id_ in segment.bearers] or segment.words


def _find(index: Mapping[str, set[str]], bag: str) -> set[str]:
    return set(index.get(bag, ())) if bag else set()


def _split(words: list[str], find: Callable[[str], Iterable[str]]) -> Iterator[Segment]:
    """Part words into the longest names that are found, and single words."""
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _MAX_WORDS), start, -1):
            bearers = frozenset(find(" ".join(words[start:end])))
            if bearers or end == start + 1:
                yield Segment(tuple(words[start:end]), bearers)
                start = end
                break


def _is_filler(segment: Segment) -> bool:
    return _FILLERS.issuperset(segment.words)
