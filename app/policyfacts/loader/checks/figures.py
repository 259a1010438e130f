"""Checks on figures: measures exist, and units are theirs."""

from collections.abc import Iterator

from policyfacts.currencies import CURRENCIES
from policyfacts.loader.checks.seed_index import SeedIndex
from policyfacts.loader.seed.records import FigureRecord
from policyfacts.loader.seed.suggestions import did_you_mean


def check_figure(figure: FigureRecord, known: SeedIndex) -> Iterator[tuple[str, str]]:
    """What is wrong with one figure: the key, and what."""
    measure = known.measures.get(figure.measure)
    if measure is None:
        error = known.word_fault(figure.measure, known.measures, "measure")
        if error:
            yield "measure", error
        return
    if figure.unit in measure.units and figure.unit != "currency":
        return
    if "currency" in measure.units:
        if figure.unit not in CURRENCIES:
            near = did_you_mean(figure.unit, CURRENCIES)
            yield "unit", f"'{figure.unit}' is not an ISO 4217 code{near}"
    else:
        wanted = " or ".join(measure.units)
        yield "unit", f"'{figure.measure}' is counted in {wanted}, not in '{figure.unit}'"
