"""The ids of a seed, which references point to."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from policyfacts.errors import SeedError
from policyfacts.loader.checks.stored_state import StoredState
from policyfacts.loader.seed.contents import Located, R, Seed, UnparsedText
from policyfacts.loader.seed.entities import SeedEntity, collect_entities
from policyfacts.loader.seed.records import (
    MeasureRecord,
    MembershipRecord,
    StatementWordsRecord,
    TopicRecord,
    TypeRecord,
    WithdrawalRecord,
)
from policyfacts.loader.seed.suggestions import did_you_mean
from policyfacts.naming import normalise_name
from policyfacts.vocabulary import EntityKind

_MAX_SUGGESTIONS = 10_000


@dataclass(frozen=True)
class SeedIndex:
    """The ids of the seed by kind, with what else checks of references need."""

    entities: dict[str, SeedEntity]
    all_entities: list[SeedEntity]
    ids_by_name: dict[str, set[str]]
    former_ids: dict[str, str]
    topics: dict[str, TopicRecord]
    types: dict[str, TypeRecord]
    measures: dict[str, MeasureRecord]
    statement_words: list[StatementWordsRecord]
    memberships: list[Located[MembershipRecord]]
    withdrawn: list[Located[WithdrawalRecord]]
    stored: StoredState
    unparsed: UnparsedText
    _suggestions: dict[tuple[str, ...], str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, seed: Seed, stored: StoredState) -> "SeedIndex":
        """Make the index of a seed."""
        entities = collect_entities(seed)
        by_name: dict[str, set[str]] = {}
        for entity in entities:
            codes = (code for code in (entity.alpha3, entity.m49) if code is not None)
            for name in (*(entry.name for entry in entity.names), *codes):
                by_name.setdefault(normalise_name(name), set()).add(entity.id)
        return cls(
            entities={entity.id: entity for entity in entities},
            all_entities=entities,
            ids_by_name=by_name,
            former_ids={row.record.former.casefold(): row.record.id for row in seed.former_ids},
            topics={topic.id: topic for topic in all_topics(seed)},
            types={type_.record.id: type_.record for type_ in seed.types},
            measures={measure.record.id: measure.record for measure in seed.measures},
            statement_words=[group.record for group in seed.statement_words],
            memberships=seed.memberships,
            withdrawn=seed.withdrawn,
            stored=stored,
            unparsed=seed.unparsed,
        )

    def entity_error(self, entity_id: str, *kinds: EntityKind) -> str | None:
        """Return the error in a reference to an entity of one of `kinds`; without them, of any."""
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
        fitting = sorted(id_ for id_ in by_name if not kinds or self.entities[id_].kind in kinds)
        if fitting:
            return f": did you mean {' or '.join(fitting)}?"
        ids = (entity.id for entity in self.all_entities if not kinds or entity.kind in kinds)
        return did_you_mean(entity_id, ids)

    def vocabulary_error(self, word: str, ids: Collection[str], what: str) -> str | None:
        """Return the error in a reference to a topic, type or measure, or None."""
        if word in ids or self.unparsed.may_contain(word, "vocabulary/"):
            return None
        near = self._cached_suggestion((what, word), lambda: did_you_mean(word, ids))
        return f"unknown {what} '{word}'{near}"

    def _cached_suggestion(self, key: tuple[str, ...], suggest: Callable[[], str]) -> str:
        """Return a suggestion, cached: it is slow, and one wrong word may stand in many facts."""
        suggestion = self._suggestions.get(key)
        if suggestion is None:
            suggestion = suggest()
            if len(self._suggestions) < _MAX_SUGGESTIONS:
                self._suggestions[key] = suggestion
        return suggestion


def all_topics(seed: Seed) -> Iterator[TopicRecord]:
    """Yield the topics of both levels."""
    for topic in seed.topics:
        yield topic.record
        yield from topic.record.narrower


def repeated(records: Iterable[Located[R]], key: str, what: str) -> Iterator[SeedError]:
    """Yield an error for each record whose `key` an earlier one has, ignoring case."""
    first: dict[str, Located[R]] = {}
    for located in records:
        value = str(getattr(located.record, key))
        earlier = first.setdefault(value.casefold(), located)
        if earlier is not located:
            where = f"{earlier.source.file}:{earlier.line()}"
            yield located.at(f"duplicate {what} '{value}': it stands in {where} already", key)


def first_of_each(records: Iterable[Located[R]], key: str) -> list[Located[R]]:
    """Return the records but those whose `key` an earlier one has, which is their only error."""
    first: dict[str, Located[R]] = {}
    for located in records:
        first.setdefault(str(getattr(located.record, key)).casefold(), located)
    return list(first.values())
