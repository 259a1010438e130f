"""Topics, types, measures and other terms by what people call them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from policyfacts.currencies import CURRENCIES
from policyfacts.naming import normalise_name
from policyfacts.search.names.hints import Hints
from policyfacts.search.names.terms import FactType, Measure, Topic
from policyfacts.search.names.word_bags import bag_of

_MONEY = "currency"


@dataclass(frozen=True)
class Vocabulary:
    """The ids of one sort of term (`what`, as messages call it), each with its name and aliases."""

    what: str
    names: Mapping[str, str]
    aliases: Mapping[str, Collection[str]] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_ids(cls, what: str, ids: Iterable[str]) -> "Vocabulary":
        """Make a vocabulary of terms that have no name beside their id."""
        return cls(what, {id_: id_ for id_ in ids})

    @classmethod
    def of_terms(
        cls, what: str, terms: Mapping[str, Topic] | Mapping[str, FactType] | Mapping[str, Measure]
    ) -> "Vocabulary":
        """Make a vocabulary of terms that have names, and aliases perhaps."""
        return cls(
            what,
            {id_: term.name for id_, term in terms.items()},
            {id_: term.aliases for id_, term in terms.items()},
            {id_: term.description for id_, term in terms.items()},
        )

    def find(self, text: str) -> str | None:
        """Return the id that an id, a name or an alias stands for; singular and plural are one."""
        if text in self.names:
            return text
        return self.ids.get(normalise_name(text)) or self._ids_by_bag.get(bag_of(text))

    def near(self, text: str) -> tuple[str, ...]:
        """Return ids that may be meant: of what is spelt so, else described in these words."""
        return self._hints.near(text) or tuple(self._described(bag_of(text)))

    def within(self, text: str) -> list[str]:
        """Return ids of terms of which a text is one of many, by its last word: `state visit`."""
        words = set(bag_of(text).split())
        last = set(bag_of(text.rsplit(maxsplit=1)[-1]).split())
        bags = [bag for bag in self._ids_by_bag if last <= set(bag.split()) < words]
        ids = (self._ids_by_bag[bag] for bag in sorted(bags, key=len, reverse=True))
        return list(dict.fromkeys(id_ for id_ in ids if id_ is not None))

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

    @cached_property
    def _ids_by_bag(self) -> dict[str, str | None]:
        """Ids by the words that count in a name; None where names of several have the same."""
        by_bag: dict[str, str | None] = {}
        for name, id_ in self.ids.items():
            if (bag := bag_of(name)) and by_bag.setdefault(bag, id_) != id_:
                by_bag[bag] = None
        return by_bag

    @cached_property
    def _hints(self) -> Hints[str]:
        return Hints({name: (id_,) for name, id_ in self.ids.items()})

    def _described(self, bag: str) -> Iterator[str]:
        words = set(bag.split())
        for id_, description in self.descriptions.items():
            if words and words <= set(bag_of(description).split()):
                yield id_


def list_units(measures: Iterable[Measure]) -> list[str]:
    """List what figures may be counted in: nouns, and each currency where a measure takes money."""
    units = {unit for measure in measures for unit in measure.units}
    return sorted(units - {_MONEY} | (CURRENCIES if _MONEY in units else frozenset()))
