"""Figures by their values; all other conditions on them are matched by sets."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from policyfacts.models import FactFigure

_IN_SPAN = select(FactFigure.position, FactFigure.fact_number).where(
    FactFigure.value >= bindparam("least"), FactFigure.value <= bindparam("most")
)
_IN_SPAN_OF_UNITS = _IN_SPAN.where(FactFigure.unit.in_(bindparam("units", expanding=True)))


def list_figures_between(
    connection: Connection, least: float, most: float, units: Collection[str]
) -> dict[int, list[int]]:
    """List the numbers of the facts with such a value, by the figure's index; no units are any."""
    bound: dict[str, object] = {"least": least, "most": most}
    if units:
        bound["units"] = sorted(units)
    numbers: dict[int, list[int]] = {}
    for index, number in connection.execute(_IN_SPAN_OF_UNITS if units else _IN_SPAN, bound):
        numbers.setdefault(index, []).append(number)
    return numbers
