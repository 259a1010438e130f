"""All facts of a release, and the values that a query can name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hypothesis import settings

from policyfacts.schemas.params.filters import COLUMN_FILTERS
from tests.oracle import (
    Fact,
    Reference,
    countries_of,
    organizations_of,
    parties_of,
    regions_of,
    topics_of,
    written_parties_of,
)

YEARS = (
    *("1", "1990", "2010", "2011", "2012", "2013"),
    *("2014", "2015", "2016", "2017", "2018", "9999"),
)


@dataclass(frozen=True, eq=False)
class World:
    """All facts of a release, and the values that a query can name."""

    facts: Sequence[Fact] = field(repr=False)
    reference: Reference = field(repr=False)
    about: Mapping[str, Mapping[str, Sequence[str]]] = field(repr=False)
    occurring: Mapping[str, Sequence[str]] = field(repr=False)
    possible: Mapping[str, Sequence[str]] = field(repr=False)
    # Of generated requests one in so many is made here.
    share: int = 1

    def some(self, generated: settings) -> settings:
        """Return the settings for as many generated requests as are made of this release."""
        return settings(generated, max_examples=generated.max_examples // self.share)

    def fact(self, id_: str) -> Fact:
        """Return the fact with this id."""
        return next(fact for fact in self.facts if fact["id"] == id_)


def make_world(facts: Sequence[Fact], reference: Reference) -> World:
    """Gather which values each fact has, which any has, and which there are."""
    about = {fact["id"]: _values_of(fact, reference) for fact in facts}
    occurring = {
        name: sorted({value for values in about.values() for value in values[name]})
        for name in about[facts[0]["id"]]
    }
    organizations = {id_ for id_ in reference.above if id_ not in _regions(reference)}
    everything = {
        "country": reference.regions_of,
        "region": _regions(reference),
        "organization": organizations,
        "topic": reference.topics,
        "entity": {*reference.regions_of, *reference.above},
        "party": {f"{id_}:chair" for id_ in [*reference.regions_of, *organizations]},
        "kind": ["event", "figure", "state", "assessment"],
        "status": ["done", "ongoing", "planned", "considered"],
        "year": YEARS,
        **{name: _of_figures(facts, name) for name in ("measure", "unit")},
    }
    possible = {name: sorted({*values}) for name, values in everything.items()}
    return World(facts, reference, about, occurring, {**occurring, **possible})


def _values_of(fact: Fact, reference: Reference) -> dict[str, list[str]]:
    values_by_name: dict[str, Iterable[str | None]] = {
        "country": countries_of(fact),
        "region": regions_of(fact, "any", reference),
        "organization": organizations_of(fact, "any", reference),
        "topic": topics_of(fact, reference),
        "entity": [id_ for id_, _ in parties_of(fact)],
        "party": written_parties_of(fact),
        "year": {day[:4] for time in _times(fact) for day in (time["start"], time["end"])},
        "section": [passage["section"] for passage in fact["evidence"]],
        **{name: [fact[name]] for name in ("type", "review", *COLUMN_FILTERS)},
    }
    return {
        name: sorted({value for value in values if value})
        for name, values in values_by_name.items()
    }


def _of_figures(facts: Sequence[Fact], name: str) -> set[str]:
    return {figure[name] for fact in facts for figure in fact["figures"]}


def _times(fact: Fact) -> list[Mapping[str, str]]:
    return [time for time in (fact["date"], fact["term"]) if time is not None]


def _regions(reference: Reference) -> set[str]:
    return set().union(*reference.regions_of.values()) | {"western-countries"}
