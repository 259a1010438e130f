"""Figures have the basis that the vocabulary gives to their measure."""

from pathlib import Path

from tests.loader.checking import change, findings
from tests.loader.seeds import TRADE, replace, small_facts


def test_figure_with_another_basis_than_its_measure_is_reported(small_seed: Path) -> None:
    replace(
        small_seed / "vocabulary" / "measures.yaml",
        "{id: trade-turnover,",
        "{id: trade-turnover, basis: committed,",
    )
    expected = "figures of 'trade-turnover' are 'committed', not 'actual'"
    assert findings(small_seed) == [expected]
    exceptions = (f"basis,{TRADE},trade-turnover,why",)
    assert findings(small_seed, exceptions=exceptions) == []
    figures = small_facts()[TRADE]["figures"]
    figures[0]["basis"] = "committed"
    assert findings(small_seed, change(TRADE, figures=figures)) == []
