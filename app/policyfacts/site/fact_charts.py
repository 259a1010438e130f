"""The counts of a summary as charts, each part of them a link to its facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from markupsafe import Markup

from policyfacts.charts.bars import draw_bars
from policyfacts.charts.chart_data import DataPoint, Edge, Node
from policyfacts.charts.partners import draw_partners
from policyfacts.charts.timeline import draw_months, draw_years
from policyfacts.charts.world_map import draw_world, list_shades
from policyfacts.http.presenters.timeline import present_bars, present_spans
from policyfacts.schemas.params.filters import COLUMN_FILTERS
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.results.facets import FacetCount
from policyfacts.search.results.timeline import Period
from policyfacts.site.facts_summary import FactsSummary
from policyfacts.site.figure_charts import FigureCharts
from policyfacts.site.page_urls import PageUrls
from policyfacts.site.rendering import say_word
from policyfacts.vocabulary import DateMatch, Dimension, EntityKind

_MAX_BARS = 10
_MAX_NODE_NAME = 24  # letters for which there is room beside a mark
_DAYS = ("date_from", "date_to")


@dataclass(frozen=True)
class Bars:
    """A dimension as bars: the values with most facts, and all others; empty where there are none.

    `left_out` is the number of the others.
    """

    first: Markup
    others: Markup
    left_out: int


@dataclass(frozen=True)
class Partners:
    """The parties of the same facts: a graph, and bars that say the same on small screens.

    `centre` is the party with whom facts are shared, empty where they are shared among all.
    """

    graph: Markup
    bars: Bars
    centre: str


@dataclass(frozen=True)
class FactCharts:
    """The charts of one summary.

    `reviewers` are the reviewing countries: as parties to nearly every fact they say little.
    """

    summary: FactsSummary
    page_urls: PageUrls
    registry: EntityRegistry
    reviewers: frozenset[str]

    def world(self) -> Markup:
        """Draw the map of countries by number of facts."""
        return draw_world(self._countries(), "Facts by country", self.reviewers)

    def shades(self) -> Markup:
        """List what the shades of the map mean."""
        return list_shades(self._countries(), self.reviewers)

    def _countries(self) -> list[DataPoint]:
        return self._points(Dimension.COUNTRY.value)

    def bars(self, dimension: str, title: str) -> Bars:
        """Draw the values of a dimension, the most frequent first, and those of the query."""
        points = self._points(dimension)
        return _bars([point for point in points if point.count or point.selected], title)

    def _points(self, dimension: str) -> list[DataPoint]:
        return [
            DataPoint(
                facet.value,
                say_word(facet.label) if dimension in COLUMN_FILTERS else facet.label,
                facet.count,
                self.page_urls.explorer(self._toggled(dimension, facet)),
                facet.selected,
            )
            for facet in self.summary.facets[dimension]
        ]

    def _toggled(self, dimension: str, facet: FacetCount) -> Mapping[str, Any]:
        """Return the query with a value in place of the dimension's own: as many facts as counted.

        A value that the query has already is taken out.
        """
        parameters = self._without(dimension)
        if not facet.selected:
            return {**parameters, dimension: [facet.value]}
        values = self.summary.parameters[dimension]
        rest = [value for value in values if str(value) != facet.value]
        return {**parameters, dimension: rest} if rest else parameters

    def _without(self, *names: str) -> dict[str, Any]:
        parameters = self.summary.parameters
        return {name: value for name, value in parameters.items() if name not in names}

    def timeline(self) -> Markup:
        """Draw facts by month of a year, or by year."""
        timeline = self.summary.timeline
        points = zip(present_bars(timeline, "%b"), timeline.bars, strict=True)
        bars = [self._linked(point, period) for point, period in points]
        if timeline.year is None:
            return draw_years(bars, "Facts by year")
        title = f"Facts by month of {timeline.year}"
        return draw_months(timeline.year, bars, present_spans(timeline), title)

    def _linked(self, point: DataPoint, period: Period) -> DataPoint:
        days = (period.first, period.last)
        is_selected = self.summary.params.date_span() == days
        href = self.page_urls.explorer(self._within(None if is_selected else days))
        return replace(point, href=href, selected=is_selected)

    def _within(self, days: tuple[date, date] | None) -> Mapping[str, Any]:
        """Return the query with these days in place of its own."""
        parameters = self._without(*_DAYS)
        if parameters.get("date_match") == DateMatch.OVERLAPS:
            # Years overlap in any case; what a bar counts lies within.
            del parameters["date_match"]
        return parameters if days is None else {**parameters, **dict(zip(_DAYS, days, strict=True))}

    def partners(self, centre: str | None) -> Partners | None:
        """Draw the parties of the same facts, around one; return None where there are too few."""
        graph = self.summary.graph
        shared = {node.entity.id: len(node.facts) for node in graph.nodes}
        # A party to none of the facts has nobody around.
        centre = centre if centre in shared else None
        if centre is not None:
            shared = {centre: shared[centre]}
            for edge in graph.edges:
                if centre in (edge.source.id, edge.target.id):
                    other = edge.target if edge.source.id == centre else edge.source
                    shared[other.id] = len(edge.facts)
        nodes = [self._node(id_, count, centre) for id_, count in shared.items() if id_ != centre]
        if len(nodes) < 2:
            return None
        middle = self._node(centre, shared[centre], None) if centre is not None else None
        nodes.sort(key=lambda node: (-node.count, node.label))
        edges = [Edge(edge.source.id, edge.target.id, len(edge.facts)) for edge in graph.edges]
        title = "Named in the same facts"
        points = [
            DataPoint(node.value, self.registry.entities[node.value].name, node.count, node.href)
            for node in nodes
        ]
        return Partners(
            graph=draw_partners(middle, nodes, edges, title),
            bars=_bars(points, title),
            centre=middle.label if middle is not None else "",
        )

    def _node(self, id_: str, count: int, centre: str | None) -> Node:
        entity = self.registry.entities[id_]
        parameters = self.summary.parameters
        # Where the query has a country, all of the facts have it.
        both = [party for party in (centre, id_) if party and parameters.get("country") != [party]]
        parties = list(dict.fromkeys([*parameters.get("party_all", []), *both]))
        query = {**parameters, "party_all": parties} if parties else parameters
        acronym = entity.acronym if len(entity.name) > _MAX_NODE_NAME else None
        return Node(
            value=id_,
            label=acronym or entity.name,
            count=count,
            kind=entity.kind,
            group=self._group(id_),
            href=self.page_urls.explorer(query),
        )

    def _group(self, id_: str) -> str:
        entity = self.registry.entities[id_]
        if entity.kind is not EntityKind.COUNTRY:
            return "Organizations"
        return self.registry.entities[entity.parent].name if entity.parent is not None else ""

    @property
    def figure_charts(self) -> FigureCharts:
        """The charts of the figures of these facts."""
        return FigureCharts(self.summary.figures, self.page_urls, self.registry, self.reviewers)


def _bars(points: Sequence[DataPoint], title: str) -> Bars:
    maximum = max((point.count for point in points), default=0)
    first = [point for n, point in enumerate(points) if n < _MAX_BARS or point.selected]
    others = [point for point in points[_MAX_BARS:] if not point.selected]
    return Bars(
        first=draw_bars(first, title, maximum) if first else Markup(""),
        others=draw_bars(others, f"More {title.lower()}", maximum) if others else Markup(""),
        left_out=len(others),
    )
