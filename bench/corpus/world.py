"""The entities, topics and types of the bundled seed, which invented facts are made of."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bench.corpus.sampling import Ranking, shuffled

OWN, LEADER = "BY", "alexander-lukashenko"
"""The country whose real review the shapes come from, and its president."""


@dataclass(frozen=True)
class World:
    """Entities by kind and topics, ranked in random order, and the words for them."""

    ranked: dict[str, Ranking[str]]
    kinds: dict[str, str]
    names: dict[str, str]
    countries: list[str]
    ministries: dict[str, str]
    topics: Ranking[str]
    types: dict[str, str]

    def ministry(self, country: str) -> str:
        """Return the ministry that publishes a country's reviews: its own or an invented one."""
        return self.ministries.get(country, f"mfa-{country.lower()}")


def read_world(seed: Path, random: Random) -> World:
    """Read a seed folder."""
    countries = _rows(seed / "entities/countries.csv")
    regions = _rows(seed / "entities/regions.csv")
    organizations = read_yaml(seed / "entities/organizations.yaml")
    by_kind = {
        "country": _ids(countries),
        "region": _ids(regions),
        # Bodies of one state would add its country to every fact that they take part in.
        "organization": _ids(entity for entity in organizations if "country" not in entity),
        "person": _ids(read_yaml(seed / "entities/people.yaml")),
        "place": _ids(read_yaml(seed / "entities/places.yaml")),
        "instrument": _ids(read_yaml(seed / "entities/instruments.yaml")),
        "project": _ids(read_yaml(seed / "entities/projects.yaml")),
    }
    by_kind["person"].remove(LEADER)
    topics = [
        narrower["id"]
        for topic in read_yaml(seed / "vocabulary/topics.yaml")
        for narrower in topic["narrower"]
    ]
    ministries: dict[str, str] = {}
    for organization in organizations:
        if organization["type"] == "ministry":
            ministries.setdefault(organization["country"], organization["id"])
    return World(
        ranked={kind: Ranking(shuffled(ids, random)) for kind, ids in by_kind.items()},
        kinds={id_: kind for kind, ids in by_kind.items() for id_ in ids},
        names={entity["id"]: entity["name"] for entity in (*countries, *regions, *organizations)},
        countries=by_kind["country"],
        ministries=ministries,
        topics=Ranking(shuffled(topics, random)),
        types={
            type_["id"]: type_["name"].lower()
            for type_ in read_yaml(seed / "vocabulary/types.yaml")
        },
    )


def read_yaml(path: Path) -> Any:
    """Read a seed file as plain data; every value is text, so that Norway stays NO."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def _ids(entities: Iterable[dict[str, str]]) -> list[str]:
    return [entity["id"] for entity in entities]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
