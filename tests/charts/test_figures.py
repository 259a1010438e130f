"""Figures are drawn no more exactly than they are stated."""

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


def tags_outside_legend(root: Element, *names: str) -> list[str]:
    in_legend = {element for sample in of_class(root, "sample") for element in sample.iter()}
    return [element.tag for element in of_class(root, *names) if element not in in_legend]


@pytest.mark.parametrize("bound", Bound)
def test_each_bound_has_its_mark_and_only_exact_values_have_none(bound: Bound) -> None:
    root = draw(bound)
    is_open = bound in (Bound.OVER, Bound.AT_LEAST, Bound.UNDER, Bound.AT_MOST)
    assert bool(tags_outside_legend(root, "arrow")) is is_open
    assert bool(tags_outside_legend(root, "veil")) is (bound is Bound.ABOUT)
    assert bool(tags_outside_legend(root, "unsure")) is (bound in (Bound.UNDER, Bound.AT_MOST))
    assert bool(of_class(root, "sample")) is (bound is not Bound.EXACT)


def test_arrow_of_an_open_bound_points_in_its_direction() -> None:
    for bound, is_up in ((Bound.OVER, True), (Bound.AT_LEAST, True), (Bound.UNDER, False)):
        shaft = of_class(draw(bound), "shaft")[0]
        assert (float(shaft.get("x2", "")) > 0) is is_up
    assert tags_outside_legend(draw(Bound.OVER), "open")
    assert tags_outside_legend(draw(Bound.AT_LEAST), "closed")


@pytest.mark.parametrize("basis", Basis)
def test_figures_that_are_not_actual_are_hollow(basis: Basis) -> None:
    root = draw(Bound.EXACT, basis)
    assert bool(tags_outside_legend(root, "hollow")) is (basis is not Basis.ACTUAL)
    samples = ["".join(sample.itertext()).strip() for sample in of_class(root, "sample")]
    assert samples == ([] if basis is Basis.ACTUAL else [basis.value])


def test_lengths_of_bars_are_proportional_to_values_from_zero() -> None:
    values = (39.7e9, 3.8e9, 0.0, -3.8e9)
    rows = [Quantity("Balance", value, "USD", "so much") for value in values]
    bars = of_class(read(draw_quantities(rows, "Figures")), "bar")
    lengths = [float(bar.get("width", "").removesuffix("%")) for bar in bars]
    assert lengths[0] / lengths[1] == pytest.approx(39.7 / 3.8, rel=0.01)
    assert lengths[1] == pytest.approx(lengths[3])
    assert lengths[2] == 0
    assert bars[3].get("x") == "0%"


def test_a_range_is_drawn_with_both_ends() -> None:
    root = read(
        draw_quantities([Quantity("Visits", 10, "visit", "10 to 20 visits", upper=20)], "Figures")
    )
    assert len(of_class(root, "range")) == 1
    assert [text.text for text in of_class(root, "value")] == ["10 to 20 visits"]


def test_mixed_units_are_refused() -> None:
    with pytest.raises(ValueError, match="units"):
        draw_quantities(
            [Quantity("a", 1, "USD", "1 USD"), Quantity("b", 1, "percent", "1%")], "Figures"
        )


def test_a_share_is_drawn_beside_its_whole() -> None:
    rows = [Quantity("Share", value, "percent", "so much") for value in (49.5, 95.0)]
    root = read(draw_quantities(rows, "Figures"))
    half, most = (float(bar.get("width", "").removesuffix("%")) for bar in of_class(root, "bar"))
    full_width = max(float(line.get("x1", "").removesuffix("%")) for line in of_class(root, "axis"))
    assert half / full_width == pytest.approx(0.495, rel=0.01)
    assert most / full_width == pytest.approx(0.95, rel=0.01)


def test_long_labels_stand_whole_and_notes_tell_equal_ones_apart() -> None:
    label = "Trade balance, Commonwealth of Independent States, Georgia, without Russia"
    rows = [Quantity(label, number, "USD", "so much", note=f"Of {number}.") for number in (1, 2)]
    root = read(draw_quantities(rows, "Figures"))
    assert [text.text for text in of_class(root, "name")] == [label, label]
    assert [text.text for text in of_class(root, "note")] == ["Of 1.", "Of 2."]
