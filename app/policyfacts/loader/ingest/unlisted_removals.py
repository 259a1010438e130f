"""Errors for what the database has, and neither the seed nor its `withdrawn.csv` speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from policyfacts.errors import SeedError
from policyfacts.loader.checks import SeedIndex
from policyfacts.loader.checks.withdrawals import Withdrawals
from policyfacts.loader.ingest.reference_changes import Removal
from policyfacts.loader.ingest.removal_messages import (
    explain_many,
    explain_removal,
    file_of,
    is_of_document,
)
from policyfacts.loader.seed.layout import TABLES
from policyfacts.loader.seed.records import ReferenceKind
from policyfacts.vocabulary import EntityKind

_MAX_SINGLE = 20
_WITHDRAWN = TABLES["withdrawn"].path


class UnlistedRemovals:
    """Finds what would be lost by a slip: neither in the seed nor listed as withdrawn."""

    def __init__(self, seed_index: SeedIndex, withdrawals: Withdrawals) -> None:
        self._seed_index = seed_index
        self._withdrawals = withdrawals
        stored = seed_index.stored
        self._in_use = {
            ReferenceKind.ENTITY: set(stored.entities_in_use),
            ReferenceKind.TOPIC: set(stored.topics_in_use),
            ReferenceKind.TYPE: set(stored.types_in_use),
            ReferenceKind.MEASURE: set(stored.measures_in_use),
        }

    def is_listed(self, removal: Removal) -> bool:
        """Return whether `withdrawn.csv` lists a row."""
        kind = removal.table.kind
        if kind is None:
            return True
        key = self._withdrawals.key(kind, removal.id, removal.value)
        return self._withdrawals.covers(key, removal.span)

    def errors(self, removals: Iterable[Removal]) -> Iterator[SeedError]:
        """Yield an error for each row that may not be removed; many of one file share one."""
        by_file: dict[tuple[ReferenceKind, str], list[tuple[SeedError, Removal]]]
        by_file = defaultdict(list)
        for removal in removals:
            kind = removal.table.kind
            if kind is not None and self._is_lost(removal, kind):
                error = self._error(removal, kind)
                by_file[kind, error.file].append((error, removal))
        for (_, file), lost in by_file.items():
            errors = {error for error, _ in lost}
            if len(errors) <= _MAX_SINGLE:
                yield from errors
            else:
                yield SeedError(file, 1, explain_many([removal for _, removal in lost]))

    def _is_lost(self, removal: Removal, kind: ReferenceKind) -> bool:
        entities, id_ = self._seed_index.entities, removal.id
        is_borne_again = kind is ReferenceKind.FORMER_ID and id_ in entities
        return not (
            (removal.table.is_part_of_entities and self._goes_with_entity(removal))
            or is_borne_again
            or id_ in self._in_use.get(kind, ())
            or self.is_listed(removal)
            or self._may_be_unparsed(removal, kind)
        )

    def _goes_with_entity(self, removal: Removal) -> bool:
        """Return whether an entity of it goes, or has an error: it needs no word of its own."""
        ids = removal.entity_ids
        is_gone = not ids <= self._seed_index.entities.keys()
        return is_gone or not ids.isdisjoint(self._in_use[ReferenceKind.ENTITY])

    def _may_be_unparsed(self, removal: Removal, kind: ReferenceKind) -> bool:
        if self._seed_index.unparsed.may_contain("", _WITHDRAWN):
            # Nobody knows what it lists.
            return True
        file = file_of(removal, kind)
        folder = file if is_of_document(kind) else f"{file.partition('/')[0]}/"
        words = (removal.id, removal.value, *removal.value.split())
        return any(word and self._seed_index.unparsed.may_contain(word, folder) for word in words)

    def _error(self, removal: Removal, kind: ReferenceKind) -> SeedError:
        """Make the error on the line of the record that has lost something, or in its file."""
        entities, message = self._seed_index.entities, explain_removal(removal, kind)
        group = entities.get(removal.value)
        if kind is ReferenceKind.MEMBERSHIP and group and group.kind is EntityKind.REGION:
            return group.located.at(message, "countries")
        if kind in (ReferenceKind.NAME, ReferenceKind.OFFICE):
            key = "aliases" if kind is ReferenceKind.NAME else "offices"
            return entities[removal.id].located.at(message, key)
        return SeedError(file_of(removal, kind), 1, message)
