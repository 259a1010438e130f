"""Figures: which facts have one of a kind, and where figures stand."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, Connection, RowMapping, bindparam, func, or_, select

from policyfacts.models import Fact, FactFigure

_WANTED = (
    or_(
        bindparam("any_measure", type_=Boolean),
        FactFigure.measure_id.in_(bindparam("measures", expanding=True)),
    ),
    or_(
        bindparam("any_unit", type_=Boolean),
        FactFigure.unit.in_(bindparam("units", expanding=True)),
    ),
    FactFigure.value >= bindparam("least"),
    FactFigure.value <= bindparam("most"),
)

_FACT = Fact.number == FactFigure.fact_number

_NUMBERS = select(FactFigure.fact_number).where(*_WANTED).distinct()
# A figure without a time of its own has the time of its fact.
_FIGURES = (
    select(
        FactFigure.fact_number.label("fact"),
        FactFigure.position.label("figure"),
        func.coalesce(FactFigure.period_start, Fact.date_start).label("start"),
        func.coalesce(FactFigure.period_end, Fact.date_end).label("end"),
    )
    .join_from(FactFigure, Fact, _FACT)
    .where(*_WANTED)
)


def list_numbers_with(connection: Connection, wanted: Mapping[str, Any]) -> Sequence[int]:
    """Numbers of facts that have a figure as wanted: measures, units, least, most."""
    return connection.scalars(_NUMBERS, _parameters(wanted)).all()


def list_figures(connection: Connection, wanted: Mapping[str, Any]) -> Sequence[RowMapping]:
    """Figures as wanted, each with its fact's number, its place there, its first and last day."""
    return connection.execute(_FIGURES, _parameters(wanted)).mappings().all()


def _parameters(wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **wanted,
        "any_measure": not wanted["measures"],
        "any_unit": not wanted["units"],
    }
