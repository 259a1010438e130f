"""The exceptions of a review: which violation each passes over, and which pass over none."""

from collections.abc import Collection, Iterator

from policyfacts.errors import SeedError
from policyfacts.loader.seed.contents import Located
from policyfacts.loader.seed.records import ExceptionRecord, RuleName
from policyfacts.naming import normalise_name

_WHOLE_REVIEW = "*"


class Exceptions:
    """The rows of `exceptions.csv`, by rule and by what they are on."""

    def __init__(self, rows: list[Located[ExceptionRecord]]) -> None:
        self._rows = rows
        self._words: dict[tuple[RuleName, str], list[tuple[int, str | None]]] = {}
        self._needed: set[int] = set()
        for number, row in enumerate(rows):
            words = row.record.words
            padded = None if words is None else f" {normalise_name(words)} "
            key = (row.record.rule, row.record.on)
            self._words.setdefault(key, []).append((number, padded))

    def cover(self, rule: RuleName, on: tuple[str, ...], *alternatives: str) -> bool:
        """Return whether a violation of the rule is passed over, by any of its words.

        A row's words stand for each part of them that is made of whole words.
        """
        padded = [f" {normalise_name(words)} " for words in alternatives]
        fitting = [
            number
            for place in (*on, _WHOLE_REVIEW)
            for number, words in self._words.get((rule, place), ())
            if words is None or any(part in words for part in padded)
        ]
        self._needed.update(fitting)
        return bool(fitting)

    def needless(self, rules: Collection[RuleName]) -> Iterator[SeedError]:
        """Yield an error for each row of one of the rules that passed over nothing."""
        for number, row in enumerate(self._rows):
            rule, words = row.record.rule, row.record.words
            if rule in rules and number not in self._needed:
                of_words = "" if words is None else f" of '{words}'"
                message = f"nothing needs the exception{of_words} from '{rule}' on {row.record.on}"
                yield row.at(f"{message}: delete the row")
