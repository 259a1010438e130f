"""Gathering what is wrong with a seed, however much that is."""

from collections.abc import Iterable

from policyfacts.errors import BadSeed, SeedError

MAX_LISTED = 1000


class ErrorLog:
    """The first mistakes in the order of files and lines, and how many there are in all."""

    def __init__(self) -> None:
        self.count = 0
        self._kept: set[SeedError] = set()

    def add(self, errors: Iterable[SeedError]) -> None:
        """Take mistakes; one that is told again counts once."""
        for error in errors:
            if error not in self._kept:
                self.count += 1
                self._kept.add(error)
        if len(self._kept) > 2 * MAX_LISTED:
            self._kept = set(sorted(self._kept)[:MAX_LISTED])

    def raise_any(self) -> None:
        """Raise BadSeed if there are any."""
        if self.count:
            raise BadSeed(sorted(self._kept)[:MAX_LISTED], self.count)
