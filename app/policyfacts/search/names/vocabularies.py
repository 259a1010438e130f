"""Topics, types, measures and other terms by what people call them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from policyfacts.currencies import CURRENCIES
from policyfacts.naming import normalise_name
from policyfacts.search.names.terms import FactType, Measure, Topic

_MONEY = "currency"


@dataclass(frozen=True)
class Vocabulary:
    """The ids of one sort of term (`what`, as messages call it), each with its name and aliases."""

    what: str
    names: Mapping[str, str]
    aliases: Mapping[str, Collection[str]] = field(default_factory=dict)

    @classmethod
    def of_ids(cls, what: str, ids: Iterable[str]) -> "Vocabulary":
        """Make a vocabulary of terms that have no name beside their id."""
        return cls(what, {id_: id_ for id_ in ids})

    @classmethod
    def of_terms(
        cls, what: str, terms: Mapping[str, Topic] | Mapping[str, FactType] | Mapping[str, Measure]
    ) -> "Vocabulary":
        """Make a vocabulary of terms that have names, and aliases perhaps."""
        names = {id_: term.name for id_, term in terms.items()}
        return cls(what, names, {id_: term.aliases for id_, term in terms.items()})

    def find(self, text: str) -> str | None:
        """Return the id that an id, a name or an alias stands for."""
        return text if text in self.names else self.ids.get(normalise_name(text))

    def written_names(self, id_: str) -> Iterator[str]:
        """Yield the name of a term and its aliases."""
        yield self.names[id_]
        yield from self.aliases.get(id_, ())

    @cached_property
    def ids(self) -> dict[str, str]:
        """Ids by folded id, name or alias; of two terms written alike, the first."""
        ids = {normalise_name(id_): id_ for id_ in self.names}
        for id_, name in self.names.items():
            ids.setdefault(normalise_name(name), id_)
        for id_, aliases in self.aliases.items():
            for alias in aliases:
                ids.setdefault(normalise_name(alias), id_)
        return ids


def list_units(measures: Iterable[Measure]) -> list[str]:
    """List what figures may be counted in: nouns, and each currency where a measure takes money."""
    units = {unit for measure in measures for unit in measure.units}
    return sorted(units - {_MONEY} | (CURRENCIES if _MONEY in units else frozenset()))
