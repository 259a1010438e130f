"""Figures as flat rows: each with as much of its fact as is needed to read it alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from policyfacts.edtf import parse_edtf

_OF_THE_FACT = (
    *("review", "type", "status", "date", "countries", "regions", "organizations"),
    *("topics", "statement", "evidence", "asserted_by"),
)


def list_figures(fact: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield one row per figure of a fact.

    `period_start` and `period_end` are the first and last day of the figure's own period, None
    where the source gives none.
    """
    for figure in fact["figures"]:
        span = parse_edtf(figure["period"]) if figure["period"] is not None else None
        yield {
            "fact": fact["id"],
            **{name: figure[name] for name in ("measure", "value", "unit", "bound", "basis")},
            "period": figure["period"],
            "period_start": span.start.isoformat() if span is not None else None,
            "period_end": span.end.isoformat() if span is not None else None,
            "of": figure["of"],
            **{name: fact[name] for name in _OF_THE_FACT},
        }
