"""Collecting the errors of a seed, however many there are."""

from collections.abc import Iterable

from policyfacts.errors import BadSeed, SeedError

MAX_LISTED = 1000


class ErrorLog:
    """The first errors in the order of files and lines, and the count of all of them."""

    def __init__(self) -> None:
        self.count = 0
        self._errors: set[SeedError] = set()

    def add(self, errors: Iterable[SeedError]) -> None:
        """Add errors; equal ones count once."""
        for error in errors:
            if error not in self._errors:
                self.count += 1
                self._errors.add(error)
        if len(self._errors) > 2 * MAX_LISTED:
            self._errors = set(sorted(self._errors)[:MAX_LISTED])

    def add_where_right(self, errors: Iterable[SeedError]) -> None:
        """Add the errors of files without others: what is missing there may only be misspelt."""
        wrong = {error.file for error in self._errors}
        self.add(error for error in errors if error.file not in wrong)

    def raise_of(self, files: Iterable[str]) -> None:
        """Raise BadSeed if there are errors in some of the files."""
        named = set(files)
        errors = sorted(error for error in self._errors if error.file in named)
        if errors:
            raise BadSeed(errors[:MAX_LISTED], len(errors))

    def raise_any(self) -> None:
        """Raise BadSeed if there are errors."""
        if self.count:
            raise BadSeed(sorted(self._errors)[:MAX_LISTED], self.count)
