"""Reference data, read from the seed files: trees, memberships, names."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ALWAYS = ("0001-01-01", "9999-12-31")
_NAMES_OF_AREAS = ("name", "ru", "be", "fr", "es", "zh")
_OTHERS = ("organizations", "people", "places", "instruments", "projects")


@dataclass(frozen=True)
class Membership:
    """A country in an organization, from a first day to a last."""

    organization: str
    since: str
    until: str


@dataclass(frozen=True, eq=False)
class Reference:
    """Trees of entities, regions of countries, memberships, reviewing countries, topics, names.

    Words are those of sentences, by `review locator`; `names_left_out` are of countries, people and
    places, which a fact has no words of unless they are its parties.
    """

    above: Mapping[str, frozenset[str]]
    regions_of: Mapping[str, frozenset[str]]
    memberships: Mapping[str, Sequence[Membership]]
    reviewing: Mapping[str, str]
    topics: Mapping[str, frozenset[str]]
    names: Mapping[str, Sequence[str]]
    topic_names: Mapping[str, str]
    names_left_out: Mapping[str, Sequence[str]]
    words: Mapping[str, Sequence[str]]


def read_reference(seed: Path) -> Reference:
    """Read the tables of a seed folder."""
    countries, regions = _rows(seed, "countries"), _rows(seed, "regions")
    organizations = _records(seed, "entities/organizations")
    above = {
        **_chains({row["id"]: row["parent"] or None for row in regions}),
        **_chains({row["id"]: row.get("parent") for row in organizations}),
    }
    regions_of = {row["id"]: set(above[row["region"]]) for row in countries}
    for row in regions:
        for country in filter(None, row["countries"].split("|")):
            regions_of[country].add(row["id"])
    topics = list(_topics(seed))
    return Reference(
        above=above,
        regions_of={country: frozenset(ids) for country, ids in regions_of.items()},
        memberships=_memberships(seed),
        reviewing=_reviewing_countries(seed),
        topics=_chains({topic["id"]: broader for topic, broader in topics}),
        names=_names(seed),
        topic_names={topic["id"]: topic["name"] for topic, _ in topics},
        names_left_out=_names_left_out(seed),
        words=_words(seed),
    )


def _rows(seed: Path, name: str) -> list[dict[str, str]]:
    with (seed / "entities" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _records(seed: Path, name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((seed / f"{name}.yaml").read_text("utf-8")))


def _memberships(seed: Path) -> dict[str, list[Membership]]:
    memberships: dict[str, list[Membership]] = defaultdict(list)
    for row in _rows(seed, "memberships"):
        membership = Membership(
            row["organization"], row["since"] or ALWAYS[0], row["until"] or ALWAYS[1]
        )
        memberships[row["country"]].append(membership)
    return memberships


def _chains(parents: Mapping[str, str | None]) -> dict[str, frozenset[str]]:
    """Map each id to itself and everything above it."""

    def chain_of(id_: str | None) -> frozenset[str]:
        return frozenset() if id_ is None else frozenset({id_}) | chain_of(parents[id_])

    return {id_: chain_of(id_) for id_ in parents}


def _reviewing_countries(seed: Path) -> dict[str, str]:
    reviews = [
        yaml.safe_load(file.read_text("utf-8")) for file in seed.glob("reviews/*/review.yaml")
    ]
    return {review["id"]: review["country"] for review in reviews}


def _topics(seed: Path) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Yield each topic with the id of its broader one."""
    for topic in _records(seed, "vocabulary/topics"):
        yield topic, None
        for narrower in topic.get("narrower", []):
            yield narrower, topic["id"]


def _names(seed: Path) -> dict[str, list[str]]:
    """Map each entity to all its names, in every language and at any time.

    Ids too, but of countries the three letters: two letters and numbers are other words.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for row in [*_rows(seed, "countries"), *_rows(seed, "regions")]:
        names[row["id"]] += [
            row.get("alpha3") or row["id"],
            *(row[column] for column in _NAMES_OF_AREAS),
        ]
        names[row["id"]] += row["adjectives"].split("|") + row["aliases"].split("|")
    for kind in _OTHERS:
        for record in _records(seed, f"entities/{kind}"):
            words = (record.get(member) for member in ("id", "name", "acronym"))
            names[record["id"]] += [*filter(None, words), *record.get("aliases", [])]
    for row in _rows(seed, "former_names"):
        names[row["entity"]].append(row["name"])
    return {id_: [name for name in texts if name] for id_, texts in names.items()}


def _names_left_out(seed: Path) -> dict[str, list[str]]:
    names = _names(seed)
    persons = [*_records(seed, "entities/people"), *_records(seed, "entities/places")]
    # The code or id comes first.
    return {
        record["id"]: names[record["id"]][1:] for record in [*_rows(seed, "countries"), *persons]
    }


def _words(seed: Path) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for file in seed.glob("reviews/*/words.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                words[f"{file.parent.name} {row['locator']}"] = row["words"].split()
    return words
