"""Entities, properties and types, as one types."""

from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, ConfigDict, Field

from policyfacts.reconciliation.descriptions import describe
from policyfacts.reconciliation.manifest import type_of, types
from policyfacts.reconciliation.properties import properties_of
from policyfacts.reconciliation.queries import readable
from policyfacts.schemas.params import WHOLE, Params
from policyfacts.schemas.suggest import SuggestionKind, SuggestParams
from policyfacts.search.names.name_index import foldings
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.results.profiles import list_entities
from policyfacts.search.results.suggest import suggest
from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import EntityKind

T = TypeVar("T")


class WidgetParams(Params):
    """What the widgets of a client ask: they add parameters of their own, which are ignored."""

    model_config = ConfigDict(extra="ignore")


class PrefixParams(WidgetParams):
    """What has been typed so far; 0.2 calls what is skipped `cursor`, 1.0-draft `offset`."""

    prefix: Annotated[str, Field(max_length=200), AfterValidator(readable)]
    limit: Annotated[int, Field(ge=1, le=100), WHOLE] = 10
    cursor: Annotated[int, Field(ge=0, le=100_000), WHOLE] = 0
    offset: Annotated[int, Field(ge=0, le=100_000), WHOLE] = 0

    def cut(self, found: list[T]) -> list[T]:
        """The part of the suggestions that is asked for."""
        first = max(self.cursor, self.offset)
        return found[first : first + self.limit]


class EntityPrefixParams(PrefixParams):
    """The same for entities: of these types, or of all where none is a type of ours."""

    type: list[str] = Field(default_factory=list)

    @property
    def kinds(self) -> list[EntityKind]:
        """The types as kinds."""
        return [it for it in EntityKind if it.value in self.type] or list(EntityKind)


def suggest_entities(snapshot: Snapshot, asked: EntityPrefixParams) -> dict[str, Any]:
    """Entities with a name that begins so; those with most facts where nothing is typed."""
    shown = asked.cut(_named(snapshot, asked))
    return {"result": [_described(snapshot.registry, id_, matched) for id_, matched in shown]}


def _named(snapshot: Snapshot, asked: EntityPrefixParams) -> list[tuple[str, str]]:
    """Ids, each with the name that begins as is typed; none where only signs are typed."""
    if foldings(asked.prefix):
        kinds = [SuggestionKind(it.value) for it in asked.kinds]
        hits = suggest(snapshot, SuggestParams(q=asked.prefix, kind=kinds))
        return [(it.id, it.matched) for it in hits]
    if asked.prefix.strip():
        return []
    return [(it.id, "") for it, _ in list_entities(snapshot, asked.kinds)]


def _described(registry: EntityRegistry, id_: str, matched: str) -> dict[str, Any]:
    entity = registry.entities[id_]
    return {
        "id": id_,
        "name": entity.name,
        "description": describe(entity, registry, matched),
        "notable": [type_of(entity.kind)],
    }


def suggest_properties(snapshot: Snapshot, asked: PrefixParams) -> dict[str, Any]:
    """Properties with a word that begins so; all where nothing is typed."""
    every = properties_of(snapshot.registry).values()
    shown = [{"id": it.id, "name": it.name, "description": it.description} for it in every]
    return {"result": asked.cut(list(_beginning(shown, asked.prefix)))}


def suggest_types(asked: PrefixParams) -> dict[str, Any]:
    """Types whose name begins so; all where nothing is typed."""
    return {"result": asked.cut(list(_beginning(types(), asked.prefix)))}


def _beginning(shown: list[dict[str, str]], prefix: str) -> Iterable[dict[str, str]]:
    """Those of which the id, or words of the name, begin as is typed."""
    typed = prefix.strip().casefold()
    for it in shown:
        words = it["name"].casefold()
        if it["id"].startswith(typed) or f" {words}".find(f" {typed}") >= 0:
            yield it
