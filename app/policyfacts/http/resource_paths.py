"""Paths of resources, which are the same below `/v1`, among the pages and among the cards."""

from urllib.parse import quote

from policyfacts.vocabulary import EntityKind

# The kinds that have a collection and a filter of their own.
COLLECTIONS = {
    EntityKind.COUNTRY.value: "countries",
    EntityKind.REGION.value: "regions",
    EntityKind.ORGANIZATION.value: "organizations",
    "topic": "topics",
    "year": "years",
    "fact": "facts",
}
# Entities of all other kinds share a collection and a filter.
OTHERS, OTHERS_FILTER = "entities", "entity"


def path_of(kind: str, id_: str | int) -> str:
    """Return the path of an entity, topic, year or fact: of its page, below `/v1` of its JSON."""
    return f"/{COLLECTIONS.get(kind, OTHERS)}/{quote(str(id_), safe='')}"


def filter_name(kind: str) -> str:
    """Return the filter of facts that takes the id of an entity, topic or year of this kind."""
    return kind if kind in COLLECTIONS else OTHERS_FILTER
