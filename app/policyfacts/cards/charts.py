"""Charts of a card: its countries on a map, or else its facts along time."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from policyfacts.cards.content import Card
from policyfacts.charts.country_shapes import read_atlas
from policyfacts.charts.markup import drawing, label, say_facts
from policyfacts.charts.timeline import SMALL, draw_months, draw_years, months_height, years_height
from policyfacts.charts.world_map import draw_world, draw_world_legend
from policyfacts.http.presenters.timeline import present_bars, present_spans
from policyfacts.search.results.timeline import Timeline

_LEGEND_HEIGHT, _LINE_HEIGHT = 52.0, 16.0
_MAX_YEARS = 8


@dataclass(frozen=True)
class Chart:
    """A chart as wide as there is room, and its height in pixels."""

    markup: Markup
    height: float


def draw_charts(card: Card, width: float) -> list[Chart]:
    """Draw the charts of a card, `width` pixels wide, to stand below each other; maybe none."""
    if card.has_map:
        return _draw_map(card, width)
    return [] if card.timeline is None else list(_draw_timeline(card.timeline))


def _draw_map(card: Card, width: float) -> list[Chart]:
    atlas = read_atlas()
    title = "Countries in this fact" if card.is_single else "Countries in these facts"
    world = draw_world(card.countries, title, card.reviewers)
    charts = [Chart(world, width * atlas.height / atlas.width)]
    if not card.is_single:
        charts.append(Chart(draw_world_legend(card.countries, card.reviewers), _LEGEND_HEIGHT))
    return charts


def _draw_timeline(timeline: Timeline) -> Iterator[Chart]:
    year = timeline.year
    if year is None:
        years = present_bars(timeline, "")[-_MAX_YEARS:]
        markup = draw_years(years, "Facts by year", SMALL)
        yield Chart(markup, years_height(years, SMALL))
        return
    months, wider = present_bars(timeline, "%B"), present_spans(timeline)
    markup = draw_months(year, months, wider, f"Facts by month of {year}", SMALL)
    yield Chart(markup, months_height(months, wider, SMALL))
    if timeline.elsewhere:
        words = f"and {say_facts(timeline.elsewhere)} in other years"
        size = {"width": "100%", "height": _LINE_HEIGHT}
        yield Chart(drawing("rest", words, size, label(0, 12, words, "quiet")), _LINE_HEIGHT)
