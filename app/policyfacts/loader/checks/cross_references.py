"""Checks that concern several facts: duplicate ids, links, successors of tombstones.

Of each fact no more is kept than these checks need, since there may be millions.
"""

from collections.abc import Iterator
from itertools import islice

from policyfacts.errors import SeedError
from policyfacts.loader.checks.seed_index import SeedIndex
from policyfacts.loader.seed.contents import Located
from policyfacts.loader.seed.records import FactRecord, WithdrawnRecord
from policyfacts.loader.seed.suggestions import did_you_mean

_LINES = 1 << 32
_MAX_COMPARED = 2000
_BATCH = 500


class CrossReferences:
    """The place of each fact, and the links to facts that were not read yet."""

    def __init__(self, seed_index: SeedIndex) -> None:
        self._seed_index = seed_index
        self._files: list[str] = []
        self._places: dict[str, int] = {}
        """By id, the number of the file times `_LINES` plus the line."""
        self._unresolved: list[tuple[str, SeedError]] = []
        self._withdrawn: set[str] = set()

    def __contains__(self, fact_id: str) -> bool:
        return fact_id in self._places

    def withdraw(self, tombstones: list[Located[WithdrawnRecord]]) -> None:
        """Note withdrawn facts: no fact may be linked to them."""
        self._withdrawn.update(tombstone.record.id for tombstone in tombstones)

    def add(self, fact: Located[FactRecord]) -> Iterator[SeedError]:
        """Note a fact; yield the errors of its id and its links."""
        fact_id, file = fact.record.id, fact.source.file
        if not self._files or self._files[-1] != file:
            self._files.append(file)
        earlier = self._places.get(fact_id)
        if earlier is None:
            self._places[fact_id] = (len(self._files) - 1) * _LINES + fact.line()
        else:
            number, line = divmod(earlier, _LINES)
            where = f"{self._files[number]}:{line}"
            yield fact.at(f"duplicate fact '{fact_id}': it stands in {where} already", "id")
        if fact.record.links:
            yield from self._links(fact)

    def _links(self, fact: Located[FactRecord]) -> Iterator[SeedError]:
        for link, targets in fact.record.links.items():
            for index, target in enumerate(targets):
                if target == fact.record.id:
                    yield fact.at("a fact is not linked to itself", "links", link, index)
                elif target not in self._places:
                    error = fact.at(f"unknown fact '{target}'", "links", link, index)
                    self._unresolved.append((target, error))

    def unresolved_links(self) -> Iterator[SeedError]:
        """Yield an error for each link to a fact neither in the seed nor in the database."""
        unresolved = iter(self._unresolved)
        while batch := list(islice(unresolved, _BATCH)):
            missing = {target for target, _ in batch if target not in self._places}
            stored = self._seed_index.stored.facts(missing - self._withdrawn).keys()
            for target, error in batch:
                if target in missing - stored and not self._seed_index.unparsed.may_contain(
                    target, "reviews/"
                ):
                    near = self.nearest(target)
                    yield SeedError(error.file, error.line, f"{error.message}{near}")

    def nearest(self, fact_id: str) -> str:
        """Suggest a fact that was probably meant, among those whose ids begin alike."""
        beginning = fact_id[:8]
        alike = (other for other in self._places if other.startswith(beginning))
        return did_you_mean(fact_id, islice(alike, _MAX_COMPARED))
