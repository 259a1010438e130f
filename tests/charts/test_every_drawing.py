"""What all drawings have in common: whatever the data, they are safe to stand on any page."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from policyfacts.charts.bars import draw_bars
from policyfacts.charts.chart_data import DataPoint, Edge, Node, Quantity, Span
from policyfacts.charts.figures import draw_quantities
from policyfacts.charts.partners import draw_partners
from policyfacts.charts.svg_files import AltText, as_document, read_stylesheet
from policyfacts.charts.timeline import draw_months, draw_years
from policyfacts.charts.world_map import draw_world, draw_world_legend, list_shades
from policyfacts.vocabulary import EntityKind
from tests.charts.svg_reader import attributes, read, texts

NAMES = {
    "legend": "Shades by number of facts: none",
    "shades": "Shades by number of facts",
}
YEAR = (date(2013, 1, 1), date(2013, 12, 31))


def all_drawings(words: str, href: str | None) -> dict[str, Markup]:
    """Each drawing, with these words wherever words from data stand."""
    country = DataPoint("CN", words, 3, href)
    reviewers = frozenset({"CN"})
    nodes = [
        Node("a", words, 3, EntityKind.COUNTRY, words, href),
        Node("b", words, 1, EntityKind.PROJECT, words, href),
    ]
    return {
        "world": draw_world([country], words),
        "legend": draw_world_legend([country], reviewers),
        "shades": list_shades([country], reviewers),
        "months": draw_months(
            2013, [DataPoint("2013-05", words, 1, href)], [Span(*YEAR, words, 2, href)], words
        ),
        "years": draw_years([country], words),
        "bars": draw_bars([country], words),
        "partners": draw_partners(
            Node("c", words, 9, href=href), nodes, [Edge("a", "b", 2)], words
        ),
        "quantities": draw_quantities(
            [Quantity(words, 5, words, words, period=words, note=words, href=href)], words
        ),
    }


@given(words=st.text(min_size=1, max_size=12) | st.just("<b onload='x'>&amp;\"</b></svg>"))
@settings(max_examples=40, deadline=None)
def test_words_stay_words(words: str) -> None:
    plain, linked = all_drawings("words", None), all_drawings(words, words)
    for name, markup in linked.items():
        root, tame = read(markup), read(plain[name])
        assert {it.tag for it in root.iter()} - {"a"} <= {it.tag for it in tame.iter()}
        assert {it for it, _ in attributes(root)} - {"href"} <= {it for it, _ in attributes(tame)}


@pytest.mark.parametrize("href", [None, "/countries/CN?a=1&b=2"])
def test_no_drawing_needs_styles_scripts_or_ids_of_its_own(href: str | None) -> None:
    for markup in all_drawings("China", href).values():
        root = read(markup)
        assert not {"style", "id", "onclick", "onload"} & {name for name, _ in attributes(root)}
        assert not {"style", "script"} & {it.tag for it in root.iter()}
        assert {it.get("href") for it in root.iter("a")} <= {"/countries/CN?a=1&b=2"}


def test_a_drawing_is_a_group_with_a_name() -> None:
    """No image: what is written in an image is not read to those who do not see it."""
    for name, markup in [
        *all_drawings("China", "/x").items(),
        *all_drawings("China", None).items(),
    ]:
        root = read(markup)
        if root.tag != "svg":
            root = next(it for it in root.iter() if it.tag == "ul")
        else:
            assert root.get("role") == "group"
            assert all(it.get("aria-label") for it in root.iter("a"))
        assert root.get("aria-label") == NAMES.get(name, "China"), name


@pytest.mark.parametrize("words", ["China", "A name that is much too long " * 4])
def test_what_is_written_in_a_link_is_part_of_its_name(words: str) -> None:
    """Who speaks to the browser says what is seen."""
    for root in map(read, all_drawings(words, "/x").values()):
        for link in root.iter("a"):
            title = link.findtext("title", "")
            written = "".join(link.itertext()).removeprefix(title)
            name = link.get("aria-label", written)
            assert plain(written) in plain(name)


def plain(words: str) -> str:
    return " ".join(words.replace(":", "").split())


def test_nothing_to_draw_is_no_error() -> None:
    for markup in (
        draw_world([], "none"),
        draw_world_legend([]),
        list_shades([]),
        draw_months(2013, [], [], "none"),
        draw_years([], "none"),
        draw_bars([], "none"),
        draw_partners(None, [], [], "none"),
        draw_quantities([], "none"),
    ):
        read(markup)


def test_a_file_of_its_own_has_its_colours_inside() -> None:
    root = read(
        as_document(draw_world([], "World"), (600, 300), AltText("A <card>", "of <this>"), "dark")
    )
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "A <card>"  # type: ignore[union-attr]
    assert root.find(f"{space}desc").text == "of <this>"  # type: ignore[union-attr]
    assert root.find(f"{space}style").text == read_stylesheet()  # type: ignore[union-attr]
    assert root.get("data-theme") == "dark"
    assert texts(root) == []
