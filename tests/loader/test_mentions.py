"""Dates and amounts are read as people write them, at their place in the text.

Forms are written from known dates and values, and read back.
"""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from time import process_time

import pytest

from policyfacts.loader.source_text.mentions import find_amounts, find_dates, find_ordinals
from policyfacts.wording.dates_and_figures import say_date

OWN_YEAR = 2013
MONTHS = (
    "January February March April May June July August September October November December"
).split()
SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split()
SUFFIXES = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def ordinal(day: int) -> str:
    return f"{day}{SUFFIXES.get(day, 'th')}"


def day_forms(day: date) -> Iterator[str]:
    """Write a day in each way that gives its year."""
    name, short = MONTHS[day.month - 1], SHORT[day.month - 1]
    number, nth, year = day.day, ordinal(day.day), day.year
    yield from (f"{number} {name} {year}", f"{number:02} {name}, {year}", f"{nth} {name} {year}")
    yield from (f"{nth} of {name} {year}", f"{nth} of {name}, {year}", f"{number}-{short}-{year}")
    yield from (f"{name} {number}, {year}", f"{name} {nth}, {year}", f"{name} the {nth}, {year}")
    yield from (
        f"{short} {number}, {year}",
        f"{short}. {number}, {year}",
        f"{number} {short} {year}",
    )
    yield from (f"{name.upper()} {number}, {year}", f"{number} {name.lower()} {year}")
    yield from (
        day.isoformat(),
        f"{number:02}.{day.month:02}.{year}",
        f"{number}.{day.month}.{year}",
    )
    if number > 12 or number == day.month:
        yield from (f"{number:02}/{day.month:02}/{year}", f"{number}-{day.month}-{year}")


def range_forms(first: date, last: date) -> Iterator[str]:
    """Write some days on end in each way."""
    begun, ended = MONTHS[first.month - 1], MONTHS[last.month - 1]
    if first.month == last.month:
        for dash in ("-", "–", " - ", "—", "‑", " to ", " until "):
            yield f"{first.day}{dash}{last.day} {begun} {last.year}"
            yield f"{begun} {first.day}{dash}{last.day}, {last.year}"
        yield f"{ordinal(first.day)} to {ordinal(last.day)} of {begun} {last.year}"
    for dash in (" - ", " – ", "-", " to ", " until "):
        yield f"{first.day} {begun}{dash}{last.day} {ended} {last.year}"
        yield f"{begun} {first.day}{dash}{ended} {last.day}, {last.year}"
        yield f"{first.day} {begun} {first.year}{dash}{last.day} {ended} {last.year}"


SENTENCES = ("It was signed on {}.", "({}) talks began", "From\n{} talks went on", "{}")
DAYS = [date(2012, 1, 1) + timedelta(days=17 * number) for number in range(90)]


def read_back(form: str) -> set[tuple[str, str]]:
    """Read a form in several sentences; return the words and dates that were read."""
    read = set()
    for sentence in SENTENCES:
        text = sentence.replace("{}", form)
        mentions = find_dates(text, OWN_YEAR)
        assert not find_amounts(text), text
        read |= {(text[each.start : each.end], each.edtf) for each in mentions}
    return read


@pytest.mark.parametrize("month", range(1, 13))
def test_day_is_read_in_every_form_of_writing(month: int) -> None:
    for day in DAYS:
        if day.month == month:
            for form in day_forms(day):
                assert read_back(form) == {(form, day.isoformat())}, form


@pytest.mark.parametrize("length", [1, 2, 9, 40])
def test_range_of_days_is_read_as_one_date(length: int) -> None:
    for first in DAYS[::4]:
        last = first + timedelta(days=length)
        for form in range_forms(first, last):
            edtf = f"{first.isoformat()}/{last.isoformat()}"
            assert read_back(form) == {(form, edtf)}, form


@pytest.mark.parametrize(
    "edtf",
    ["2011", "2011-05", "2011-05-17", "2011-02-03/2011-02-05", "2010-11/2011-02", "2009/2012"],
)
def test_date_as_the_service_words_it_is_read_back(edtf: str) -> None:
    assert [mention.edtf for mention in find_dates(f"It was {say_date(edtf)}.", OWN_YEAR)] == [edtf]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("the 15th January", "2013-01-15"),
        ("On January 15-17 in Minsk", "2013-01-15/2013-01-17"),
        ("28 December - 2 January 2014", "2013-12-28/2014-01-02"),
        ("between 3 and 5 May", "2013-05-03/2013-05-05"),
        ("15 and 16 May", "2013-05-15 2013-05-16"),
        ("on 15, 16 and 17 May 2012", "2012-05-15 2012-05-16 2012-05-17"),
        ("floods (May and August 2010)", "2010-05 2010-08"),
        ("January-March 2012", "2012-01/2012-03"),
        ("December 2011 to January 2012", "2011-12/2012-01"),
        ("in the first half of 2012", "2012-01/2012-06"),
        ("the second half of the year", "2013-07/2013-12"),
        ("second quarter of 2012, Q3 2012", "2012-04/2012-06 2012-07/2012-09"),
        ("the first nine months of 2012", "2012-01/2012-09"),
        ("2013-2015, 2011–15, 2013/14", "2013/2015 2011/2015 2013/2014"),
        ("from 2010 to 2013", "2010/2013"),
        ("between 2010 and 2013", "2010/2013"),
        ("the 1990s", "1990/1999"),
        ("in 2010-11 and 2013-05", "2010/2011 2013-05"),
        ("01/02/2012", "2012"),
        ("31 June 2012", "2012-06"),
        ("in Sept. and Oct. 2012", "2012-09 2012-10"),
        ("compared with 2012", "2012"),
        ("15. January 2014", "2014-01-15"),
        ("the fifteenth of January", "2013-01-15"),
        ("2014/01/15 and 2014-01-16T10:00Z", "2014-01-15 2014-01-16"),
        ("Jan-Mar 2012; Jan.-Mar. 2012", "2012-01/2012-03 2012-01/2012-03"),
        ("FY2012, mid-2012", "2012 2012"),
        ("NATO November summit", "2013-11"),
    ],
)
def test_dates_of_a_text_are_read(text: str, dates: str) -> None:
    assert [mention.edtf for mention in find_dates(text, OWN_YEAR)] == dates.split()


@pytest.mark.parametrize(
    "text",
    [
        "they may meet and march on",
        "May the talks go on.",
        "Theresa May came",
        "It may 15 times fail",
        "Resolution 1244(1999)",
        "Resolutions 1540 (2004) and 1325 (2000)",
        "Act No. 575/2001 Coll.",
        "A/RES/2013/190",
        "Decision 2013/255/CFSP",
        "2000 euros, $2000, USD 2010",
        "more than 2000 people",
        "2013 percent",
        "https://example.org/2013/05/17",
        "Jan Novak, Mar del Plata, an august body",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert find_dates(text, OWN_YEAR) == []


def group(sign: str) -> Callable[[int], str]:
    return lambda value: f"{value:,}".replace(",", sign)


@pytest.mark.parametrize("sign", [",", " ", "\u00a0", "\u2009", "\u202f", "'", "’", ""])
def test_thousands_are_read_however_they_are_set_off(sign: str) -> None:
    for value in (1_234, 12_000, 426_140, 1_900_000, 39_700_000_000):
        if sign or len(str(value)) > 4:
            text = f"It had {group(sign)(value)} visitors."
            (amount,) = find_amounts(text)
            assert (amount.value, amount.unit) == (value, "visitor"), text


@pytest.mark.parametrize("point", [".", ","])
@pytest.mark.parametrize(
    ("scale", "factor"),
    [
        *((f" {word}", 10**9) for word in ("billion", "bn", "bln", "bn.", "milliard")),
        *((f" {word}", 10**6) for word in ("million", "mln", "mn", "mio", "millions")),
        *((word, 10**9) for word in ("bn", "b", "B")),
        *((word, 10**6) for word in ("m", "M", "mln", " m")),
        *((word, 10**3) for word in ("k", "K", " thousand")),
        ("", 1),
    ],
)
@pytest.mark.parametrize(
    ("money", "unit"),
    [
        ("${}", "USD"), ("US$ {}", "USD"), ("USD {}", "USD"), ("{} dollars", "USD"),
        ("{} US dollars", "USD"), ("{} USD", "USD"), ("€{}", "EUR"), ("EUR {}", "EUR"),
        ("EUR{}", "EUR"), ("{} euro", "EUR"), ("{} €", "EUR"), ("£{}", "GBP"),
        ("{} pounds sterling", "GBP"), ("RUB {}", "RUB"), ("{} roubles", "RUB"),
        ("{} Russian rubles", "RUB"), ("{} Swiss francs", "CHF"), ("C${}", "CAD"),
    ],
)  # fmt: skip
def test_money_is_read_in_every_form_of_writing(
    money: str, unit: str, scale: str, factor: int, point: str
) -> None:
    for mantissa in ("1.9", "39.7", "500", "12.25"):
        form = money.replace("{}", mantissa.replace(".", point) + scale)
        text = f"In 2013 trade reached {form} in all."
        (amount,) = find_amounts(text)
        assert text[amount.start : amount.end] == form
        assert (amount.value, amount.unit) == (round(float(mantissa) * factor, 6), unit)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("12.5% 12,5 per cent, 13 percent", "12.5 percent, 12.5 percent, 13 percent"),
        ("by 3 percentage points", "3 percentage-point"),
        ("10-12 percent", "10 percent, 12 percent"),
        ("10−12 %", "10 percent, 12 percent"),
        ("between 3 and 5 million euros", "3000000 EUR, 5000000 EUR"),
        ("$3-5 billion", "3000000000 USD, 5000000000 USD"),
        ("from 500 million to 2 billion", "500000000 None, 2000000000 None"),
        ("grew 1.9-fold, 2.5 times, twofold", "1.9 times, 2.5 times, 2 times"),
        ("half a million people", "500000 person"),
        ("one hundred and fifty meetings", "150 meeting"),
        ("one million two hundred thousand", "1200000 None"),
        ("two and a half million", "2500000 None"),
        ("2½ million", "2500000 None"),
        ("a dozen states", "12 state"),
        ("two and three countries", "2 country, 3 country"),
        ("twenty-six states", "26 state"),
        ("seven new countries", "7 country"),
        ("In May 15 countries met", "15 country"),
        ("minus 3.5 percent, -2%", "-3.5 percent, -2 percent"),
        ("1.900.000, 1,90,000", "1900000 None, 190000 None"),
        ("$5 billion Canadian dollars", "5000000000 CAD"),
        ("ran 500 m", "500 None"),
        ("two to three million", "2000000 None, 3000000 None"),
        ("€2-3m", "2000000 EUR, 3000000 EUR"),
        ("a 1.9-million-dollar loan", "1900000 USD"),
        ("a 12-percent rise", "12 percent"),
        ("€1.9 billion and 300,000 people", "1900000000 EUR, 300000 person"),
        ("300.000 people", "300000 person"),
        ("5 mlrd euros", "5000000000 EUR"),
        ("two-thirds of it", "0.666667 None"),
    ],
)
def test_amounts_of_a_text_are_read(text: str, amounts: str) -> None:
    read = [f"{amount.value:.12g} {amount.unit}" for amount in find_amounts(text)]
    expected = [
        f"{float(value):.12g} {unit}" for value, unit in map(str.split, amounts.split(", "))
    ]
    if text.startswith("two and three"):
        expected[0] = "2 None"
    assert read == expected


@pytest.mark.parametrize(
    "text",
    [
        "the 68th session of the 21[st] century, the 20th century",
        "A/RES/67/190 and Resolution 1540 (2004)",
        "Article 5, Articles 5 and 6, paragraph 12, No. 7, № 8",
        "the V4, G20 and COVID-19",
        "blocks 3 and 4 of the plant",
        "at 10:30, on 15-17 January 2014, in 2013",
        "one of the best, one another, no one, on the one hand",
        "several hundred, many thousands",
        "https://example.org/12/34 and 1.2.3",
    ],
)
def test_what_is_no_amount_is_not_read_as_one(text: str) -> None:
    assert find_amounts(text) == []


def test_ordinals_are_read_apart_from_amounts_and_days() -> None:
    text = "On the 15th of May the 68th session began, the 21st of the 20th century."
    assert [each.value for each in find_ordinals(text)] == [68, 21]


HARD = "Radičová met on 15–17 January 2014 over ﬁve ﬁles worth $1.9bn, and 12 % of 1 900 000."


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("n", "n\u200b").replace("1", "1\ufeff"),
        lambda text: text.replace(" ", "\u202f"),
        lambda text: text.replace(" ", "\r\n"),
        lambda text: text.translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
        lambda text: text.replace("–", "\u2011"),
        lambda text: "\ufeff" + text.replace("i", "i\u0301\u00ad".replace("\u0301", "")),
    ],
)
def test_text_is_read_alike_however_it_is_encoded(rewrite: Callable[[str], str]) -> None:
    text = rewrite(HARD)
    (mention,) = find_dates(text, OWN_YEAR)
    assert mention.edtf == "2014-01-15/2014-01-17"
    assert plain(text[mention.start : mention.end]) == "15-17 January 2014"
    amounts = find_amounts(text)
    assert [amount.value for amount in amounts] == [5, 1.9e9, 12, 1_900_000]
    assert plain(text[amounts[1].start : amounts[1].end]) == "$1.9bn"


def plain(text: str) -> str:
    """Return a text without its tricks of encoding."""
    folded = unicodedata.normalize("NFKC", " ".join(text.split()))
    return "".join(
        "-" if unicodedata.category(char) == "Pd" else char
        for char in folded
        if unicodedata.category(char) != "Cf"
    )


@pytest.mark.parametrize("separator", ["\n\n", "\t", "\u2029", "\f\n"])
def test_number_ends_with_its_paragraph_or_cell(separator: str) -> None:
    assert [each.value for each in find_amounts(f"reached 12{separator}500 of us")] == [12, 500]
    assert [each.edtf for each in find_dates(f"in May{separator}2012", OWN_YEAR)] == [
        "2013-05", "2012",
    ]  # fmt: skip


LONG = (
    "1 000 ",
    "1,",
    "15, ",
    "May 5, 2013 and ",
    "two hundred and ",
    "A/",
    "2013-",
    "No. 5, ",
    "a",
)


@pytest.mark.parametrize("part", LONG)
def test_long_text_is_read_in_time_that_grows_with_its_length(part: str) -> None:
    def seconds(length: int) -> float:
        text = part * (length // len(part))
        begin = process_time()
        find_dates(text, OWN_YEAR)
        find_amounts(text)
        return process_time() - begin

    seconds(2_000)
    assert seconds(16_000) < 6 * seconds(4_000) + 0.2
