"""Where things stand: in the same folders below `/v1`, among the pages and among the cards."""

from urllib.parse import quote

from policyfacts.vocabulary import EntityKind

# The kinds that have a folder and a filter of their own.
COLLECTIONS = {
    EntityKind.COUNTRY.value: "countries",
    EntityKind.REGION.value: "regions",
    EntityKind.ORGANIZATION.value: "organizations",
    "topic": "topics",
    "year": "years",
    "fact": "facts",
}
# Entities of all other kinds stand together, and one filter takes them all.
OTHERS, OTHERS_FILTER = "entities", "entity"


def path_of(kind: str, id_: str | int) -> str:
    """The path of an entity, topic, year or fact: of its page, and below `/v1` of its JSON."""
    return f"/{COLLECTIONS.get(kind, OTHERS)}/{quote(str(id_), safe='')}"


def filter_name(kind: str) -> str:
    """The filter of facts that takes the id of an entity, topic or year of this kind."""
    return kind if kind in COLLECTIONS else OTHERS_FILTER
