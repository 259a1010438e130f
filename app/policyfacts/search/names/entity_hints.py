"""Entities that somebody probably meant by what is no name of any."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policyfacts.search.names.hints import Hints
from policyfacts.search.names.misspellings import is_like_acronym
from policyfacts.search.names.readings import NameReadings, Segment
from policyfacts.search.names.terms import Entity, Name, Office
from policyfacts.vocabulary import EntityKind

_WORD = re.compile(r"\w+")
# Shorter names within a text may be any word.
_MIN_WITHIN = 3


class EntityHints:
    """Proposes entities; those of some kinds are indexed when one is first refused."""

    def __init__(
        self,
        entities: Mapping[str, Entity],
        names: Mapping[str, Sequence[Name]],
        related: Mapping[str, Sequence[Name]],
        offices: Mapping[str, Sequence[Office]],
        readings: NameReadings,
    ) -> None:
        self._entities = entities
        self._names = names
        self._readings = readings
        self._hints: dict[frozenset[EntityKind], Hints[str]] = {}
        self._by_title: dict[str, list[str]] = defaultdict(list)
        for person, own in offices.items():
            for office in own:
                self._by_title[readings.long_bag(office.title)] += [person, office.of]
        for id_, words in related.items():
            for word in words:
                self._by_title[readings.long_bag(word.name)].append(id_)

    def propose(self, text: str, kinds: frozenset[EntityKind]) -> list[str]:
        """Return ids that may be meant, the likeliest first: of these kinds, else of any other.

        An office means its holder or its state, a related word what the data says; of a longer
        text, what is named in it is meant.
        """
        return list(
            dict.fromkeys(self._by_title.get(self._readings.long_bag(text), ()))
            or self._near(text, kinds)
            or sorted(self._within(text), key=lambda id_: self._entities[id_].kind not in kinds)
            or self._near_of_other_kinds(text)
        )

    def _near(self, text: str, kinds: frozenset[EntityKind]) -> tuple[str, ...]:
        if kinds not in self._hints:
            self._hints[kinds] = Hints(self._ids_by_name(kinds))
        return self._hints[kinds].near(text)

    def _near_of_other_kinds(self, text: str) -> tuple[str, ...]:
        """Return what is spelt so; an acronym is no misspelling of what is sought elsewhere."""
        return () if is_like_acronym(text) else self._near(text, frozenset(EntityKind))

    def _within(self, text: str) -> Iterable[str]:
        """Return the entities whose names are words of a text; no ministry of another state."""
        segments = self._readings.segments(text)
        ids = [
            id_
            for segment in sorted(segments, key=lambda segment: -len(segment.words))
            for id_ in sorted(segment.bearers)
            if self._is_telling(id_, segment, text)
        ]
        states = {id_ for id_ in ids if self._entities[id_].kind is EntityKind.COUNTRY}
        return [id_ for id_ in ids if not states or self._entities[id_].country in {None, *states}]

    def _is_telling(self, id_: str, segment: Segment, text: str) -> bool:
        """Return whether a name within a text is no chance: world and west are words, too."""
        length = len("".join(segment.words))
        if self._entities[id_].kind is EntityKind.REGION:
            return length > len(text) / 2
        acronym = self._entities[id_].acronym
        is_acronym = acronym is not None and (acronym.casefold(),) == segment.words
        return length >= _MIN_WITHIN or (is_acronym and acronym in _WORD.findall(text))

    def _ids_by_name(self, kinds: frozenset[EntityKind]) -> dict[str, list[str]]:
        ids: dict[str, list[str]] = defaultdict(list)
        for entity in self._entities.values():
            if entity.kind in kinds:
                for name in dict.fromkeys(self._names_of(entity)):
                    ids[name].append(entity.id)
        return dict(ids)

    def _names_of(self, entity: Entity) -> Iterator[str]:
        yield from (name.name for name in self._names.get(entity.id, ()))
        is_acronym = entity.acronym is not None and entity.id.endswith(entity.acronym.casefold())
        if entity.kind is not EntityKind.COUNTRY and not is_acronym:
            yield entity.id
