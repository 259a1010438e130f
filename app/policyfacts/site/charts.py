"""The sides of a digest as drawings, each part of them leading to its facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from policyfacts.charts.bars import draw_bars
from policyfacts.charts.chart_data import Counted, Edge, Node, Span
from policyfacts.charts.partners import draw_partners
from policyfacts.charts.timeline import draw_months, draw_years
from policyfacts.charts.world_map import draw_world, list_shades
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.results.facets import FacetCount
from policyfacts.search.results.timeline import Period
from policyfacts.site.facts_summary import Digest
from policyfacts.site.figures import Amounts
from policyfacts.site.page_urls import Places
from policyfacts.site.rendering import say_word
from policyfacts.vocabulary import DateMatch, Dimension, EntityKind
from policyfacts.wording.dates_and_figures import say_span

_SHOWN = 10
_LONG = 24  # letters of a name for which there is room beside a mark
_DAYS = ("date_from", "date_to")
_CODED = frozenset(
    it.value for it in (Dimension.STATUS, Dimension.KIND, Dimension.LEVEL, Dimension.FORM)
)


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
    """Who stands in the same facts: a graph, and bars that say the same on small screens.

    `centre` is with whom facts are shared, and empty where they are shared among all.
    """

    graph: Markup
    bars: Bars
    centre: str


@dataclass(frozen=True)
class Drawn:
    """Draws the sides of one digest.

    `own` are the reviewing countries: as parties to nearly every fact they say little.
    """

    digest: Digest
    places: Places
    registry: EntityRegistry
    own: frozenset[str]

    def world(self) -> Markup:
        """Countries by number of facts."""
        return draw_world(self._countries(), "Facts by country", self.own)

    def shades(self) -> Markup:
        """What the shades of the map mean."""
        return list_shades(self._countries(), self.own)

    def _countries(self) -> list[Counted]:
        return self._counted(Dimension.COUNTRY.value)

    def bars(self, dimension: str, title: str) -> Bars:
        """Values of a dimension, the most frequent first, and those that are asked for."""
        return _bars([it for it in self._counted(dimension) if it.count or it.selected], title)

    def _counted(self, dimension: str) -> list[Counted]:
        return [
            Counted(
                it.value,
                say_word(it.label) if dimension in _CODED else it.label,
                it.count,
                self.places.explorer(self._toggled(dimension, it)),
                it.selected,
            )
            for it in self.digest.facets[dimension]
        ]

    def _toggled(self, dimension: str, it: FacetCount) -> Mapping[str, Any]:
        """The question with a value in place of the parameter's own: so many facts as are said.

        A value that is asked for is taken out.
        """
        asked = {name: value for name, value in self.digest.parameters.items() if name != dimension}
        if not it.selected:
            return {**asked, dimension: [it.value]}
        rest = [value for value in self.digest.parameters[dimension] if str(value) != it.value]
        return {**asked, dimension: rest} if rest else asked

    def time(self) -> Markup:
        """Facts by month of a year, or by year."""
        timeline = self.digest.timeline
        if timeline.year is None:
            bars = [self._bar(it, f"{it.first.year}", f"{it.first.year}") for it in timeline.bars]
            return draw_years(bars, "Facts by year")
        months = [self._bar(it, f"{it.first:%Y-%m}", f"{it.first:%b}") for it in timeline.bars]
        wider = [
            Span(it.first, it.last, say_span(it.first, it.last), it.facts) for it in timeline.wider
        ]
        return draw_months(timeline.year, months, wider, f"Facts by month of {timeline.year}")

    def _bar(self, period: Period, value: str, label: str) -> Counted:
        days = (period.first, period.last)
        is_selected = self.digest.asked.date_span() == days
        href = self.places.explorer(self._within(None if is_selected else days))
        return Counted(value, label, period.facts, href, is_selected)

    def _within(self, days: tuple[date, date] | None) -> Mapping[str, Any]:
        """The question with these days in place of its own."""
        asked = {name: it for name, it in self.digest.parameters.items() if name not in _DAYS}
        if asked.get("date_match") == DateMatch.OVERLAPS:
            # Years overlap in any case; what a bar counts lies within.
            del asked["date_match"]
        return asked if days is None else {**asked, **dict(zip(_DAYS, days, strict=True))}

    def partners(self, centre: str | None) -> Partners | None:
        """Who stands in the same facts, around an entity; None where there are too few."""
        shared = {it.entity.id: len(it.facts) for it in self.digest.graph.nodes}
        # Who is in none of the facts has nobody around.
        centre = centre if centre in shared else None
        if centre is not None:
            shared = {centre: shared[centre]}
            for edge in self.digest.graph.edges:
                if centre in (edge.source.id, edge.target.id):
                    other = edge.target if edge.source.id == centre else edge.source
                    shared[other.id] = len(edge.facts)
        nodes = [self._node(id_, count, centre) for id_, count in shared.items() if id_ != centre]
        if len(nodes) < 2:
            return None
        middle = self._node(centre, shared[centre], None) if centre is not None else None
        nodes.sort(key=lambda it: (-it.count, it.label))
        edges = [Edge(it.source.id, it.target.id, len(it.facts)) for it in self.digest.graph.edges]
        title = "Named in the same facts"
        names = {it.value: self.registry.entities[it.value].name for it in nodes}
        counted = [Counted(it.value, names[it.value], it.count, it.href) for it in nodes]
        return Partners(
            graph=draw_partners(middle, nodes, edges, title),
            bars=_bars(counted, title),
            centre=middle.label if middle is not None else "",
        )

    def _node(self, id_: str, count: int, centre: str | None) -> Node:
        entity = self.registry.entities[id_]
        asked = self.digest.parameters
        # Where a country is asked for, all of the facts have it.
        both = [it for it in (centre, id_) if it is not None and asked.get("country") != [it]]
        joined = list(dict.fromkeys([*asked.get("party_all", []), *both]))
        return Node(
            value=id_,
            label=entity.acronym if entity.acronym and len(entity.name) > _LONG else entity.name,
            count=count,
            kind=entity.kind,
            group=self._group(id_),
            href=self.places.explorer({**asked, "party_all": joined} if joined else asked),
        )

    def _group(self, id_: str) -> str:
        entity = self.registry.entities[id_]
        if entity.kind is not EntityKind.COUNTRY:
            return "Organizations"
        return self.registry.entities[entity.parent].name if entity.parent is not None else ""

    @property
    def amounts(self) -> Amounts:
        """The figures of these facts."""
        return Amounts(self.digest.figures, self.places, self.registry, self.own)


def _bars(counted: Sequence[Counted], title: str) -> Bars:
    most = max((it.count for it in counted), default=0)
    first = [it for n, it in enumerate(counted) if n < _SHOWN or it.selected]
    others = [it for it in counted[_SHOWN:] if not it.selected]
    return Bars(
        first=draw_bars(first, title, most) if first else Markup(""),
        others=draw_bars(others, f"More {title.lower()}", most) if others else Markup(""),
        left_out=len(others),
    )
