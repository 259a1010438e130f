"""A second opinion: which facts answer a question, found by looking at one fact after the other.

Written from the design (sections 3 and 5) and not from the code under test. It works over the facts as the API
shows them and over the seed files, which it reads for itself. Questions are parameters with canonical ids.
"""

import calendar
import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

Fact = Mapping[str, Any]
Question = Mapping[str, Sequence[str]]
PARTY_LISTS = (
    "countries",
    "regions",
    "organizations",
    "people",
    "places",
    "instruments",
    "projects",
)
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
        it = Membership(
            row["organization"], row["since"] or ALWAYS[0], row["until"] or ALWAYS[1]
        )
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
    found = [fact for fact in facts if _answers(question, fact, reference)]
    newest_first = question.get("sort", ["-date"]) == ["-date"]
    found.sort(key=_place_in_time, reverse=newest_first)
    return [fact["id"] for fact in found]


def parties_of(fact: Fact) -> list[tuple[str, str]]:
    """Ids and roles of all that take part; what is explicitly left out takes no part."""
    everyone = chain.from_iterable(fact[name] for name in PARTY_LISTS)
    return [(it["id"], it["role"]) for it in everyone if it["role"] != "excluded"]


def countries_of(fact: Fact) -> list[str]:
    return _taking_part(fact, "countries")


def regions_of(fact: Fact, match: str, reference: Reference) -> set[str]:
    """Regions that the fact is about: named (or a part of it), or through a country other than the reviewing one."""
    named = chain.from_iterable(reference.above[it] for it in _taking_part(fact, "regions"))
    through = chain.from_iterable(
        reference.regions_of[it] for it in _foreign_countries(fact, reference)
    )
    return _chosen(match, {"named": set(named), "members": set(through)})


def organizations_of(fact: Fact, match: str, reference: Reference) -> set[str]:
    """Organizations that the fact is about: itself, through an organ, or through a member of those days."""
    named = _taking_part(fact, "organizations")
    if match == "named":
        return set(named)
    first, last = fact["date"]["start"], fact["date"]["end"]
    organs = set(chain.from_iterable(reference.above[it] for it in named))
    members = {
        it.organization
        for country in _foreign_countries(fact, reference)
        for it in reference.memberships.get(country, ())
        if it.since <= last and it.until >= first
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


def _answers(question: Question, fact: Fact, reference: Reference) -> bool:
    return (
        _answers_families(question, fact, reference)
        and _answers_plain(question, fact)
        and _answers_parties(question, fact)
        and _answers_times(question, fact)
    )


def _answers_families(question: Question, fact: Fact, reference: Reference) -> bool:
    region_match = question.get("region_match", ["any"])[0]
    organization_match = question.get("organization_match", ["organs"])[0]
    families: dict[str, Callable[[], Iterable[str]]] = {
        "country": lambda: countries_of(fact),
        "region": lambda: regions_of(fact, region_match, reference),
        "organization": lambda: organizations_of(fact, organization_match, reference),
        "topic": lambda: topics_of(fact, reference),
    }
    return all(_answers_family(question, name, held) for name, held in families.items())


def _answers_family(question: Question, name: str, held: Callable[[], Iterable[str]]) -> bool:
    """Any of `x`, all of `x_all`, none of `x_not`."""
    if not {name, f"{name}_all", f"{name}_not"} & set(question):
        return True
    values = set(held())
    return (
        _has_any(question.get(name), values)
        and set(question.get(f"{name}_all", ())) <= values
        and not set(question.get(f"{name}_not", ())) & values
    )


def _answers_plain(question: Question, fact: Fact) -> bool:
    plain = ("kind", "type", "status", "level", "form", "review")
    sections = [it["section"] for it in fact["evidence"]]
    return all(_has_any(question.get(name), [fact[name]]) for name in plain) and _has_any(
        question.get("section"), sections
    )


def _answers_parties(question: Question, fact: Fact) -> bool:
    parties = parties_of(fact)
    ids = {id_ for id_, _ in parties}
    written = ids | {f"{id_}:{role}" for id_, role in parties}
    return (
        _has_any(question.get("entity"), ids)
        and _has_any(question.get("party"), written)
        and set(question.get("party_all", ())) <= written
    )


def _answers_times(question: Question, fact: Fact) -> bool:
    asked = question.get("date_match")
    years, dates = (asked or ["overlaps"])[0], (asked or ["within"])[0]
    return (
        ("year" not in question or any(_meets(fact, days(it), years) for it in question["year"]))
        and _meets_span(fact, question, ("year_from", "year_to"), years)
        and _meets_span(fact, question, ("date_from", "date_to"), dates)
    )


def _meets_span(fact: Fact, question: Question, names: tuple[str, str], how: str) -> bool:
    first, last = (question.get(name) for name in names)
    if first is None and last is None:
        return True
    span = (days(first[0])[0] if first else ALWAYS[0], days(last[0])[1] if last else ALWAYS[1])
    return _meets(fact, span, how)


def _meets(fact: Fact, span: tuple[str, str], how: str) -> bool:
    """Whether the date of the fact, or its term, lies in the span or shares a day with it."""
    first, last = span
    times = [it for it in (fact["date"], fact["term"]) if it is not None]
    if how == "within":
        return any(it["start"] >= first and it["end"] <= last for it in times)
    return any(it["start"] <= last and it["end"] >= first for it in times)


def _has_any(wanted: Sequence[str] | None, held: Iterable[str]) -> bool:
    return wanted is None or bool(set(wanted) & set(held))


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
