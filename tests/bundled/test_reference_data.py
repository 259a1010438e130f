"""The bundled reference data agree with the map."""

import csv

from policyfacts.bundled import bundled
from policyfacts.charts.country_shapes import read_atlas


def test_every_country_is_on_the_map_once() -> None:
    with (bundled("seed") / "entities" / "countries.csv").open(encoding="utf-8") as file:
        codes = [row["id"] for row in csv.DictReader(file)]
    atlas = read_atlas()
    assert sorted([*atlas.paths, *atlas.dots]) == sorted(codes)
