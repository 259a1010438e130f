"""What there is to see on a card: its countries on a map, or else when its facts were."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from policyfacts.cards.content import Card
from policyfacts.charts.chart_data import DataPoint, Span
from policyfacts.charts.country_shapes import read_atlas
from policyfacts.charts.markup import drawing, in_facts, label
from policyfacts.charts.timeline import SMALL, draw_months, draw_years, months_height, years_height
from policyfacts.charts.world_map import draw_world, draw_world_legend
from policyfacts.search.results.timeline import Period, Timeline
from policyfacts.wording.dates_and_figures import say_span

_LEGEND, _LINE = 52.0, 16.0
_MAX_YEARS = 8


@dataclass(frozen=True)
class Chart:
    """A drawing as wide as there is room, and its height in pixels."""

    drawing: Markup
    height: float


def draw_charts(card: Card, width: float) -> list[Chart]:
    """Drawings that belong below each other, `width` pixels wide; none where nothing is to see."""
    if card.has_map:
        return _draw_map(card, width)
    return [] if card.timeline is None else list(_draw_timeline(card.timeline))


def _draw_map(card: Card, width: float) -> list[Chart]:
    atlas = read_atlas()
    title = "Countries in this fact" if card.is_single else "Countries in these facts"
    world = draw_world(card.countries, title, card.reviewers)
    charts = [Chart(world, width * atlas.height / atlas.width)]
    if not card.is_single:
        charts.append(Chart(draw_world_legend(card.countries, card.reviewers), _LEGEND))
    return charts


def _draw_timeline(timeline: Timeline) -> Iterator[Chart]:
    year = timeline.year
    if year is None:
        years = _counted(timeline.bars, "%Y", "%Y")[-_MAX_YEARS:]
        drawn = draw_years(years, "Facts by year", SMALL)
        yield Chart(drawn, years_height(years, SMALL))
        return
    months = _counted(timeline.bars, "%Y-%m", "%B")
    wider = [
        Span(it.first, it.last, say_span(it.first, it.last), it.facts) for it in timeline.wider
    ]
    drawn = draw_months(year, months, wider, f"Facts by month of {year}", SMALL)
    yield Chart(drawn, months_height(months, wider, SMALL))
    if timeline.elsewhere:
        words = f"and {in_facts(timeline.elsewhere)} in other years"
        size = {"width": "100%", "height": _LINE}
        yield Chart(drawing("rest", words, size, label(0, 12, words, "quiet")), _LINE)


def _counted(bars: Sequence[Period], value: str, label: str) -> list[DataPoint]:
    return [DataPoint(format(it.first, value), format(it.first, label), it.facts) for it in bars]
