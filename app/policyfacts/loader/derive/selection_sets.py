"""The sets of facts that have a value in a dimension, which queries are answered from.

Expansion happens here, once: a topic's set holds its narrower topics' facts, a region's and an
organization's membership sets hold the facts of their member countries at the time of each fact.
The reviewing country never counts as a member, or every fact of a European review would be
European. Excluded parties are in no set.

Of parties there are two more sets for each value: `unnamed_...` of the facts that have it through a
party which the sentences mean and do not name, and `only_unnamed_...` of those that have it in no
other way. The reviewing country, whose account it is, counts as either.

A day is in three sets, of its year, its month and its day of the month (as in `---17`, ISO 8601),
so that any span of days takes few sets, however many years there are.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from pyroaring import BitMap

from policyfacts.loader.derive.fact_rows import FactParts, FactRow, PartyRow
from policyfacts.loader.derive.reference_data import ReferenceData
from policyfacts.schemas.params.filters import COLUMN_FILTERS
from policyfacts.vocabulary import EntityKind, Role

Key: TypeAlias = tuple[str, str]
ALL: Key = ("all", "")
# A region matches by its name or its countries, an organization by its organs or its members.
_UNIONS = {
    "region_any": ("region_named", "region_members"),
    "organization_any": ("organization_organs", "organization_members"),
}
_CACHE_SIZE = 4_000
_BATCH = 20_000


class SelectionSetBuilder:
    """Collects numbers of facts by (dimension, value), in any order of facts.

    Ordinals are known only when all facts are there: `build` puts them in place of numbers.
    """

    def __init__(self, reference: ReferenceData) -> None:
        self._reference = reference
        self._sets: dict[Key, BitMap] = defaultdict(BitMap)
        self._latest: dict[Key, array[int]] = defaultdict(lambda: array("I"))
        self._count = 0
        self._keys_of_party = lru_cache(_CACHE_SIZE)(self._find_keys_of_party)
        self._keys_of_topic = lru_cache(_CACHE_SIZE)(self._find_keys_of_topic)

    def add(self, parts: FactParts) -> None:
        """Add a fact to every set that it belongs to."""
        number = parts.fact.number
        for key in {ALL, *self._plain(parts), *_times(parts.fact), *self._parties(parts)}:
            self._latest[key].append(number)
        self._count += 1
        if self._count % _BATCH == 0:
            self._compress()

    def build(self, ordinals: "array[int]") -> Iterator[tuple[str, str, bytes]]:
        """Yield dimension, value and serialized set, with ordinals in place of numbers.

        This empties the builder: both together would take twice the memory.
        """
        self._compress()
        sets: dict[Key, BitMap] = {}
        while self._sets:
            key, numbers = self._sets.popitem()
            sets[key] = BitMap(array("I", map(ordinals.__getitem__, numbers.to_array())))
        sets |= dict(join_sets(sets))
        for (dimension, value), members in sorted(sets.items()):
            members.run_optimize()
            yield dimension, value, members.serialize()

    def _compress(self) -> None:
        for key, numbers in self._latest.items():
            self._sets[key] |= BitMap(numbers)
        self._latest.clear()

    def _plain(self, parts: FactParts) -> Iterator[Key]:
        fact = parts.fact
        yield "review", fact.review_id
        yield "type", fact.type_id
        yield "has_figures", "true" if parts.figures else "false"
        yield from keys_of_figures(
            (row.measure_id, row.unit, row.period_start, row.period_end) for row in parts.figures
        )
        for column in COLUMN_FILTERS:
            value = getattr(fact, column)
            if value is not None:
                yield column, value
        for topic in parts.topics:
            yield from self._keys_of_topic(topic.topic_id)
        sentences = self._reference.review(fact.review_id).sentences
        for evidence in parts.evidence:
            yield "section", sentences[evidence.locator][0]

    def _parties(self, parts: FactParts) -> Iterator[Key]:
        """Yield the keys of all parties, then those of the parties that are not named."""
        own: set[Key] = set()
        named: set[Key] = set()
        unnamed: set[Key] = set()
        own_country = self._reference.review(parts.fact.review_id).country
        for party in parts.parties:
            if party.role != Role.EXCLUDED:
                keys = unnamed if not party.named else named
                keys = own if party.entity_id == own_country else keys
                keys |= self._keys_of(party, parts.fact, own_country)
        yield from own | named | unnamed
        if named:
            yield "named", "true"
        if unnamed:
            yield "named", "false"
        yield from ((f"unnamed_{name}", value) for name, value in own | unnamed)
        yield from ((f"only_unnamed_{name}", value) for name, value in unnamed - named - own)

    def _keys_of(self, party: PartyRow, fact: FactRow, own_country: str) -> set[Key]:
        entity_id = party.entity_id
        role: Key = ("party", f"{entity_id}:{party.role}")
        if entity_id == own_country:
            return {role, ("entity", entity_id)}
        return {role, *self._keys_of_party(entity_id, fact.date_start, fact.date_end)}

    def _find_keys_of_topic(self, topic_id: str) -> tuple[Key, ...]:
        return tuple(("topic", topic) for topic in self._reference.topics_above(topic_id))

    def _find_keys_of_party(self, entity_id: str, start: date, end: date) -> tuple[Key, ...]:
        """List the keys of an entity, not the reviewing country, in a fact of these days."""
        reference = self._reference
        keys: Iterable[Key] = ()
        match reference.kinds[entity_id]:
            case EntityKind.COUNTRY:
                keys = self._memberships(entity_id, start, end)
            case EntityKind.REGION:
                keys = (("region_named", above) for above in reference.above(entity_id))
            case EntityKind.ORGANIZATION:
                keys = (("organization_organs", above) for above in reference.above(entity_id))
            case _:
                pass
        return ("entity", entity_id), *keys

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


def join_sets(sets: Mapping[Key, BitMap]) -> Iterator[tuple[Key, BitMap]]:
    """Yield the unions of two match modes, and the sets of facts within one year."""
    for joined, parts in _UNIONS.items():
        for value in sorted({value for dimension, value in sets if dimension in parts}):
            yield from _union(sets, joined, parts, value)
    for year in sorted({value for dimension, value in sets if dimension == "year"}):
        within = _from_to(sets, "date", year) | _from_to(sets, "term", year)
        if within:
            yield ("year_within", year), within


def _union(
    sets: Mapping[Key, BitMap], joined: str, parts: Iterable[str], value: str
) -> Iterator[tuple[Key, BitMap]]:
    """Yield the union of two match modes under a value, and what of it is not named."""
    everything, named, unnamed = BitMap(), BitMap(), BitMap()
    for part in parts:
        facts = sets.get((part, value), BitMap())
        everything |= facts
        named |= facts - sets.get((f"only_unnamed_{part}", value), BitMap())
        unnamed |= sets.get((f"unnamed_{part}", value), BitMap())
    yield (joined, value), everything
    if unnamed:
        yield (f"unnamed_{joined}", value), unnamed
    if only_unnamed := everything - named:
        yield (f"only_unnamed_{joined}", value), only_unnamed


def _from_to(sets: Mapping[Key, BitMap], span: str, year: str) -> BitMap:
    """Return the facts whose date, or term, begins and ends in a year."""
    start, end = (sets.get((f"{span}_{side}", year), BitMap()) for side in ("start", "end"))
    return start & end


def keys_of_figures(figures: Iterable[tuple[str, str, date | None, date | None]]) -> Iterator[Key]:
    """Yield the keys of a fact's figures, given as measure, unit, first and last day.

    All first figures of facts have sets of their own, as all second ones have: so conditions on one
    and the same figure can be met. A figure without days has those of its fact.
    """
    for number, (measure, unit, start, end) in enumerate(figures):
        yield "figure", str(number)
        yield f"figure_{number}_measure", measure
        yield f"figure_{number}_unit", unit
        if start is not None and end is not None:
            yield f"figure_{number}", "dated"
            yield from ((f"figure_{number}_start", part) for part in parts_of_day(start))
            yield from ((f"figure_{number}_end", part) for part in parts_of_day(end))


def parts_of_day(day: date) -> tuple[str, str, str]:
    """Return the day's year, month, and day of the month (as in `---17`, ISO 8601)."""
    text = day.isoformat()
    return text[:4], text[:7], f"---{text[8:]}"
