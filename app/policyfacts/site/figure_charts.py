"""The figures of a summary: amounts of one unit as charts, all others in words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from markupsafe import Markup

from policyfacts.charts.chart_data import Quantity
from policyfacts.charts.figures import draw_quantities
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.site.page_urls import PageUrls
from policyfacts.site.rendering import say_word
from policyfacts.vocabulary import Basis, Bound, Role
from policyfacts.wording.dates_and_figures import ORDINALS, plural, say_date, say_figure

_MAX_NAMES = 2
_UNNAMED_ROLES = frozenset((Role.EXCLUDED.value, Role.MENTIONED.value))


@dataclass(frozen=True)
class FigureCharts:
    """Charts of figures; `rows` are those of the API, `reviewers` the reviewing countries."""

    rows: Sequence[Mapping[str, Any]]
    page_urls: PageUrls
    registry: EntityRegistry
    reviewers: frozenset[str]

    def charts(self) -> Iterator[tuple[str, Markup]]:
        """Yield each unit of several amounts in words, with a chart of them side by side."""
        for unit, rows in self._by_unit():
            if len(rows) > 1:
                name = unit if unit.isupper() else say_word(plural(unit))
                yield name, draw_quantities(self._quantities(rows), f"Figures in {name}")

    def without_chart(self) -> list[Quantity]:
        """List figures that no other can be drawn beside: the only one of a unit, and ordinals."""
        single = [row for _, rows in self._by_unit() if len(rows) == 1 for row in rows]
        ordinal = [row for row in self.rows if row["measure"] in ORDINALS]
        return self._quantities([*single, *ordinal])

    def _by_unit(self) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
        amounts = [row for row in self.rows if row["measure"] not in ORDINALS]
        for unit, rows in groupby(sorted(amounts, key=_sort_key), key=itemgetter("unit")):
            yield unit, list(rows)

    def _quantities(self, rows: Sequence[Mapping[str, Any]]) -> list[Quantity]:
        """Return figures as charts take them; statements tell those of one label apart."""
        labelled = [(self._figure_label(row), row) for row in rows]
        counts = Counter((label, row["period"]) for label, row in labelled)
        return [
            Quantity(
                label=label,
                value=row["value"],
                unit=row["unit"],
                words=say_figure(row),
                bound=Bound(row["bound"]),
                basis=Basis(row["basis"]),
                period=say_date(row["period"]) if row["period"] is not None else "",
                note=row["statement"] if counts[label, row["period"]] > 1 else "",
                href=self.page_urls.page("fact", row["fact"]),
            )
            for label, row in labelled
        ]

    def _figure_label(self, row: Mapping[str, Any]) -> str:
        """Return measure, partners and who is left out: a part must never look like the whole."""
        parties = [*row["organizations"], *row["regions"], *row["countries"]]
        others = [party for party in parties if party["id"] not in self.reviewers]
        names = [self._short(party) for party in others if party["role"] not in _UNNAMED_ROLES]
        excluded = [self._short(party) for party in others if party["role"] == Role.EXCLUDED]
        if len(names) > _MAX_NAMES:
            names[_MAX_NAMES:] = [f"{len(names) - _MAX_NAMES} more"]
        if excluded:
            names.append(f"without {' and '.join(excluded)}")
        return ", ".join([self.registry.measures[row["measure"]].name, *names])

    def _short(self, party: Mapping[str, Any]) -> str:
        """Return the acronym where there is one: names of organizations are longer than lines."""
        return self.registry.entities[party["id"]].acronym or str(party["name"])


def _sort_key(row: Mapping[str, Any]) -> tuple[str, str, float]:
    """Sort by unit and measure, the largest first."""
    return row["unit"], row["measure"], -row["value"]
