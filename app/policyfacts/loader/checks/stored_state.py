"""What a database holds already, as checks and the writing of facts ask for it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A fact in the database: its number, its review, and its digest as its curator wrote it."""

    number: int
    review: str
    digest: str


class StoredState:
    """What the database holds and the seed must respect; this one stands for an empty database.

    Tombstones have their review. Of what reviews outside the seed use, `..._in_use` has what is
    not in the seed as it is in the database; entities and types with their kind.
    """

    withdrawn: Mapping[str, str] = {}
    entities_in_use: Mapping[str, str] = {}
    topics_in_use: Collection[str] = ()
    types_in_use: Mapping[str, str] = {}
    measures_in_use: Collection[str] = ()

    def facts(self, _ids: Iterable[str]) -> dict[str, StoredVersion]:
        """Those of the facts that are held."""
        return {}

    def facts_of(self, _review_id: str) -> Iterator[str]:
        """The ids of all facts of a review."""
        return iter(())

    def linked_from(self, _fact_ids: Collection[str]) -> dict[str, str]:
        """By fact, one of a review outside the seed that is linked to it."""
        return {}
