"""What the database holds before a load, as checks and the writing of facts need it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from policyfacts.loader.table_writes import Rows


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """The version of a fact in the database; `digest` is that of its record."""

    number: int
    review: str
    digest: str


class StoredState:
    """The state of an empty database; `DatabaseState` is that of one with facts.

    `withdrawn` maps facts to their reviews. `..._in_use` are the ids that reviews outside the seed
    use and that the seed has not, or not of the same kind; mappings give the kind. `other_texts`
    maps the sha256 of texts to the reviews outside the seed that have them.
    """

    withdrawn: Mapping[str, str] = {}
    entities_in_use: Mapping[str, str] = {}
    topics_in_use: Collection[str] = ()
    types_in_use: Mapping[str, str] = {}
    measures_in_use: Collection[str] = ()
    other_texts: Mapping[str, str] = {}

    def facts(self, _ids: Iterable[str]) -> dict[str, StoredVersion]:
        """Return those of the facts that are stored, by id."""
        return {}

    def facts_of(self, _review_id: str) -> Iterator[str]:
        """Yield the ids of all stored facts of a review."""
        return iter(())

    def linked_from(self, _fact_ids: Collection[str]) -> dict[str, str]:
        """Return, by fact, one of a review outside the seed that links to it."""
        return {}

    def reference(self) -> Rows:
        """Return the rows of vocabulary and entities."""
        return {}

    def document(self, _review_id: str) -> Rows:
        """Return the rows of a review and of its document."""
        return {}
