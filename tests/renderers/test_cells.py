"""Cells: text that a spreadsheet must not compute, and numbers that it must."""

import pytest

from policyfacts.renderers.cells import escape_formula, format_cell, join_values


@pytest.mark.parametrize("sign", list("=+-@\t\r\n＝＋－＠"))
def test_text_that_begins_like_a_formula_gets_an_apostrophe(sign: str) -> None:
    assert escape_formula(f"{sign}A1+2") == f"'{sign}A1+2"
    assert escape_formula(f"no {sign}A1") == f"no {sign}A1"


@pytest.mark.parametrize("number", ["-0.5", "+3", "-.5", "-1e9", "+1.5E-3", "-7.", "1900000000"])
def test_numbers_written_as_text_stay_numbers(number: str) -> None:
    assert escape_formula(number) == number


@pytest.mark.parametrize("formula", ["-1+1", "-0.5\n", "+3 ", "-١", "--1", "-", "+1e", "=-1"])
def test_text_that_only_resembles_a_number_gets_an_apostrophe(formula: str) -> None:
    assert escape_formula(formula) == f"'{formula}"


def test_values_are_formatted_in_one_way() -> None:
    values = (True, False, None, 0, -0.5, -3, 1900000000, "", "-x")
    cells = ["true", "false", "", "0", "-0.5", "-3", "1900000000", "", "'-x"]
    assert [format_cell(value) for value in values] == cells


def test_values_in_one_cell_are_joined_with_escapes() -> None:
    assert join_values(["BY", "TR"]) == "BY|TR"
    assert join_values(["a|b", "c\\"]) == "a\\|b|c\\\\"
    assert join_values([]) == ""
