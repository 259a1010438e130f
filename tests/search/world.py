"""All facts of a release, and what could be asked of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from policyfacts.schemas.params import COLUMN_FILTERS
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
    """All facts of a release, and the values that could be asked for."""

    facts: Sequence[Fact] = field(repr=False)
    reference: Reference = field(repr=False)
    about: Mapping[str, Mapping[str, Sequence[str]]] = field(repr=False)
    occurring: Mapping[str, Sequence[str]] = field(repr=False)
    known: Mapping[str, Sequence[str]] = field(repr=False)

    def fact(self, id_: str) -> Fact:
        """The fact with this id."""
        return next(it for it in self.facts if it["id"] == id_)


def make_world(facts: Sequence[Fact], reference: Reference) -> World:
    """Gather which values each fact has, which any has, and which there are."""
    about = {fact["id"]: _values_of(fact, reference) for fact in facts}
    occurring = {
        name: sorted({value for values in about.values() for value in values[name]})
        for name in about[facts[0]["id"]]
    }
    organizations = {it for it in reference.above if it not in _regions(reference)}
    everything = {
        "country": reference.regions_of,
        "region": _regions(reference),
        "organization": organizations,
        "topic": reference.topics,
        "entity": {*reference.regions_of, *reference.above},
        "party": {f"{it}:chair" for it in [*reference.regions_of, *organizations]},
        "kind": ["event", "figure", "state", "assessment"],
        "status": ["done", "ongoing", "planned", "considered"],
        "year": YEARS,
        **{it: _of_figures(facts, it) for it in ("measure", "unit")},
    }
    known = {name: sorted({*values}) for name, values in everything.items()}
    return World(facts, reference, about, occurring, {**occurring, **known})


def _values_of(fact: Fact, reference: Reference) -> dict[str, list[str]]:
    found: dict[str, Iterable[str | None]] = {
        "country": countries_of(fact),
        "region": regions_of(fact, "any", reference),
        "organization": organizations_of(fact, "any", reference),
        "topic": topics_of(fact, reference),
        "entity": [id_ for id_, _ in parties_of(fact)],
        "party": written_parties_of(fact),
        "year": {it[:4] for time in _times(fact) for it in (time["start"], time["end"])},
        "section": [it["section"] for it in fact["evidence"]],
        **{name: [fact[name]] for name in ("type", "review", *COLUMN_FILTERS)},
    }
    return {name: sorted({it for it in values if it}) for name, values in found.items()}


def _of_figures(facts: Sequence[Fact], name: str) -> set[str]:
    return {figure[name] for fact in facts for figure in fact["figures"]}


def _times(fact: Fact) -> list[Mapping[str, str]]:
    return [it for it in (fact["date"], fact["term"]) if it is not None]


def _regions(reference: Reference) -> set[str]:
    return set().union(*reference.regions_of.values()) | {"western-countries"}
