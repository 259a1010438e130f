"""Figures are drawn no more exact than they are."""

from xml.etree.ElementTree import Element

import pytest

from policyfacts.charts.chart_data import Quantity
from policyfacts.charts.figures import draw_quantities
from policyfacts.vocabulary import Basis, Bound
from tests.charts.svg_reader import of_class, read


def draw(bound: Bound, basis: Basis = Basis.ACTUAL, value: float = 5e8) -> Element:
    return read(
        draw_quantities([Quantity("Trade", value, "USD", "so much", bound, basis)], "Figures")
    )


def outside_legend(root: Element, *names: str) -> list[str]:
    in_legend = {it for sample in of_class(root, "sample") for it in sample.iter()}
    return [it.tag for it in of_class(root, *names) if it not in in_legend]


@pytest.mark.parametrize("bound", Bound)
def test_only_an_exact_value_is_a_bar_that_simply_ends(bound: Bound) -> None:
    root = draw(bound)
    is_open = bound in (Bound.OVER, Bound.AT_LEAST, Bound.UNDER, Bound.AT_MOST)
    assert bool(outside_legend(root, "arrow")) is is_open
    assert bool(outside_legend(root, "veil")) is (bound is Bound.ABOUT)
    assert bool(outside_legend(root, "unsure")) is (bound in (Bound.UNDER, Bound.AT_MOST))
    assert bool(of_class(root, "sample")) is (bound is not Bound.EXACT)


def test_an_open_bound_goes_on_in_its_own_direction() -> None:
    for bound, is_up in ((Bound.OVER, True), (Bound.AT_LEAST, True), (Bound.UNDER, False)):
        shaft = of_class(draw(bound), "shaft")[0]
        assert (float(shaft.get("x2", "")) > 0) is is_up
    assert outside_legend(draw(Bound.OVER), "open")
    assert outside_legend(draw(Bound.AT_LEAST), "closed")


@pytest.mark.parametrize("basis", Basis)
def test_what_is_not_real_yet_is_hollow(basis: Basis) -> None:
    root = draw(Bound.EXACT, basis)
    assert bool(outside_legend(root, "hollow")) is (basis is not Basis.ACTUAL)
    samples = ["".join(it.itertext()).strip() for it in of_class(root, "sample")]
    assert samples == ([] if basis is Basis.ACTUAL else [basis.value])


def test_bars_are_as_long_as_their_values_from_zero_on() -> None:
    values = (39.7e9, 3.8e9, 0.0, -3.8e9)
    rows = [Quantity("Balance", it, "USD", "so much") for it in values]
    bars = of_class(read(draw_quantities(rows, "Figures")), "bar")
    lengths = [float(it.get("width", "").removesuffix("%")) for it in bars]
    assert lengths[0] / lengths[1] == pytest.approx(39.7 / 3.8, rel=0.01)
    assert lengths[1] == pytest.approx(lengths[3])
    assert lengths[2] == 0
    assert bars[3].get("x") == "0%"


def test_a_range_has_both_ends() -> None:
    root = read(
        draw_quantities([Quantity("Visits", 10, "visit", "10 to 20 visits", upper=20)], "Figures")
    )
    assert len(of_class(root, "range")) == 1
    assert [it.text for it in of_class(root, "value")] == ["10 to 20 visits"]


def test_units_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="units"):
        draw_quantities(
            [Quantity("a", 1, "USD", "1 USD"), Quantity("b", 1, "percent", "1%")], "Figures"
        )


def test_a_share_is_drawn_beside_its_whole() -> None:
    rows = [Quantity("Share", it, "percent", "so much") for it in (49.5, 95.0)]
    root = read(draw_quantities(rows, "Figures"))
    half, most = (float(it.get("width", "").removesuffix("%")) for it in of_class(root, "bar"))
    whole = max(float(it.get("x1", "").removesuffix("%")) for it in of_class(root, "axis"))
    assert half / whole == pytest.approx(0.495, rel=0.01)
    assert most / whole == pytest.approx(0.95, rel=0.01)


def test_long_labels_stand_whole_and_notes_tell_equal_ones_apart() -> None:
    label = "Trade balance, Commonwealth of Independent States, Georgia, without Russia"
    rows = [Quantity(label, it, "USD", "so much", note=f"Of {it}.") for it in (1, 2)]
    root = read(draw_quantities(rows, "Figures"))
    assert [it.text for it in of_class(root, "name")] == [label, label]
    assert [it.text for it in of_class(root, "note")] == ["Of 1.", "Of 2."]
