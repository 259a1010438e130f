"""Suggestions of entities, properties and types while a name is typed."""

from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, ConfigDict, Field

from policyfacts.reconciliation.descriptions import describe
from policyfacts.reconciliation.manifest import type_of, types
from policyfacts.reconciliation.properties import Property, properties_of
from policyfacts.reconciliation.queries import read_text
from policyfacts.schemas.params.types import WHOLE, Params
from policyfacts.schemas.suggest import SuggestionKind, SuggestParams
from policyfacts.search.names.name_index import folded_forms
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.results.profiles import list_entities
from policyfacts.search.results.suggest import suggest
from policyfacts.search.snapshot import Snapshot
from policyfacts.vocabulary import EntityKind

T = TypeVar("T")


class WidgetParams(Params):
    """Parameters of a client's widgets, which add some of their own that are ignored."""

    model_config = ConfigDict(extra="ignore")


class PrefixParams(WidgetParams):
    """A typed prefix and a page; 0.2 calls the first item `cursor`, 1.0-draft `offset`."""

    prefix: Annotated[str, Field(max_length=200), AfterValidator(read_text)]
    limit: Annotated[int, Field(ge=1, le=100), WHOLE] = 10
    cursor: Annotated[int, Field(ge=0, le=100_000), WHOLE] = 0
    offset: Annotated[int, Field(ge=0, le=100_000), WHOLE] = 0

    def page_of(self, items: list[T]) -> list[T]:
        """Return the part of all suggestions that is on the page."""
        start = max(self.cursor, self.offset)
        return items[start : start + self.limit]


class EntityPrefixParams(PrefixParams):
    """The same for entities of these types, or of all if none is a type of ours."""

    type: list[str] = Field(default_factory=list)

    @property
    def kinds(self) -> list[EntityKind]:
        """Kinds of the types."""
        return [kind for kind in EntityKind if kind.value in self.type] or list(EntityKind)


def suggest_entities(snapshot: Snapshot, params: EntityPrefixParams) -> dict[str, Any]:
    """Return entities with a name that begins so; those with most facts if nothing is typed."""
    page = params.page_of(_find_entities(snapshot, params))
    return {"result": [_format_entity(snapshot.registry, id_, matched) for id_, matched in page]}


def _find_entities(snapshot: Snapshot, params: EntityPrefixParams) -> list[tuple[str, str]]:
    """List ids, each with the name that begins so; none if only punctuation is typed."""
    if folded_forms(params.prefix):
        kinds = [SuggestionKind(kind.value) for kind in params.kinds]
        hits = suggest(snapshot, SuggestParams(q=params.prefix, kind=kinds))
        return [(hit.id, hit.matched) for hit in hits]
    if params.prefix.strip():
        return []
    return [(entity.id, "") for entity, _ in list_entities(snapshot, params.kinds)]


def _format_entity(registry: EntityRegistry, id_: str, matched: str) -> dict[str, Any]:
    entity = registry.entities[id_]
    return {
        "id": id_,
        "name": entity.name,
        "description": describe(entity, registry, matched),
        "notable": [type_of(entity.kind)],
    }


def suggest_properties(snapshot: Snapshot, params: PrefixParams) -> dict[str, Any]:
    """Return properties with a word that begins so; all if nothing is typed."""
    properties = format_properties(properties_of(snapshot.registry).values())
    return {"result": params.page_of(list(_with_prefix(properties, params.prefix)))}


def format_properties(properties: Iterable[Property]) -> list[dict[str, str]]:
    """Return properties as either version writes them."""
    return [
        {"id": property_.id, "name": property_.name, "description": property_.description}
        for property_ in properties
    ]


def suggest_types(params: PrefixParams) -> dict[str, Any]:
    """Return types with a word that begins so; all if nothing is typed."""
    return {"result": params.page_of(list(_with_prefix(types(), params.prefix)))}


def _with_prefix(items: list[dict[str, str]], prefix: str) -> Iterable[dict[str, str]]:
    """Yield the items whose id, or a word of whose name, begins so."""
    folded = prefix.strip().casefold()
    for item in items:
        if item["id"].startswith(folded) or f" {folded}" in f" {item['name'].casefold()}":
            yield item
