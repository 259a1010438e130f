"""Checks of the dates and amounts of a sentence against the facts that cite it."""

import re
from calendar import month_name
from collections.abc import Iterator

from policyfacts.currencies import CURRENCIES
from policyfacts.edtf import Span, parse_edtf
from policyfacts.loader.rules.rule import Violation, WordsTest
from policyfacts.loader.seed.records import FactRecord, FigureRecord
from policyfacts.loader.source_text.mentions import PERCENT, Amount, DateMention, find_ordinals
from policyfacts.loader.source_text.sentences import Sentence

# A reference to two parties: both sides, both of our countries; not "both at home and abroad".
_BOTH = re.compile(r"\bboth (?:of )?(?:the |our |its |their |these )?(?:[a-z]+ )?[a-z]+s\b", re.I)
# Codes of one currency before and after its face values were cut.
_RENAMED = {"BYR": "BYN", "ZMK": "ZMW", "MRO": "MRU", "STD": "STN", "VEF": "VES"}


def check_numbers(sentence: Sentence) -> Iterator[Violation]:
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
) -> Iterator[Violation]:
    units = {figure.unit for figure in figures if figure.value == amount.value}
    figure_words = f"{amount.value:.6f}".rstrip("0").rstrip(".")
    if not units and amount.value not in times:
        message = f"no fact citing it has the figure {figure_words}"
    elif units and amount.unit and not any(_is_same(amount.unit, unit) for unit in units):
        others = " and ".join(sorted(units))
        has = f"the figure {figure_words} of a fact citing it has the unit"
        message = f"{has} {others}, not {amount.unit}"
    else:
        return
    error = sentence.at(f"'{amount.words}': {message}")
    yield Violation(error, (sentence.locator,), (amount.words, amount.number))


def _is_same(unit: str, stored: str) -> bool:
    """Return whether units agree; of what is counted, the words differ and are not compared."""
    if unit in CURRENCIES:
        return _RENAMED.get(unit, unit) == _RENAMED.get(stored, stored)
    return unit != PERCENT or stored == PERCENT


def check_dates(sentence: Sentence, own_year: int, is_excepted: WordsTest) -> Iterator[Violation]:
    """Yield an error for each date that no fact has as exactly as the sentence."""
    spans = [span for fact in sentence.facts for span in _spans(fact)]
    for mention in sentence.dates:
        missing = _missing_parts(mention, spans, own_year)
        part = next((part for part, words in missing if not is_excepted(words)), None)
        if part is not None:
            message = f"no fact citing it has that {part} in a date, term or period"
            error = sentence.at(f"'{mention.words}': {message}")
            yield Violation(error, (sentence.locator,), (mention.words,))


def _spans(fact: FactRecord) -> Iterator[Span]:
    for text in (fact.date, fact.term, *(figure.period for figure in fact.figures)):
        if text is not None:
            yield parse_edtf(text)


def _missing_parts(
    mention: DateMention, spans: list[Span], own_year: int
) -> Iterator[tuple[str, str]]:
    """Yield `year`, `month` or `day`, with its words, where no fact has it of begin or end."""
    for point in mention.edtf.split("/"):
        year, month, day = (*map(int, point.split("-")), 0, 0)[:3]
        is_covered = any(span.start.year <= year <= span.end.year for span in spans)
        if year != own_year and not is_covered:
            yield "year", str(year)
        dated = [
            end
            for span in spans
            for end in (span.start, span.end)
            if "-" in span.edtf and (end.year == year or not mention.has_year)
        ]
        if month and month not in {end.month for end in dated}:
            yield "month", month_name[month]
        if day and (month, day) not in {(end.month, end.day) for end in dated}:
            yield "day", str(day)
