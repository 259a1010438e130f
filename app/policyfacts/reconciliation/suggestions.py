"""Entities, properties and types, as one types."""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from policyfacts.reconciliation.descriptions import describe
from policyfacts.reconciliation.manifest import type_of, types
from policyfacts.reconciliation.properties import properties_of
from policyfacts.reconciliation.questions import plain
from policyfacts.schemas.questions import WHOLE, Question
from policyfacts.schemas.suggest import SuggestionKind, SuggestQuestion
from policyfacts.selection.name_index import foldings
from policyfacts.selection.profiles import list_entities
from policyfacts.selection.snapshot import Snapshot
from policyfacts.selection.suggest import suggest
from policyfacts.vocabulary import EntityKind

_KINDS = [SuggestionKind(it.value) for it in EntityKind]


class PrefixQuestion(Question):
    """What has been typed so far; 0.2 calls what is skipped `cursor`, 1.0-draft `offset`."""

    prefix: Annotated[str, Field(max_length=200), AfterValidator(plain)]
    limit: Annotated[int, Field(ge=1, le=100), WHOLE] = 10
    cursor: Annotated[int, Field(ge=0, le=100_000), WHOLE] = 0
    offset: Annotated[int, Field(ge=0, le=100_000), WHOLE] = 0

    def cut(self, found: list[dict[str, Any]]) -> dict[str, Any]:
        """The part of the suggestions that is asked for, as an answer."""
        first = max(self.cursor, self.offset)
        return {"result": found[first : first + self.limit]}


def suggest_entities(snapshot: Snapshot, asked: PrefixQuestion) -> dict[str, Any]:
    """Entities with a name that begins so; those with most facts where nothing is typed."""
    catalogue = snapshot.catalogue
    if foldings(asked.prefix):
        hits = suggest(snapshot, SuggestQuestion(q=asked.prefix, kind=_KINDS))
        named = [(it.id, it.matched) for it in hits]
    else:
        named = [(it.id, "") for it, _ in list_entities(snapshot, ()) if not asked.prefix.strip()]
    found = []
    for id_, matched in named:
        entity = catalogue.entities[id_]
        found.append(
            {
                "id": id_,
                "name": entity.name,
                "description": describe(entity, catalogue, matched),
                "notable": [type_of(entity.kind)],
            }
        )
    return asked.cut(found)


def suggest_properties(snapshot: Snapshot, asked: PrefixQuestion) -> dict[str, Any]:
    """Properties with a word that begins so; all where nothing is typed."""
    every = properties_of(snapshot.catalogue).values()
    shown = [{"id": it.id, "name": it.name, "description": it.description} for it in every]
    return asked.cut(list(_beginning(shown, asked.prefix)))


def suggest_types(asked: PrefixQuestion) -> dict[str, Any]:
    """Types whose name begins so; all where nothing is typed."""
    return asked.cut(list(_beginning(types(), asked.prefix)))


def _beginning(shown: list[dict[str, str]], prefix: str) -> Iterable[dict[str, str]]:
    """Those of which the id, or words of the name, begin as is typed."""
    typed = prefix.strip().casefold()
    for it in shown:
        words = it["name"].casefold()
        if it["id"].startswith(typed) or f" {words}".find(f" {typed}") >= 0:
            yield it
