"""The map: each country where it lies, shaded by its own number."""

import random
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyfacts.charts.chart_data import DataPoint
from policyfacts.charts.country_shapes import read_atlas
from policyfacts.charts.scale import MAX_STEPS, Steps
from policyfacts.charts.world_map import draw_world, draw_world_legend, list_shades
from scripts.world_map import place
from tests.charts.svg_reader import of_class, read, texts, titles

ATLAS = read_atlas()
BY = frozenset({"BY"})


def country_points(*counts: tuple[str, int]) -> list[DataPoint]:
    return [DataPoint(code, f"<{code}>", count, f"/countries/{code}") for code, count in counts]


def rings(path: str) -> list[list[tuple[int, int]]]:
    """Parse the corners of a path of moves and relative lines."""
    corners_of_rings = []
    for ring in path.split("M")[1:]:
        start, _, steps = ring.removesuffix("z").partition("l")
        x, y = (int(number) for number in start.split())
        corners = [(x, y)]
        numbers = [int(number) for number in steps.replace("-", " -").split()]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            corners.append((x, y))
        corners_of_rings.append(corners)
    return corners_of_rings


def contains(path: str, point: tuple[float, float]) -> bool:
    """Tell whether a point is inside: a line from it crosses the border an odd number of times."""
    x, y = point
    crossings = 0
    for corners in rings(path):
        for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [
        ("BY", 27.6, 53.9),
        ("UA", 34.1, 45.2),  # Crimea
        ("EH", -12.5, 25.0),  # Western Sahara
        ("RU", 177.5, 64.7),  # Chukotka, on this side of the cut
        ("RU", -173.0, 66.0),  # and beyond the 180th meridian
        ("US", -155.0, 65.0),
        ("CY", 33.6, 35.3),  # its north too
        ("SO", 46.0, 9.8),  # Somaliland
        ("CN", 104.0, 35.0),
        ("TW", 121.0, 23.8),
        ("PS", 35.25, 32.0),
        ("SS", 30.0, 7.5),
        ("XK", 20.9, 42.6),
    ],
)
def test_a_point_lies_in_its_country_and_in_no_other(
    code: str, longitude: float, latitude: float
) -> None:
    point = place(longitude, latitude)
    assert [key for key, path in ATLAS.paths.items() if contains(path, point)] == [code]


def test_everything_lies_within_the_map() -> None:
    corners = [
        point for path in ATLAS.paths.values() for ring in rings(path) for point in ring
    ] + list(map(tuple, ATLAS.dots.values()))
    assert all(0 <= x <= ATLAS.width and 0 <= y <= ATLAS.height for x, y in corners)


def links_with_shade(root: Element, shade: str) -> set[str | None]:
    """Return the URLs of the links whose marks have this shade and no other."""
    links = [link for link in root.iter("a") if of_class(link, shade)]
    for link in links:
        assert len({mark.get("class") for mark in link if mark.tag != "title"}) == 1
    return {link.get("href") for link in links}


def test_each_country_has_the_shade_of_its_number_and_the_reviewing_one_none() -> None:
    chance = random.Random(7)
    codes = chance.sample(sorted([*ATLAS.paths, *ATLAS.dots]), 60)
    counts = [(code, chance.randint(0, 40)) for code in codes if code != "BY"]
    countries = country_points(("BY", 364), *counts)
    root = read(draw_world(countries, "Facts", BY))
    others = [country for country in countries if country.value != "BY"]
    steps = Steps(country.count for country in others)
    for number in range(1, MAX_STEPS + 1):
        expected = {country.href for country in others if steps.shade(country.count) == number}
        assert links_with_shade(root, f"step-{number}") == expected
    assert links_with_shade(root, "own") == {"/countries/BY"}
    labels = {f"<{c.value}>: {c.count} fact{'s' * (c.count != 1)}" for c in countries}
    assert set(titles(root)) == labels
    assert {link.get("href") for link in root.iter("a")} == {country.href for country in countries}


def test_small_states_are_dots_and_unknown_codes_are_left_out() -> None:
    root = read(draw_world(country_points(("MT", 2), ("MOON", 9)), "Facts"))
    malta = of_class(root, "step-5")
    assert [mark.tag for mark in malta] == ["circle"]
    assert len(list(root.iter("a"))) == 1


def test_small_states_and_the_selected_outline_are_drawn_last() -> None:
    points = [DataPoint("MT", "", 2), DataPoint("CN", "", 9, selected=True), DataPoint("IN", "", 3)]
    root = read(draw_world(points, "Facts"))
    drawn = [node for node in root.iter() if "step-" in node.get("class", "")]
    names = [node.get("class", "") for node in drawn[-3:]]
    assert ["selected" in name for name in names] == [False, True, False]
    assert drawn[-1].tag == "circle"


def test_the_legend_has_the_numbers_and_names_the_reviewing_country() -> None:
    legend = read(draw_world_legend(country_points(("BY", 364), ("RU", 36), ("CN", 3)), BY))
    assert texts(legend)[:6] == ["none", "1–2", "3–5", "6–10", "11–20", "21–36"]
    assert texts(legend)[6].startswith("<BY>")
    assert ", ".join(texts(legend)[:6]) in legend.get("aria-label", "")


def test_the_legend_leaves_out_names_that_do_not_fit() -> None:
    several = country_points(("RE", 36), ("DM", 30), ("JO", 20), ("ST", 10))
    reviewers = texts(read(draw_world_legend(several, frozenset({"RE", "DM", "JO", "ST"}))))[-1]
    assert reviewers == "whose account it is"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((("BY", 364), ("RU", 36), ("CN", 3)),
         ["no facts", "1–2", "3–5", "6–10", "11–20", "21–36 facts", "<BY>: whose account it is"]),
        ((("CN", 1),), ["no facts", "1 fact"]),
        ((), ["no facts"]),
    ],
)  # fmt: skip
def test_the_list_of_shades_has_the_numbers_with_their_unit(
    counts: tuple[tuple[str, int], ...], expected: list[str]
) -> None:
    listed = read(list_shades(country_points(*counts), BY))
    assert ["".join(item.itertext()).strip() for item in listed.iter("li")] == expected


@given(counts=st.lists(st.integers(0, 2_000_000), max_size=30))
def test_steps_cover_every_number_once(counts: list[int]) -> None:
    steps = Steps(counts)
    highest = max(counts, default=0)
    ends = [tuple(int(end.replace(",", "")) for end in name.split("–")) for name in steps.names()]
    assert len(ends) <= MAX_STEPS
    follows = 1
    for shade, end in zip(steps.shades, ends, strict=True):
        assert end[0] == follows
        assert steps.shade(end[0]) == steps.shade(end[-1]) == shade
        follows = end[-1] + 1
    assert follows == highest + 1
    assert steps.shade(0) == 0
    assert list(steps.shades) == sorted(set(steps.shades))


def test_a_small_state_with_facts_is_a_dot_on_its_shape() -> None:
    root = read(draw_world(country_points(("QA", 2), ("RU", 3), ("SG", 1)), "World"))
    dots = {
        link.get("href"): [mark.tag for mark in link if mark.tag != "title"]
        for link in root.iter("a")
    }
    assert dots == {
        "/countries/QA": ["path", "circle"],
        "/countries/RU": ["path"],
        "/countries/SG": ["circle"],
    }
    for code, (x, y) in ATLAS.small.items():
        corners = [corner for ring in rings(ATLAS.paths[code]) for corner in ring]
        assert min(corner[0] for corner in corners) <= x <= max(corner[0] for corner in corners)
        assert min(corner[1] for corner in corners) <= y <= max(corner[1] for corner in corners)
