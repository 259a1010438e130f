"""What all drawings have in common: whatever the data, they are safe to show on any page."""

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


def draw_all(words: str, href: str | None) -> dict[str, Markup]:
    """Draw each kind of drawing, with these words wherever words from data stand."""
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
def test_words_from_data_never_become_markup(words: str) -> None:
    plain, linked = draw_all("words", None), draw_all(words, words)
    for name, markup in linked.items():
        root, base = read(markup), read(plain[name])
        assert {node.tag for node in root.iter()} - {"a"} <= {node.tag for node in base.iter()}
        assert {key for key, _ in attributes(root)} - {"href"} <= {
            key for key, _ in attributes(base)
        }


@pytest.mark.parametrize("href", [None, "/countries/CN?a=1&b=2"])
def test_no_drawing_has_inline_styles_scripts_or_ids(href: str | None) -> None:
    for markup in draw_all("China", href).values():
        root = read(markup)
        assert not {"style", "id", "onclick", "onload"} & {name for name, _ in attributes(root)}
        assert not {"style", "script"} & {element.tag for element in root.iter()}
        assert {link.get("href") for link in root.iter("a")} <= {"/countries/CN?a=1&b=2"}


def test_each_drawing_is_a_group_with_a_name() -> None:
    """Screen readers do not read the text inside an image, so the role is not `img`."""
    for name, markup in [
        *draw_all("China", "/x").items(),
        *draw_all("China", None).items(),
    ]:
        root = read(markup)
        if root.tag != "svg":
            root = next(element for element in root.iter() if element.tag == "ul")
        else:
            assert root.get("role") == "group"
            assert all(link.get("aria-label") for link in root.iter("a"))
        assert root.get("aria-label") == NAMES.get(name, "China"), name


@pytest.mark.parametrize("words", ["China", "A name that is much too long " * 4])
def test_accessible_name_of_a_link_contains_its_visible_text(words: str) -> None:
    """Users of voice control say the text that they see (WCAG 2.5.3)."""
    for root in map(read, draw_all(words, "/x").values()):
        for link in root.iter("a"):
            title = link.findtext("title", "")
            visible_text = "".join(link.itertext()).removeprefix(title)
            name = link.get("aria-label", visible_text)
            assert simplified(visible_text) in simplified(name)


def simplified(words: str) -> str:
    return " ".join(words.replace(":", "").split())


def test_drawings_without_data_are_well_formed() -> None:
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


def test_stand_alone_svg_file_contains_its_colours() -> None:
    root = read(
        as_document(draw_world([], "World"), (600, 300), AltText("A <card>", "of <this>"), "dark")
    )
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "A <card>"  # type: ignore[union-attr]
    assert root.find(f"{space}desc").text == "of <this>"  # type: ignore[union-attr]
    assert root.find(f"{space}style").text == read_stylesheet()  # type: ignore[union-attr]
    assert root.get("data-theme") == "dark"
    assert texts(root) == []
