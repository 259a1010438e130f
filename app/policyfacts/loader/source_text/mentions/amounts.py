"""The amounts of a text: money, shares, counts, each number of a range for itself."""

import math
import re
from dataclasses import dataclass, replace

from policyfacts.currencies import CURRENCIES
from policyfacts.loader.source_text.mentions.counted import counted_unit
from policyfacts.loader.source_text.mentions.dates import hide_dates
from policyfacts.loader.source_text.mentions.money import PREFIX, SUFFIX, currency
from policyfacts.loader.source_text.mentions.numerals import (
    DIGITS,
    SCALES,
    SPELT,
    digits_value,
    spelt_scale,
    spelt_value,
)
from policyfacts.loader.source_text.mentions.plain_text import MINUS, PlainText, before

_NEAR = 80
PERCENT, PERCENTAGE_POINT, TIMES = "percent", "percentage-point", "times"
_SCALE = (
    r"(?i:(?:hundred|thousand|million|milliard|billion|trillion)s?\b|dozen\b"
    r"|(?:thsd|mln|mio|mn|bln|bn|mrd|mlrd|mld|trn|tn)\b\.?)"
)
_SIGN = rf"(?:(?<!\d)(?<!\d ){MINUS}|(?<![^ \n(])(?<!\d )-(?=[\d$€£])|(?i:\bminus ))"
_RATIO = r"(?i:%|per ?cent(?:age[ -]points?)?\b|pct\b|p\.p\.|pp\b|-?fold\b|times\b)"
_AMOUNT = re.compile(
    rf"(?P<sign>{_SIGN})?(?:(?P<before>{PREFIX}) ?)?"
    rf"(?P<number>(?P<digits>(?:(?<=[$€£¥₽₴₸₹₩₺₪])|(?<=[A-Z]{{3}})|(?<![\w/]))(?<!\d[.,]){DIGITS})"
    rf"|(?P<spelt>{SPELT}))"
    rf"(?:[ -]?(?P<scale>{_SCALE}(?: {_SCALE})?)|(?P<short> ?[kKmMbB])(?!\w))?"
    rf"(?P<unit>[ -]?(?:(?P<ratio>{_RATIO})|(?P<after>{SUFFIX})))?"
)
_ORDINAL = re.compile(
    r"(?<![\w.,/])(\d+)(?:(?i:st|nd|rd|th)\b|\[(?i:st|nd|rd|th)\])(?P<century> (?i:centur))?"
)
_IDIOM_BEFORE = re.compile(r"\b(?:no|any|every|this|that|which|the|day) $", re.IGNORECASE)
_IDIOM_AFTER = re.compile(
    r" (?:of|another|such|should|must|can|may|hand|by one)\b|-(?:off|on|to|sided)\b|'s"
)
_BETWEEN = re.compile(r" ?- ?| (?:to|or|and) ")


@dataclass(frozen=True)
class Amount:
    """Letters `start` to `end` (excluded) of a text that give a value.

    `unit` is an ISO 4217 code, `percent`, `percentage-point`, `times`, or the counted word in the
    singular; None where the text does not say. `number` is what is written without the unit.
    """

    start: int
    end: int
    words: str
    number: str
    value: float
    unit: str | None


@dataclass(frozen=True)
class _Reading:
    """One number of a text, and what it lends to its neighbour in a range."""

    start: int
    number_end: int
    end: int
    mantissa: float
    scale: float | None
    unit: str | None

    @property
    def value(self) -> float:
        return round(self.mantissa * (self.scale or 1), 6)


def find_amounts(document: str) -> list[Amount]:
    """List the amounts of a text in its order; no dates, ordinals or numbers of articles."""
    text = hide_dates(PlainText.of(document))
    readings: list[_Reading] = []
    place = 0
    while match := _AMOUNT.search(text.letters, place):
        place = match.end()
        if not _is_idiom(text.letters, match) and not _ORDINAL.match(text.letters, match.start()):
            last = readings[-1] if readings else None
            between = text.letters[last.end : match.start()] if last else ""
            is_range = last is not None and _BETWEEN.fullmatch(between) is not None
            follows_money = is_range and last is not None and last.unit in CURRENCIES
            readings.append(_read(match, follows_money=follows_money))
            place = readings[-1].end
    return [_amount(text, reading) for reading in _share_units(text.letters, readings)]


def find_ordinals(document: str) -> list[Amount]:
    """List the ordinal numbers in digits, `68th`, but those of days and centuries."""
    text = hide_dates(PlainText.of(document))
    return [
        Amount(
            *text.place(*match.span()), text.words(*match.span()), match[1], float(match[1]), None
        )
        for match in _ORDINAL.finditer(text.letters)
        if not match["century"]
    ]


def _read(match: re.Match[str], *, follows_money: bool) -> _Reading:
    number = match["digits"] or match["spelt"]
    mantissa = digits_value(number) if match["digits"] else spelt_value(number)
    is_money = bool(match["before"] or match["after"] or follows_money)
    scale, number_end = _scale(match, is_money)
    if scale is None and match["spelt"]:
        scale = spelt_scale(number)
        mantissa /= scale or 1
    # The sign of the next amount follows too: $5 US$ 7.
    is_next = match["before"] and re.search(r"[a-z]", match["after"] or "") is None
    has_unit = match["unit"] and number_end == match.start("unit") and not is_next
    end = match.end() if has_unit else number_end
    unit = _unit(match) if has_unit or match["before"] else None
    sign = -1 if match["sign"] else 1
    return _Reading(match.start(), number_end, end, sign * mantissa, scale, unit)


def _scale(match: re.Match[str], is_money: bool) -> tuple[float | None, int]:
    """Return the scale, and where the number ends."""
    if match["scale"]:
        words = re.findall(r"[a-z]+", match["scale"].lower())
        factors = [SCALES.get(word) or SCALES[word.removesuffix("s")] for word in words]
        return math.prod(factors), match.end("scale")
    short = match["short"]
    # 500 m are metres, and 500m may be; 500k and 500M are thousands and millions.
    if short and (is_money or short in ("k", "K", "M")):
        return SCALES[short.strip().lower()], match.end("short")
    return None, match.end("number")


def _unit(match: re.Match[str]) -> str | None:
    ratio = (match["ratio"] or "").lower()
    if "point" in ratio or ratio in ("pp", "p.p."):
        return PERCENTAGE_POINT
    if "fold" in ratio or ratio == "times":
        return TIMES
    if ratio:
        return PERCENT
    after = match["after"] if re.search(r"[a-z]", match["after"] or "") else None
    return currency(after or match["before"] or match["after"])


def _share_units(letters: str, readings: list[_Reading]) -> list[_Reading]:
    """Return numbers with the scale and unit that a range writes once: 3 to 5 million euros."""
    shared = list(readings)
    for index in range(len(shared) - 2, -1, -1):
        first, second = shared[index], shared[index + 1]
        between = letters[first.end : second.start]
        if not _BETWEEN.fullmatch(between):
            continue
        is_one_kind = None in (first.unit, second.unit) or first.unit == second.unit
        if is_one_kind and first.scale is None and first.mantissa <= second.mantissa:
            first = replace(first, scale=second.scale)
        shared[index] = replace(first, unit=first.unit or second.unit)
        if between != " and ":
            shared[index + 1] = replace(second, unit=second.unit or first.unit)
    return shared


def _amount(text: PlainText, reading: _Reading) -> Amount:
    unit = reading.unit or counted_unit(text.letters[reading.end : reading.end + _NEAR])
    return Amount(
        *text.place(reading.start, reading.end),
        text.words(reading.start, reading.end),
        text.words(reading.start, reading.number_end),
        reading.value,
        unit,
    )


def _is_idiom(letters: str, match: re.Match[str]) -> bool:
    """Return True for `one of the`, `no one`, `one another`."""
    return match[0].lower() == "one" and bool(
        _IDIOM_BEFORE.search(before(letters, match.start()))
        or _IDIOM_AFTER.match(letters, match.end())
    )
