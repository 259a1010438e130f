"""A second opinion: which facts answer a question, found by looking at one fact after the other.

Written from the design (sections 3 and 5) and not from the code under test. It works over the facts
as the API shows them and over the seed files, which it reads for itself. Questions are parameters
with canonical ids.
"""

import calendar
import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

Fact = Mapping[str, Any]
Question = Mapping[str, Sequence[str]]
Values = Callable[[Fact], Iterable[str]]
Condition = Callable[[Fact], bool]
PARTY_LISTS = (
    *("countries", "regions", "organizations"),
    *("people", "places", "instruments", "projects"),
)
_READINGS = ("region_match", "organization_match", "date_match", "sort")
ALWAYS = ("0001-01-01", "9999-12-31")


@dataclass(frozen=True)
class Membership:
    """A country in an organization, from a first day to a last."""

    organization: str
    since: str
    until: str


@dataclass(frozen=True)
class Reference:
    """What is generally known: the trees, who lies where, who belonged to what, who reviews."""

    above: Mapping[str, frozenset[str]]
    regions_of: Mapping[str, frozenset[str]]
    memberships: Mapping[str, Sequence[Membership]]
    reviewing: Mapping[str, str]
    topics: Mapping[str, frozenset[str]]


def read_reference(seed: Path) -> Reference:
    """Read the tables of a seed folder."""
    countries, regions = _rows(seed, "countries"), _rows(seed, "regions")
    organizations = yaml.safe_load((seed / "entities/organizations.yaml").read_text("utf-8"))
    above = {
        **_chains({row["id"]: row["parent"] or None for row in regions}),
        **_chains({row["id"]: row.get("parent") for row in organizations}),
    }
    regions_of = {row["id"]: set(above[row["region"]]) for row in countries}
    for row in regions:
        for country in filter(None, row["countries"].split("|")):
            regions_of[country].add(row["id"])
    memberships: dict[str, list[Membership]] = defaultdict(list)
    for row in _rows(seed, "memberships"):
        it = Membership(row["organization"], row["since"] or ALWAYS[0], row["until"] or ALWAYS[1])
        memberships[row["country"]].append(it)
    return Reference(
        above=above,
        regions_of={country: frozenset(ids) for country, ids in regions_of.items()},
        memberships=memberships,
        reviewing=_reviewing_countries(seed),
        topics=_topic_chains(seed),
    )


def answer(question: Question, facts: Iterable[Fact], reference: Reference) -> list[str]:
    """Ids of the facts that answer the question, in the order asked for."""
    conditions = list(_conditions(question, reference))
    found = [fact for fact in facts if all(holds(fact) for holds in conditions)]
    newest_first = question.get("sort", ["-date"]) == ["-date"]
    found.sort(key=_place_in_time, reverse=newest_first)
    return [fact["id"] for fact in found]


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


def days(text: str) -> tuple[str, str]:
    """First and last day of a day, a month or a year."""
    match [int(part) for part in text.split("-")]:
        case [year]:
            return f"{year:04}-01-01", f"{year:04}-12-31"
        case [year, month]:
            return f"{text}-01", f"{text}-{calendar.monthrange(year, month)[1]}"
        case _:
            return text, text


def _conditions(question: Question, reference: Reference) -> Iterator[Condition]:
    """One condition for each filter; all must hold."""
    for name, wanted in question.items():
        family, _, reading = name.partition("_")
        if name in _READINGS:
            continue
        if family in {"year", "date"}:
            yield _time_condition(name, wanted, question)
        elif reading == "all":
            yield _all_of(wanted, _values_in(family, question, reference))
        elif reading == "not":
            yield _none_of(wanted, _values_in(family, question, reference))
        else:
            yield _any_of(wanted, _values_in(family, question, reference))


def _any_of(wanted: Sequence[str], held: Values) -> Condition:
    return lambda fact: any(value in wanted for value in held(fact))


def _all_of(wanted: Sequence[str], held: Values) -> Condition:
    return lambda fact: set(wanted) <= set(held(fact))


def _none_of(wanted: Sequence[str], held: Values) -> Condition:
    return lambda fact: not any(value in wanted for value in held(fact))


def _values_in(family: str, question: Question, reference: Reference) -> Values:
    """What a fact has, in the terms of a filter."""
    region_match = question.get("region_match", ["any"])[0]
    organization_match = question.get("organization_match", ["organs"])[0]
    found: dict[str, Values] = {
        "country": countries_of,
        "region": lambda fact: regions_of(fact, region_match, reference),
        "organization": lambda fact: organizations_of(fact, organization_match, reference),
        "topic": lambda fact: topics_of(fact, reference),
        "entity": lambda fact: [id_ for id_, _ in parties_of(fact)],
        "party": written_parties_of,
        "section": lambda fact: [it["section"] for it in fact["evidence"]],
    }
    return found.get(family, lambda fact: [fact[family]])


def _time_condition(name: str, wanted: Sequence[str], question: Question) -> Condition:
    """Years want facts that touch them, dates such as lie within; `date_match` says otherwise."""
    default = "within" if name.startswith("date") else "overlaps"
    how = question.get("date_match", [default])[0]
    if name == "year":
        return lambda fact: any(_meets(fact, days(it), how) for it in wanted)
    kind = name.partition("_")[0]
    first, last = question.get(f"{kind}_from"), question.get(f"{kind}_to")
    span = (days(first[0])[0] if first else ALWAYS[0], days(last[0])[1] if last else ALWAYS[1])
    return lambda fact: _meets(fact, span, how)


def _meets(fact: Fact, span: tuple[str, str], how: str) -> bool:
    """Whether the date of the fact, or its term, lies in the span or shares a day with it."""
    first, last = span
    times = [it for it in (fact["date"], fact["term"]) if it is not None]
    if how == "within":
        return any(it["start"] >= first and it["end"] <= last for it in times)
    return any(it["start"] <= last and it["end"] >= first for it in times)


def _chosen(match: str, readings: Mapping[str, set[str]]) -> set[str]:
    return set[str]().union(*readings.values()) if match == "any" else readings[match]


def _taking_part(fact: Fact, name: str) -> list[str]:
    return [it["id"] for it in fact[name] if it["role"] != "excluded"]


def _foreign_countries(fact: Fact, reference: Reference) -> list[str]:
    return [it for it in countries_of(fact) if it != reference.reviewing[fact["review"]]]


def _place_in_time(fact: Fact) -> tuple[str, str, str]:
    return fact["date"]["end"], fact["date"]["start"], fact["id"]


def _rows(seed: Path, name: str) -> list[dict[str, str]]:
    with (seed / "entities" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _chains(parents: Mapping[str, str | None]) -> dict[str, frozenset[str]]:
    """Each id with itself and everything above it."""

    def chain_of(it: str | None) -> frozenset[str]:
        return frozenset() if it is None else frozenset({it}) | chain_of(parents[it])

    return {it: chain_of(it) for it in parents}


def _reviewing_countries(seed: Path) -> dict[str, str]:
    reviews = [yaml.safe_load(it.read_text("utf-8")) for it in seed.glob("reviews/*/review.yaml")]
    return {review["id"]: review["country"] for review in reviews}


def _topic_chains(seed: Path) -> dict[str, frozenset[str]]:
    parents: dict[str, str | None] = {}
    for topic in yaml.safe_load((seed / "vocabulary/topics.yaml").read_text("utf-8")):
        parents[topic["id"]] = None
        parents.update((narrower["id"], topic["id"]) for narrower in topic.get("narrower", []))
    return _chains(parents)
