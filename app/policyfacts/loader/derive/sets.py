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
from collections.abc import Iterator
from datetime import date

from pyroaring import BitMap

from policyfacts.loader.derive.facts import FactParts
from policyfacts.loader.derive.joined import join_sets
from policyfacts.loader.derive.reference import Reference
from policyfacts.vocabulary import EntityKind, Role

ALL = ("all", "")


class SetBuilder:
    """Gathers positions under (dimension, value)."""

    def __init__(self, reference: Reference, positions: "array[int]") -> None:
        self._reference = reference
        self._places = positions
        self._positions: dict[tuple[str, str], list[int]] = defaultdict(list)

    def add(self, parts: FactParts) -> None:
        """Put a fact into every set that it belongs to."""
        position = self._places[parts.fact["number"]]
        for key in {ALL, *self._plain(parts), *self._times(parts), *self._parties(parts)}:
            self._positions[key].append(position)

    def finished(self) -> Iterator[tuple[str, str, bytes]]:
        """All sets, compressed."""
        sets = {key: BitMap(positions) for key, positions in self._positions.items()}
        sets |= dict(join_sets(sets))
        for (dimension, value), members in sorted(sets.items()):
            members.run_optimize()
            yield dimension, value, members.serialize()

    def _plain(self, parts: FactParts) -> Iterator[tuple[str, str]]:
        fact = parts.fact
        yield "review", fact["review_id"]
        yield "kind", fact["kind"]
        yield "type", fact["type_id"]
        yield "status", fact["status"]
        yield "has_figures", str(bool(parts.figures)).lower()
        for dimension in ("level", "form"):
            if fact[dimension] is not None:
                yield dimension, fact[dimension]
        for row in parts.topics:
            for topic in self._reference.topics_above(row["topic_id"]):
                yield "topic", topic
        for row in parts.evidence:
            yield "section", self._reference.sentences[row["review_id"], row["locator"]][0]

    def _times(self, parts: FactParts) -> Iterator[tuple[str, str]]:
        fact = parts.fact
        for span in ("date", "term"):
            start, end = fact[f"{span}_start"], fact[f"{span}_end"]
            if start is not None:
                yield from ((f"{span}_start", part) for part in _parts_of(start))
                yield from ((f"{span}_end", part) for part in _parts_of(end))
                for year in range(start.year, end.year + 1):
                    yield "year", str(year)

    def _parties(self, parts: FactParts) -> Iterator[tuple[str, str]]:
        own_country = self._reference.reviews[parts.fact["review_id"]].country
        for row in parts.parties:
            entity_id = row["entity_id"]
            if row["role"] == Role.EXCLUDED:
                continue
            yield "entity", entity_id
            yield "party", f"{entity_id}:{row['role']}"
            match self._reference.kinds[entity_id]:
                case EntityKind.COUNTRY if entity_id != own_country:
                    yield from self._memberships(entity_id, parts)
                case EntityKind.REGION:
                    for region in self._reference.above(entity_id):
                        yield "region_named", region
                case EntityKind.ORGANIZATION:
                    for organization in self._reference.above(entity_id):
                        yield "organization_organs", organization
                case _:
                    pass

    def _memberships(self, country_id: str, parts: FactParts) -> Iterator[tuple[str, str]]:
        reference = self._reference
        for region in reference.above(reference.parents[country_id]):
            yield "region_members", region
        span = parts.fact["date_start"], parts.fact["date_end"]
        for group in reference.groups.get(country_id, ()):
            if group.touches(*span):
                is_region = reference.kinds[group.value] is EntityKind.REGION
                yield "region_members" if is_region else "organization_members", group.value


def _parts_of(day: date) -> tuple[str, str, str]:
    text = day.isoformat()
    return text[:4], text[:7], f"---{text[8:]}"
