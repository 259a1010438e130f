"""Dates and figures in words keep their precision and lose nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from policyfacts.wording.dates_and_figures import (
    plural,
    say_count,
    say_date,
    say_figure,
    say_locators,
    say_span,
    say_value,
)

FIGURE = {"measure": "trade-turnover", "unit": "USD", "bound": "exact", "basis": "actual"}


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2013", "2013"),
        ("2013-05", "May 2013"),
        ("2013-05-07", "7 May 2013"),
        ("2013-01-15/2013-01-17", "15 to 17 January 2013"),
        ("2013-07/2013-12", "July to December 2013"),
        ("2013-12-30/2014-01-02", "30 December 2013 to 2 January 2014"),
        ("2014/2016", "2014 to 2016"),
        ("2013-05/2014", "May 2013 to 2014"),
    ],
)
def test_date_in_words_keeps_its_precision(edtf: str, words: str) -> None:
    assert say_date(edtf) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2013, 1, 1), date(2013, 12, 31), "2013"),
        (date(2012, 1, 1), date(2015, 12, 31), "2012 to 2015"),
        (date(2012, 2, 1), date(2012, 2, 29), "February 2012"),
        (date(2013, 2, 1), date(2013, 6, 30), "February to June 2013"),
        (date(2013, 2, 1), date(2013, 2, 27), "1 to 27 February 2013"),
        (date(2013, 2, 3), date(2013, 2, 3), "3 February 2013"),
    ],
)
def test_span_of_whole_months_or_years_is_worded_so(first: date, last: date, words: str) -> None:
    assert say_span(first, last) == words


@given(st.dates(), st.dates())
def test_days_of_any_year_are_worded(one: date, another: date) -> None:
    first, last = sorted((one, another))
    words = say_span(first, last)
    assert words.endswith(str(last.year))
    assert str(first.year) in words


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"value": 500_000_000, "bound": "over"}, "more than 500 million USD"),
        ({"value": 1_900_000_000, "bound": "about"}, "about 1.9 billion USD"),
        ({"value": 140e6, "basis": "possible"}, "140 million USD, possible"),
        ({"value": 49.5, "unit": "percent", "of": "all trade"}, "49.5% of all trade"),
        ({"value": -0.5, "unit": "percent"}, "-0.5%"),
        ({"value": 9, "unit": "country", "of": "members"}, "9 countries (of the members)"),
        ({"measure": "session-number", "value": 68, "of": "sessions"}, "68th of the sessions"),
        ({"measure": "session-number", "value": 112}, "112th"),
        ({"measure": "mission-number", "value": 2}, "2nd"),
        (
            {"measure": "anniversary", "value": 20, "unit": "year", "of": "the signing"},
            "20 years since the signing",
        ),
        ({"value": 1, "unit": "agreement", "bound": "at-least"}, "at least 1 agreement"),
        ({"value": 426_140, "unit": "person"}, "426,140 persons"),
        (
            {"measure": "trade-rank", "value": 6, "unit": "partner", "bound": "at-most"},
            "among the first 6",
        ),
    ],
)
def test_figure_keeps_its_bound_unit_and_basis(figure: dict[str, object], words: str) -> None:
    assert say_figure({**FIGURE, "of": None, **figure}) == words


@given(value=st.one_of(st.integers(-(10**15), 10**15), st.floats(-1e15, 1e15)))
@examples(max_examples=200, deadline=None)
def test_no_digit_is_lost(value: float) -> None:
    number, *size, _ = say_value(value, "USD").split()
    factor = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
    assert float(number.replace(",", "")) * (factor[size[0]] if size else 1) == value


def test_one_is_singular_and_others_are_plural() -> None:
    assert (say_count(1), say_count(2), say_count(1234)) == ("1 fact", "2 facts", "1,234 facts")
    plurals = {"country": "countries", "day": "days", "person": "persons"}
    assert {unit: plural(unit) for unit in plurals} == plurals


@pytest.mark.parametrize(
    ("locators", "words"),
    [
        (["p09s2"], "paragraph 9, sentence 2"),
        (["p45s1", "p45s2"], "paragraph 45, sentences 1 and 2"),
        (
            ["p51s1", "p51s2", "p51s3", "p93s2"],
            "paragraph 51, sentences 1, 2 and 3; paragraph 93, sentence 2",
        ),
        (["p51s1", "annex"], "p51s1, annex"),
    ],
)
def test_locators_are_worded_by_paragraph(locators: list[str], words: str) -> None:
    assert say_locators(locators) == words
