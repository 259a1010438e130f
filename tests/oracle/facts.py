"""What one fact has: its parties, groups, topics, times, in the terms of the filters."""

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
    """Ids and roles of all that take part; what is explicitly left out takes no part."""
    everyone = chain.from_iterable(fact[name] for name in PARTY_LISTS)
    return [(it["id"], it["role"]) for it in everyone if it["role"] != "excluded"]


def written_parties_of(fact: Fact) -> list[str]:
    """Those who take part, each without and with the role."""
    return [text for id_, role in parties_of(fact) for text in (id_, f"{id_}:{role}")]


def countries_of(fact: Fact) -> list[str]:
    """Countries that take part."""
    return _taking_part(fact, "countries")


def regions_of(fact: Fact, match: str, reference: Reference) -> set[str]:
    """Regions that the fact names, or of which it names a part; or that hold a foreign country."""
    named = chain.from_iterable(reference.above[it] for it in _taking_part(fact, "regions"))
    through = chain.from_iterable(
        reference.regions_of[it] for it in _foreign_countries(fact, reference)
    )
    return _chosen(match, {"named": set(named), "members": set(through)})


def organizations_of(fact: Fact, match: str, reference: Reference) -> set[str]:
    """Organizations in the fact: itself, through an organ, or through a member then."""
    named = _taking_part(fact, "organizations")
    if match == "named":
        return set(named)
    date = fact["date"]
    organs = set(chain.from_iterable(reference.above[it] for it in named))
    members = {
        it.organization
        for country in _foreign_countries(fact, reference)
        for it in reference.memberships.get(country, ())
        if it.since <= date["end"] and it.until >= date["start"]
    }
    return _chosen(match, {"organs": organs, "members": members})


def topics_of(fact: Fact, reference: Reference) -> set[str]:
    """Topics with the broader ones that hold them."""
    return set(chain.from_iterable(reference.topics[it["id"]] for it in fact["topics"]))


def times_of(fact: Fact) -> list[tuple[str, str]]:
    """First and last day of the date, and of the term where there is one."""
    return [(it["start"], it["end"]) for it in (fact["date"], fact["term"]) if it is not None]


def years_of(fact: Fact, how: str) -> set[str]:
    """Years that the date or the term touches, or within which one of them lies."""
    spans = [(int(start[:4]), int(end[:4])) for start, end in times_of(fact)]
    if how == "within":
        return {str(first) for first, last in spans if first == last}
    return {str(year) for first, last in spans for year in range(first, last + 1)}


def held(
    name: str, fact: Fact, question: Mapping[str, Any], reference: Reference
) -> set[str | None]:
    """What a fact has in the terms of a filter, read as the question reads it."""
    values = _READ[name](fact, question, reference) if name in _READ else [fact[name]]
    return set(values)


def _reading(question: Mapping[str, Any], name: str, default: str) -> str:
    chosen: Sequence[str] = question.get(name, [default])
    return chosen[0]


_READ: Mapping[str, Callable[[Fact, Mapping[str, Any], Reference], Iterable[str | None]]] = {
    "country": lambda fact, _, __: countries_of(fact),
    "region": lambda fact, question, reference: regions_of(
        fact, _reading(question, "region_match", "any"), reference
    ),
    "organization": lambda fact, question, reference: organizations_of(
        fact, _reading(question, "organization_match", "organs"), reference
    ),
    "topic": lambda fact, _, reference: topics_of(fact, reference),
    "year": lambda fact, question, _: years_of(fact, _reading(question, "date_match", "overlaps")),
    "entity": lambda fact, _, __: written_parties_of(fact),
    "party": lambda fact, _, __: written_parties_of(fact),
    "section": lambda fact, _, __: [it["section"] for it in fact["evidence"]],
}


def _chosen(match: str, readings: Mapping[str, set[str]]) -> set[str]:
    return set[str]().union(*readings.values()) if match == "any" else readings[match]


def _taking_part(fact: Fact, name: str) -> list[str]:
    return [it["id"] for it in fact[name] if it["role"] != "excluded"]


def _foreign_countries(fact: Fact, reference: Reference) -> list[str]:
    return [it for it in countries_of(fact) if it != reference.reviewing[fact["review"]]]
