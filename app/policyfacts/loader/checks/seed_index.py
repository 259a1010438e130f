"""What references may point to."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from policyfacts.errors import SeedError
from policyfacts.loader.checks.stored_state import StoredState
from policyfacts.loader.seed.contents import Located, R, Seed, UnparsedText
from policyfacts.loader.seed.entities import SeedEntity, collect_entities
from policyfacts.loader.seed.records import MeasureRecord, TopicRecord, TypeRecord
from policyfacts.loader.seed.suggestions import did_you_mean
from policyfacts.naming import normalise_name
from policyfacts.vocabulary import EntityKind

_MAX_SUGGESTIONS = 10_000


@dataclass(frozen=True)
class SeedIndex:
    """Ids of the seed, by what they are the ids of."""

    entities: dict[str, SeedEntity]
    all_entities: list[SeedEntity]
    ids_by_name: dict[str, set[str]]
    former_ids: dict[str, str]
    topics: dict[str, TopicRecord]
    types: dict[str, TypeRecord]
    measures: dict[str, MeasureRecord]
    stored: StoredState
    unparsed: UnparsedText
    _suggestions: dict[tuple[str, ...], str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, seed: Seed, stored: StoredState) -> "SeedIndex":
        """Index a seed."""
        entities = collect_entities(seed)
        by_name: dict[str, set[str]] = {}
        for entity in entities:
            codes = (code for code in (entity.alpha3, entity.m49) if code is not None)
            for name in (*(it.name for it in entity.names), *codes):
                by_name.setdefault(normalise_name(name), set()).add(entity.id)
        return cls(
            entities={entity.id: entity for entity in entities},
            all_entities=entities,
            ids_by_name=by_name,
            former_ids={it.record.former.casefold(): it.record.id for it in seed.former_ids},
            topics={topic.id: topic for topic in all_topics(seed)},
            types={place.record.id: place.record for place in seed.types},
            measures={place.record.id: place.record for place in seed.measures},
            stored=stored,
            unparsed=seed.unparsed,
        )

    def entity_error(self, entity_id: str, *kinds: EntityKind) -> str | None:
        """What is wrong with a reference to an entity of one of `kinds` (where none, of any)."""
        entity = self.entities.get(entity_id)
        if entity is None and self.unparsed.may_contain(entity_id, "entities/"):
            return None
        if entity is None:
            near = self._cached_suggestion(
                (entity_id, *kinds), lambda: self._near(entity_id, kinds)
            )
            return f"unknown {self._word(entity_id, kinds)} '{entity_id}'{near}"
        if kinds and entity.kind not in kinds:
            return f"'{entity_id}' is a {entity.kind}, and here stands a {' or '.join(kinds)}"
        return None

    def _word(self, entity_id: str, kinds: tuple[EntityKind, ...]) -> str:
        if len(kinds) == 1:
            return kinds[0]
        return "country" if re.fullmatch("[A-Z]{2}", entity_id) else "entity"

    def _near(self, entity_id: str, kinds: tuple[EntityKind, ...]) -> str:
        renamed = self.former_ids.get(entity_id.casefold())
        if renamed is not None:
            return f": it is '{renamed}' now"
        by_name = self.ids_by_name.get(normalise_name(entity_id.replace("-", " ")), set())
        fitting = sorted(it for it in by_name if not kinds or self.entities[it].kind in kinds)
        if fitting:
            return f": did you mean {' or '.join(fitting)}?"
        wanted = (it.id for it in self.all_entities if not kinds or it.kind in kinds)
        return did_you_mean(entity_id, wanted)

    def vocabulary_error(self, word: str, held: Collection[str], what: str) -> str | None:
        """What is wrong with a reference to a topic, type or measure."""
        if word in held or self.unparsed.may_contain(word, "vocabulary/"):
            return None
        near = self._cached_suggestion((what, word), lambda: did_you_mean(word, held))
        return f"unknown {what} '{word}'{near}"

    def _cached_suggestion(self, key: tuple[str, ...], suggest: Callable[[], str]) -> str:
        """A suggestion: one wrong word often stands in many facts, and to look for it is slow."""
        found = self._suggestions.get(key)
        if found is None:
            found = suggest()
            if len(self._suggestions) < _MAX_SUGGESTIONS:
                self._suggestions[key] = found
        return found


def all_topics(seed: Seed) -> Iterator[TopicRecord]:
    """Topics of both levels."""
    for place in seed.topics:
        yield place.record
        yield from place.record.narrower


def repeated(places: Iterable[Located[R]], key: str, what: str) -> Iterator[SeedError]:
    """Faults for records whose `key` stands before already, ignoring case."""
    first: dict[str, Located[R]] = {}
    for place in places:
        value = str(getattr(place.record, key))
        earlier = first.setdefault(value.casefold(), place)
        if earlier is not place:
            where = f"{earlier.document.file}:{earlier.line()}"
            yield place.at(f"duplicate {what} '{value}': it stands in {where} already", key)
