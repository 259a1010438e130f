"""What one fact has: its parties, groups, topics and times, in the terms of the filters."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from policyfacts.vocabulary import Dimension
from tests.oracle.reference import Reference

Fact = Mapping[str, Any]
PARTY_LISTS = (
    *("countries", "regions", "organizations"),
    *("people", "places", "instruments", "projects"),
)
# Those that _READ does not know stand in the fact under their own name.
DIMENSIONS = tuple(dimension.value for dimension in Dimension)


def parties_of(fact: Fact) -> list[tuple[str, str]]:
    """Return ids and roles of all parties that are not excluded."""
    everyone = chain.from_iterable(fact[name] for name in PARTY_LISTS)
    return [(party["id"], party["role"]) for party in everyone if party["role"] != "excluded"]


def written_parties_of(fact: Fact) -> list[str]:
    """Return the parties, each without and with the role."""
    return [text for id_, role in parties_of(fact) for text in (id_, f"{id_}:{role}")]


def countries_of(fact: Fact) -> list[str]:
    """Return the countries that are not excluded."""
    return _taking_part(fact, "countries")


def regions_of(fact: Fact, match: str, reference: Reference) -> set[str]:
    """Return the regions that are named, hold a named region, or hold a foreign country."""
    named = chain.from_iterable(reference.above[region] for region in _taking_part(fact, "regions"))
    through = chain.from_iterable(
        reference.regions_of[country] for country in _foreign_countries(fact, reference)
    )
    return _union_or_one(match, {"named": set(named), "members": set(through)})


def organizations_of(fact: Fact, match: str, reference: Reference) -> set[str]:
    """Return the organizations that are named, have a named organ, or had a foreign member then."""
    named = _taking_part(fact, "organizations")
    if match == "named":
        return set(named)
    date = fact["date"]
    organs = set(chain.from_iterable(reference.above[organization] for organization in named))
    members = {
        membership.organization
        for country in _foreign_countries(fact, reference)
        for membership in reference.memberships.get(country, ())
        if membership.since <= date["end"] and membership.until >= date["start"]
    }
    return _union_or_one(match, {"organs": organs, "members": members})


def topics_of(fact: Fact, reference: Reference) -> set[str]:
    """Return the topics and their broader ones."""
    return set(chain.from_iterable(reference.topics[topic["id"]] for topic in fact["topics"]))


def times_of(fact: Fact) -> list[tuple[str, str]]:
    """Return first and last day of the date, and of the term where there is one."""
    return [
        (time["start"], time["end"]) for time in (fact["date"], fact["term"]) if time is not None
    ]


def years_of(fact: Fact, mode: str) -> set[str]:
    """Return the years that the date or the term touches, or within which one of them lies."""
    spans = [(int(start[:4]), int(end[:4])) for start, end in times_of(fact)]
    if mode == "within":
        return {str(first) for first, last in spans if first == last}
    return {str(year) for first, last in spans for year in range(first, last + 1)}


def with_parties_that_count(
    fact: Fact, params: Mapping[str, Any], reference: Reference
) -> tuple[Fact, bool]:
    """Return the fact with the parties that `named` asks for, and whether it has any of these.

    The reviewing country is kept however it is referred to, and counts for none.
    """
    if "named" not in params:
        return fact, True
    is_named = params["named"] == ["true"]
    own = reference.reviewing[fact["review"]]
    parties = {
        name: [party for party in fact[name] if party["id"] == own or party["named"] == is_named]
        for name in PARTY_LISTS
    }
    read = {**fact, **parties}
    return read, any(id_ != own for id_, _ in parties_of(read))


def values_of(
    name: str, fact: Fact, params: Mapping[str, Any], reference: Reference
) -> set[str | None]:
    """Return what a fact has in the terms of a filter, with the match modes of the query."""
    fact, _ = with_parties_that_count(fact, params, reference)
    values = _VALUES[name](fact, params, reference) if name in _VALUES else [fact[name]]
    return set(values)


def _mode(params: Mapping[str, Any], name: str, default: str) -> str:
    modes: Sequence[str] = params.get(name, [default])
    return modes[0]


_VALUES: Mapping[str, Callable[[Fact, Mapping[str, Any], Reference], Iterable[str | None]]] = {
    "country": lambda fact, _, __: countries_of(fact),
    "region": lambda fact, params, reference: regions_of(
        fact, _mode(params, "region_match", "any"), reference
    ),
    "organization": lambda fact, params, reference: organizations_of(
        fact, _mode(params, "organization_match", "organs"), reference
    ),
    "topic": lambda fact, _, reference: topics_of(fact, reference),
    "year": lambda fact, params, _: years_of(fact, _mode(params, "date_match", "overlaps")),
    "entity": lambda fact, _, __: written_parties_of(fact),
    "party": lambda fact, _, __: written_parties_of(fact),
    "section": lambda fact, _, __: [passage["section"] for passage in fact["evidence"]],
}


def _union_or_one(mode: str, values_by_mode: Mapping[str, set[str]]) -> set[str]:
    return set[str]().union(*values_by_mode.values()) if mode == "any" else values_by_mode[mode]


def _taking_part(fact: Fact, name: str) -> list[str]:
    return [party["id"] for party in fact[name] if party["role"] != "excluded"]


def _foreign_countries(fact: Fact, reference: Reference) -> list[str]:
    return [
        country for country in countries_of(fact) if country != reference.reviewing[fact["review"]]
    ]
