"""Who can take part in invented facts: the entities, topics and types of the bundled seed."""

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bench.corpus.drawing import Ranking, shuffled

OWN, LEADER = "BY", "alexander-lukashenko"
"""The country whose real review gives the shapes of facts, and its president."""


@dataclass(frozen=True)
class World:
    """Entities by kind, the most common first; an order left to chance, like that of topics."""

    ranked: dict[str, Ranking[str]]
    kinds: dict[str, str]
    names: dict[str, str]
    countries: list[str]
    ministries: dict[str, str]
    topics: Ranking[str]
    types: dict[str, str]

    def ministry(self, country: str) -> str:
        """The ministry that publishes the country's reviews: its own or an invented one."""
        return self.ministries.get(country, f"mfa-{country.lower()}")


def read_world(seed: Path, random: Random) -> World:
    """Read a seed folder."""
    countries = _rows(seed / "entities/countries.csv")
    regions = _rows(seed / "entities/regions.csv")
    organizations = read_yaml(seed / "entities/organizations.yaml")
    by_kind = {
        "country": [it["id"] for it in countries],
        "region": [it["id"] for it in regions],
        # Bodies of one state would bring it along, wherever they take part.
        "organization": [it["id"] for it in organizations if "country" not in it],
        "person": [it["id"] for it in read_yaml(seed / "entities/people.yaml")],
        "place": [it["id"] for it in read_yaml(seed / "entities/places.yaml")],
        "instrument": [it["id"] for it in read_yaml(seed / "entities/instruments.yaml")],
        "project": [it["id"] for it in read_yaml(seed / "entities/projects.yaml")],
    }
    by_kind["person"].remove(LEADER)
    topics = [
        narrower["id"]
        for topic in read_yaml(seed / "vocabulary/topics.yaml")
        for narrower in topic["narrower"]
    ]
    ministries: dict[str, str] = {}
    for it in organizations:
        if it["type"] == "ministry":
            ministries.setdefault(it["country"], it["id"])
    return World(
        ranked={kind: Ranking(shuffled(ids, random)) for kind, ids in by_kind.items()},
        kinds={id_: kind for kind, ids in by_kind.items() for id_ in ids},
        names={it["id"]: it["name"] for it in (*countries, *regions, *organizations)},
        countries=by_kind["country"],
        ministries=ministries,
        topics=Ranking(shuffled(topics, random)),
        types={it["id"]: it["name"].lower() for it in read_yaml(seed / "vocabulary/types.yaml")},
    )


def read_yaml(path: Path) -> Any:
    """Plain data of a seed file; every value is text, so that Norway stays NO."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
