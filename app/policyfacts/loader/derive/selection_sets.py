"""Which facts have which value in which dimension: the sets that questions are answered from.

Expansion happens here, once: a topic's set holds its narrower topics' facts, a region's and an
organization's membership sets hold the facts of their member countries at the time of each fact.
The reviewing country never counts as a member, or every fact of a European review would be
European. Excluded parties are in no set.

A day is in three sets, of its year, its month and its day of the month (as in `---17`, ISO 8601),
so that any span of days is met by few sets, however many years there are.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from pyroaring import BitMap

from policyfacts.loader.derive.fact_rows import FactParts, FactRow
from policyfacts.loader.derive.reference_data import ReferenceData
from policyfacts.vocabulary import EntityKind, Role

Key: TypeAlias = tuple[str, str]
ALL: Key = ("all", "")
_CACHE_SIZE = 4_000
_BATCH = 20_000


class SelectionSetBuilder:
    """Gathers numbers of facts under (dimension, value), in any order of facts.

    Where a fact stands among all is known when all are there: `build` puts it in.
    """

    def __init__(self, reference: ReferenceData) -> None:
        self._reference = reference
        self._sets: dict[Key, BitMap] = defaultdict(BitMap)
        self._latest: dict[Key, array[int]] = defaultdict(lambda: array("I"))
        self._count = 0
        self._keys_of_party = lru_cache(_CACHE_SIZE)(self._find_keys_of_party)
        self._keys_of_topic = lru_cache(_CACHE_SIZE)(self._find_keys_of_topic)

    def add(self, parts: FactParts) -> None:
        """Put a fact into every set that it belongs to."""
        number = parts.fact.number
        for key in {ALL, *self._plain(parts), *_times(parts.fact), *self._parties(parts)}:
            self._latest[key].append(number)
        self._count += 1
        if self._count % _BATCH == 0:
            self._compress()

    def build(self, ordinals: "array[int]") -> Iterator[tuple[str, str, bytes]]:
        """All sets by dimension and value, of ordinals instead of numbers, compressed.

        What was gathered is gone then: it takes as much memory as what is made of it.
        """
        self._compress()
        placed: dict[Key, BitMap] = {}
        while self._sets:
            key, numbers = self._sets.popitem()
            placed[key] = BitMap(array("I", map(ordinals.__getitem__, numbers.to_array())))
        placed |= dict(join_sets(placed))
        for (dimension, value), members in sorted(placed.items()):
            members.run_optimize()
            yield dimension, value, members.serialize()

    def _compress(self) -> None:
        for key, numbers in self._latest.items():
            self._sets[key] |= BitMap(numbers)
        self._latest.clear()

    def _plain(self, parts: FactParts) -> Iterator[Key]:
        fact = parts.fact
        yield "review", fact.review_id
        yield "kind", fact.kind
        yield "type", fact.type_id
        yield "status", fact.status
        yield "has_figures", "true" if parts.figures else "false"
        yield from keys_of_figures(
            (it.measure_id, it.unit, it.period_start, it.period_end) for it in parts.figures
        )
        if fact.level is not None:
            yield "level", fact.level
        if fact.form is not None:
            yield "form", fact.form
        for topic in parts.topics:
            yield from self._keys_of_topic(topic.topic_id)
        sentences = self._reference.source(fact.review_id).sentences
        for evidence in parts.evidence:
            yield "section", sentences[evidence.locator][0]

    def _parties(self, parts: FactParts) -> Iterator[Key]:
        fact = parts.fact
        own_country = self._reference.source(fact.review_id).country
        for party in parts.parties:
            if party.role != Role.EXCLUDED:
                entity_id = party.entity_id
                yield "party", f"{entity_id}:{party.role}"
                if entity_id == own_country:
                    yield "entity", entity_id
                else:
                    yield from self._keys_of_party(entity_id, fact.date_start, fact.date_end)

    def _find_keys_of_topic(self, topic_id: str) -> tuple[Key, ...]:
        return tuple(("topic", topic) for topic in self._reference.topics_above(topic_id))

    def _find_keys_of_party(self, entity_id: str, start: date, end: date) -> tuple[Key, ...]:
        """Of an entity that is not the reviewing country, in a fact of these days."""
        reference = self._reference
        found: Iterable[Key] = ()
        match reference.kinds[entity_id]:
            case EntityKind.COUNTRY:
                found = self._memberships(entity_id, start, end)
            case EntityKind.REGION:
                found = (("region_named", it) for it in reference.above(entity_id))
            case EntityKind.ORGANIZATION:
                found = (("organization_organs", it) for it in reference.above(entity_id))
            case _:
                pass
        return ("entity", entity_id), *found

    def _memberships(self, country_id: str, start: date, end: date) -> Iterator[Key]:
        reference = self._reference
        for region in reference.above(reference.parents[country_id]):
            yield "region_members", region
        for group in reference.groups.get(country_id, ()):
            if group.touches(start, end):
                is_region = reference.kinds[group.value] is EntityKind.REGION
                yield "region_members" if is_region else "organization_members", group.value


def _times(fact: FactRow) -> Iterator[Key]:
    yield from _keys_of_span("date", fact.date_start, fact.date_end)
    if fact.term_start is not None and fact.term_end is not None:
        yield from _keys_of_span("term", fact.term_start, fact.term_end)


@lru_cache(_CACHE_SIZE)
def _keys_of_span(span: str, start: date, end: date) -> tuple[Key, ...]:
    return (
        *((f"{span}_start", part) for part in parts_of_day(start)),
        *((f"{span}_end", part) for part in parts_of_day(end)),
        *(("year", str(year)) for year in range(start.year, end.year + 1)),
    )


# A region is meant where it is named, or a country of it; an organization where it or an organ is.
_EITHER = {
    "region_any": ("region_named", "region_members"),
    "organization_any": ("organization_organs", "organization_members"),
}


def join_sets(sets: Mapping[Key, BitMap]) -> Iterator[tuple[Key, BitMap]]:
    """The sets that questions for any of two readings, or for whole years, are answered from."""
    for joined, parts in _EITHER.items():
        for value in sorted({value for dimension, value in sets if dimension in parts}):
            found = (sets.get((part, value), BitMap()) for part in parts)
            yield (joined, value), BitMap.union(*found)
    for year in sorted({value for dimension, value in sets if dimension == "year"}):
        within = _from_to(sets, "date", year) | _from_to(sets, "term", year)
        if within:
            yield ("year_within", year), within


def _from_to(sets: Mapping[Key, BitMap], span: str, year: str) -> BitMap:
    """Facts whose date, or term, begins and ends in a year."""
    start, end = (sets.get((f"{span}_{side}", year), BitMap()) for side in ("start", "end"))
    return start & end


def keys_of_figures(figures: Iterable[tuple[str, str, date | None, date | None]]) -> Iterator[Key]:
    """Sets of a fact by its figures in their order: measure, unit, first and last day of each.

    A figure without days has those of its fact, which have sets already.
    """
    for place, (measure, unit, start, end) in enumerate(figures):
        yield "figure", str(place)
        yield f"figure_{place}_measure", measure
        yield f"figure_{place}_unit", unit
        if start is not None and end is not None:
            yield f"figure_{place}", "dated"
            yield from ((f"figure_{place}_start", part) for part in parts_of_day(start))
            yield from ((f"figure_{place}_end", part) for part in parts_of_day(end))


def parts_of_day(day: date) -> tuple[str, str, str]:
    """Its year, its month, and its day of the month (as in `---17`, ISO 8601)."""
    text = day.isoformat()
    return text[:4], text[:7], f"---{text[8:]}"
