"""Build seed/entities/codes.csv: the codes by which researchers join tables of countries.

    python scripts/build_country_codes.py STATES COUNTRY_CODER COUNTRY_CODES

STATES is a folder with cowstates.csv and gwstates.csv, the two tables of the R package states as
write.csv writes them; COUNTRY_CODER the unpacked npm package @rapideditor/country-coder, and
COUNTRY_CODES a checkout of datasets/country-codes. This is a development tool and is not shipped.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HAND_MADE = Path(__file__).resolve().parent / "reference"
ENTITIES = ROOT / "seed" / "entities"
SCHEMES = ("cow", "cowc", "gw", "wikidata", "fips")
# Codes of states change: these are the ones of the year that the data begin with.
DAY = "2013-12-31"
# Not states of any year here: no entity of this project, or a place.
LEFT_OUT = {"Abkhazia", "South Ossetia"}
# The state itself, where the package has the realm that it is the largest part of.
WIKIDATA = {"DK": "Q35", "NL": "Q55"}
# Of today, where the table has several codes, an older one or none.
FIPS = {"BQ": "", "PS": "", "RS": "RI", "SJ": "", "UM": "", "XK": "KV"}

Codes = dict[str, str]
Row = dict[str, str]


def read_table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold().replace("&", "and")))


def read_names() -> dict[str, str]:
    """Return the country of each English name, of former ones and of those written by hand."""
    countries: dict[str, set[str]] = {}
    for row in read_table(ENTITIES / "countries.csv"):
        for name in (row["name"], *row["aliases"].split("|")):
            countries.setdefault(plain(name), set()).add(row["id"])
    for row in read_table(ENTITIES / "former_names.csv"):
        countries.setdefault(plain(row["name"]), set()).add(row["entity"])
    names = {name: ids.pop() for name, ids in countries.items() if len(ids) == 1}
    by_hand = read_table(HAND_MADE / "state_names.csv")
    return names | {plain(row["name"]): row["id"] for row in by_hand}


def states_of(path: Path, column: str, names: Mapping[str, str]) -> Codes:
    """Return the code of each state that there was on the day."""
    codes: Codes = {}
    for row in read_table(path):
        if row["start"] <= DAY <= row["end"] and row["country_name"] not in LEFT_OUT:
            country = names[plain(row["country_name"])]
            if country in codes:
                raise ValueError(f"two states are {country}: {codes[country]}, {row[column]}")
            codes[country] = row[column]
    return codes


def read_wikidata(package: Path) -> Codes:
    borders = json.loads((package / "src" / "data" / "borders.json").read_text(encoding="utf-8"))
    properties = [feature["properties"] for feature in borders["features"]]
    return {row["iso1A2"]: row["wikidata"] for row in properties if "iso1A2" in row} | WIKIDATA


def read_fips(checkout: Path) -> Codes:
    rows = read_table(checkout / "data" / "country-codes.csv")
    codes = {row["ISO3166-1-Alpha-2"]: row["FIPS"].strip() for row in rows}
    return codes | FIPS


def rows_of(codes: Mapping[str, Codes]) -> Iterator[tuple[str, str, str]]:
    for country in sorted(row["id"] for row in read_table(ENTITIES / "countries.csv")):
        for scheme in SCHEMES:
            if code := codes[scheme].get(country):
                yield country, scheme, code


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("states", type=Path, help="folder with the two tables of states")
    parser.add_argument("country_coder", type=Path, help="folder of @rapideditor/country-coder")
    parser.add_argument("country_codes", type=Path, help="checkout of datasets/country-codes")
    options = parser.parse_args()
    names = read_names()
    codes = {
        "cow": states_of(options.states / "cowstates.csv", "cowcode", names),
        "cowc": states_of(options.states / "cowstates.csv", "cowc", names),
        "gw": states_of(options.states / "gwstates.csv", "gwcode", names),
        "wikidata": read_wikidata(options.country_coder),
        "fips": read_fips(options.country_codes),
    }
    rows = list(rows_of(codes))
    with (ENTITIES / "codes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("entity", "scheme", "code"))
        writer.writerows(rows)
    print(f"codes.csv: {len(rows)} rows")


if __name__ == "__main__":
    main()
