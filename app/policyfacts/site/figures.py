"""The figures of a digest: amounts of one unit as drawings, all others in words."""

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
from policyfacts.site.page_urls import Places
from policyfacts.site.rendering import say_word
from policyfacts.vocabulary import Basis, Bound, Role
from policyfacts.wording.dates_and_figures import ORDINALS, plural, say_date, say_figure

_NAMED = 2
_ASIDE = frozenset((Role.EXCLUDED.value, Role.MENTIONED.value))


@dataclass(frozen=True)
class Amounts:
    """Rows of figures, as the API has them; `own` are the reviewing countries."""

    rows: Sequence[Mapping[str, Any]]
    places: Places
    registry: EntityRegistry
    own: frozenset[str]

    def drawn(self) -> Iterator[tuple[str, Markup]]:
        """Amounts of one unit side by side, where there are several, with the unit in words."""
        for unit, rows in self._by_unit():
            if len(rows) > 1:
                name = unit if unit.isupper() else say_word(plural(unit))
                yield name, draw_quantities(self._quantities(rows), f"Figures in {name}")

    def alone(self) -> list[Quantity]:
        """Those that there is nothing to draw beside: alone of their unit, or places in a row."""
        alone = [row for _, rows in self._by_unit() if len(rows) == 1 for row in rows]
        ordinal = [row for row in self.rows if row["measure"] in ORDINALS]
        return self._quantities([*alone, *ordinal])

    def _by_unit(self) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
        amounts = [row for row in self.rows if row["measure"] not in ORDINALS]
        for unit, rows in groupby(sorted(amounts, key=_place), key=itemgetter("unit")):
            yield unit, list(rows)

    def _quantities(self, rows: Sequence[Mapping[str, Any]]) -> list[Quantity]:
        """Figures as they are drawn; statements tell those of one label apart."""
        named = [(self._figure_label(row), row) for row in rows]
        alike = Counter((label, row["period"]) for label, row in named)
        return [
            Quantity(
                label=label,
                value=row["value"],
                unit=row["unit"],
                words=say_figure(row),
                bound=Bound(row["bound"]),
                basis=Basis(row["basis"]),
                period=say_date(row["period"]) if row["period"] is not None else "",
                note=row["statement"] if alike[label, row["period"]] > 1 else "",
                href=self.places.page("fact", row["fact"]),
            )
            for label, row in named
        ]

    def _figure_label(self, row: Mapping[str, Any]) -> str:
        """What it measures, with whom, and without whom: a part is never said to be the whole."""
        parties = [*row["organizations"], *row["regions"], *row["countries"]]
        others = [it for it in parties if it["id"] not in self.own]
        named = [self._short(it) for it in others if it["role"] not in _ASIDE]
        without = [self._short(it) for it in others if it["role"] == Role.EXCLUDED]
        if len(named) > _NAMED:
            named[_NAMED:] = [f"{len(named) - _NAMED} more"]
        if without:
            named.append(f"without {' and '.join(without)}")
        return ", ".join([self.registry.measures[row["measure"]].name, *named])

    def _short(self, party: Mapping[str, Any]) -> str:
        """An acronym where there is one: names of organizations are longer than lines."""
        return self.registry.entities[party["id"]].acronym or str(party["name"])


def _place(row: Mapping[str, Any]) -> tuple[str, str, float]:
    """Of one unit and measure the largest first."""
    return row["unit"], row["measure"], -row["value"]
