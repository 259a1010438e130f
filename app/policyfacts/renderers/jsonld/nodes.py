"""Parts of several documents: addresses, references to entities, nodes without nulls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from policyfacts.vocabulary import EntityKind

Node = dict[str, Any]

TYPES = {
    EntityKind.COUNTRY: "Country",
    EntityKind.REGION: "Place",
    EntityKind.ORGANIZATION: "Organization",
    EntityKind.PERSON: "Person",
    EntityKind.PLACE: "Place",
    EntityKind.INSTRUMENT: "CreativeWork",
    EntityKind.PROJECT: "Project",
}


@dataclass(frozen=True)
class ResourceUrls:
    """The addresses of the service's resources and of its context document."""

    context_url: str
    url: Callable[[str], str]

    def fact(self, fact_id: str) -> str:
        """Return the address of a fact."""
        return self.url(f"/v1/facts/{fact_id}")

    def entity(self, entity_id: str) -> str:
        """Return the one address that identifies an entity of any kind."""
        return self.url(f"/v1/entities/{entity_id}")

    def topic(self, topic_id: str) -> str:
        """Return the address of a topic."""
        return self.url(f"/v1/topics/{topic_id}")

    def review(self, review_id: str) -> str:
        """Return the address of a review."""
        return self.url(f"/v1/reviews/{review_id}")

    def dataset(self) -> str:
        """Return the address of the dataset."""
        return self.url("/v1")


def refer_to(urls: ResourceUrls, kind: EntityKind, entity: Mapping[str, Any]) -> Node:
    """Refer to an entity by its address, type and name."""
    return {
        "@id": urls.entity(entity["id"]),
        "@type": TYPES[kind],
        "identifier": entity["id"],
        "name": entity["name"],
    }


def drop_empty(node: Mapping[str, Any]) -> Node:
    """Drop members without a value: in JSON-LD null means the same as absent."""
    return {name: value for name, value in node.items() if value not in (None, [], "")}
