"""Checks of the dates and amounts of a sentence against the facts that cite it."""

import re
from calendar import month_name
from collections.abc import Iterator

from policyfacts.currencies import CURRENCIES
from policyfacts.edtf import Span, parse_edtf
from policyfacts.errors import SeedError
from policyfacts.loader.seed.records import FactRecord, FigureRecord
from policyfacts.loader.source_text.mentions import PERCENT, Amount, DateMention, find_ordinals
from policyfacts.loader.source_text.sentences import Sentence

# A reference to two parties: both sides, both of our countries; not "both at home and abroad".
_BOTH = re.compile(r"\bboth (?:of )?(?:the |our |its |their |these )?(?:[a-z]+ )?[a-z]+s\b", re.I)
# Codes of one currency before and after its face values were cut.
_RENAMED = {"BYR": "BYN", "ZMK": "ZMW", "MRO": "MRU", "STD": "STN", "VEF": "VES"}


def check_numbers(sentence: Sentence) -> Iterator[SeedError]:
    """Yield an error for each amount, ordinal and `both` that no fact counts."""
    figures = [figure for fact in sentence.facts for figure in fact.figures]
    times = {float(fact.times) for fact in sentence.facts if fact.times is not None}
    for amount in sentence.amounts:
        yield from _check_amount(sentence, amount, figures, times)
    for ordinal in find_ordinals(sentence.text):
        yield from _check_amount(sentence, ordinal, figures, times)
    match = _BOTH.search(sentence.text)
    if match is not None:
        both = match[0].split()[0]
        amount = Amount(*match.span(), both, both, 2, None)
        yield from _check_amount(sentence, amount, figures, times)


def _check_amount(
    sentence: Sentence, amount: Amount, figures: list[FigureRecord], times: set[float]
) -> Iterator[SeedError]:
    if sentence.has_exception(amount.words) or sentence.has_exception(amount.number):
        return
    units = {figure.unit for figure in figures if figure.value == amount.value}
    figure_words = f"{amount.value:.6f}".rstrip("0").rstrip(".")
    if not units and amount.value not in times:
        yield sentence.at(f"'{amount.words}': no fact citing it has the figure {figure_words}")
    elif units and amount.unit and not any(_is_same(amount.unit, unit) for unit in units):
        others = " and ".join(sorted(units))
        yield sentence.at(
            f"'{amount.words}': the figure {figure_words} of a fact citing it has the unit "
            f"{others}, not {amount.unit}"
        )


def _is_same(unit: str, stored: str) -> bool:
    """Return whether units agree; of what is counted, the words differ and are not compared."""
    if unit in CURRENCIES:
        return _RENAMED.get(unit, unit) == _RENAMED.get(stored, stored)
    return unit != PERCENT or stored == PERCENT


def check_dates(sentence: Sentence, own_year: int) -> Iterator[SeedError]:
    """Yield an error for each date that no fact has as exactly as the sentence."""
    spans = [span for fact in sentence.facts for span in _spans(fact)]
    for mention in sentence.dates:
        part = next(_missing_parts(sentence, mention, spans, own_year), None)
        if part is not None and not sentence.has_exception(mention.words):
            yield sentence.at(
                f"'{mention.words}': no fact citing it has that {part} in a date, term or period"
            )


def _spans(fact: FactRecord) -> Iterator[Span]:
    for text in (fact.date, fact.term, *(figure.period for figure in fact.figures)):
        if text is not None:
            yield parse_edtf(text)


def _missing_parts(
    sentence: Sentence, mention: DateMention, spans: list[Span], own_year: int
) -> Iterator[str]:
    """Yield `year`, `month` or `day` where no fact has that of the beginning or the end."""
    for point in mention.edtf.split("/"):
        year, month, day = (*map(int, point.split("-")), 0, 0)[:3]
        is_covered = any(span.start.year <= year <= span.end.year for span in spans)
        if year != own_year and not is_covered and not sentence.has_exception(str(year)):
            yield "year"
        dated = [
            end
            for span in spans
            for end in (span.start, span.end)
            if "-" in span.edtf and (end.year == year or not mention.has_year)
        ]
        is_passed = sentence.has_exception(month_name[month])
        if month and not is_passed and month not in {end.month for end in dated}:
            yield "month"
        is_passed = sentence.has_exception(str(day))
        if day and not is_passed and (month, day) not in {(end.month, end.day) for end in dated}:
            yield "day"
