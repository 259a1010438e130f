"""Days, months and years as people write them: where each stands, before neighbours complete it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policyfacts.loader.source_text.mentions.plain_text import before

_NAMES = (
    "january february march april may june july august september october november december"
).split()
_SHORT = {**{name[:3]: number for number, name in enumerate(_NAMES, start=1)}, "sept": 9}
MONTHS = {**_SHORT, **{name: number for number, name in enumerate(_NAMES, start=1)}}
MONTH = rf"(?<![A-Za-z0-9_])(?i:{'|'.join(_NAMES)}|(?:sept|{'|'.join(_SHORT)})\b\.?)(?![A-Za-z])"
YEAR = r"(?:1\d|20)\d\d(?!\d|[.,]\d|'?s\b)"
_SPELT_DAYS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_IN_DIGITS = r"(?<![\d.,/$€£])(?:[12]\d|3[01]|0?[1-9])(?!\d)(?:\[?(?i:st|nd|rd|th)\b\]?)?"
_IN_WORDS = rf"(?<![\w-])(?i:{'|'.join(reversed(_SPELT_DAYS))})"
_DAY = rf"(?:{_IN_DIGITS}|{_IN_WORDS}(?= of {MONTH}))"
# A comma joins days only where another joint follows: 15, 16 and 17 May.
_COMMA = r", (?=\d{1,2}(?:st|nd|rd|th)?(?:,|,? and| to| ?-) ?\d)"
_JOIN = rf"(?: ?- ?| (?:to|until|till|through|and|or) |, and |{_COMMA}| ?/ ?)"
_DAYS = rf"{_DAY}(?:{_JOIN}{_DAY}){{0,9}}"
_NO_DAY = r"(?![.,:]?\d| ?%| (?i:per ?cent|hundred|thousand|million|billion|trillion)\b)"
_BEFORE_YEAR = r"(?:,? (?:of )?|[-/])"
_DAY_ALONE = re.compile(rf"{_IN_DIGITS}|{_IN_WORDS}")
_POINT = re.compile(
    rf"(?:(?P<days>{_DAYS})(?:(?i: day)? of |[ -]?|\. ?(?={MONTH},? {YEAR}))(?P<month>{MONTH})"
    rf"(?:{_BEFORE_YEAR}(?P<year>{YEAR}))?"
    rf"|(?P<month2>{MONTH})[ -](?:the )?(?P<days2>{_DAYS})"
    rf"(?:,? ?(?:of )?(?<!\d)(?P<year2>{YEAR})|{_NO_DAY})"
    rf"|(?P<month3>{MONTH})(?:{_BEFORE_YEAR}(?P<year3>{YEAR}))?)"
)
_WEAK = frozenset(("may", "march", "august"))
_BEFORE_MONTH = re.compile(
    r"(?:^|[^A-Za-z ] ?|\b[a-z][\w'-]* ?|\b(?:In|On|Since|Until|By|From|During|Last|Next|This|That"
    r"|Early|Mid|Late|The|And|Or|To|Of|Between|After|Before|For|Through|Every|Each) )$"
)
_VERB_AFTER = re.compile(r" (?:I|we|you|he|she|they|it|the|this|our|all|on|for|against)\b")
_SENTENCE_START = re.compile(r"(?:^|[.!?;:\n])\"? ?$")
_IN_ABBREVIATED = re.compile(r"\b(?:in|since|until|by|from|last|during) $", re.IGNORECASE)
_NEXT_MONTH = re.compile(rf" ?[-/] ?{MONTH}| (?:to|and|or|until|through) {MONTH}")
_COUNTED = re.compile(r" (?:[a-z]+ ){0,2}[a-z]+s\b")


@dataclass(frozen=True)
class Point:
    """A day, month or year; what is None is taken from a neighbour, or is not said."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None


def find_points(letters: str) -> Iterator[Point]:
    """Yield the days and months that name a month, in order."""
    place = 0
    while match := _POINT.search(letters, place):
        if match["days2"] and _counts(letters, match):
            yield Point(*match.span("month2"), None, MONTHS[match["month2"].lower().rstrip(".")])
            place = match.end("month2")
            continue
        year = match["year"] or match["year2"] or match["year3"]
        place = match.end()
        if _is_month(letters, match, has_year=year is not None):
            points = _run(match, _days(match), int(year) if year else None)
            yield from points
            place = points[-1].end


def _days(match: re.Match[str]) -> list[re.Match[str]]:
    """Return the days that a month is written with; of 15 and 3 it is the nearer one alone."""
    group = "days" if match["days"] else "days2"
    if not match[group]:
        return []
    days = list(_DAY_ALONE.finditer(match.string, *match.span(group)))
    breaks = [
        index for index in range(1, len(days)) if _number(days[index]) <= _number(days[index - 1])
    ]
    if not breaks:
        return days
    return days[breaks[-1] :] if group == "days" else days[: breaks[0]]


def _number(day: re.Match[str]) -> int:
    if day[0].lower() in _SPELT_DAYS:
        return _SPELT_DAYS.index(day[0].lower()) + 1
    return int("".join(char for char in day[0] if char.isdigit()))


def _run(match: re.Match[str], days: list[re.Match[str]], year: int | None) -> list[Point]:
    """Return the points of one month; together they cover all that is written of it."""
    month = MONTHS[_month_name(match).lower().rstrip(".")]
    if not days:
        return [Point(*match.span(), year, month)]
    points = [Point(*day.span(), year, month, _number(day)) for day in days]
    if match["days"]:
        points[-1] = replace(points[-1], end=match.end())
    else:
        points[0] = replace(points[0], start=match.start())
        is_cut = days[-1].end() < match.end("days2")
        points[-1] = replace(points[-1], end=days[-1].end() if is_cut else match.end())
    return points


def _month_name(match: re.Match[str]) -> str:
    return str(match["month"] or match["month2"] or match["month3"])


def _counts(letters: str, match: re.Match[str]) -> bool:
    """Return True where a number after a month counts: `In May 15 countries met`."""
    is_bare = not match["year2"] and re.fullmatch(r"\d+", match["days2"]) is not None
    follows_in = re.search(r"\b[Ii]n $", before(letters, match.start())) is not None
    return is_bare and follows_in and _COUNTED.match(letters, match.end()) is not None


def _is_month(letters: str, match: re.Match[str], *, has_year: bool) -> bool:
    """Return whether a word is a month: no verb, no person, no part of another word."""
    word = _month_name(match)
    name, has_day = word.rstrip("."), bool(match["days"] or match["days2"])
    earlier, is_short = before(letters, match.start()), name.lower() not in _NAMES
    if is_short:
        is_dotted = word.endswith(".") and _IN_ABBREVIATED.search(earlier) is not None
        has_next = _NEXT_MONTH.match(letters, match.end()) is not None
        return has_day or has_year or is_dotted or has_next
    if name.islower() and name in _WEAK:
        is_ordinal = match["days"] is not None and " of " in match[0]
        return has_year or is_ordinal or (has_day and name == "august")
    if has_day or has_year or name.lower() not in _WEAK:
        return True
    if _SENTENCE_START.search(earlier) and _VERB_AFTER.match(letters, match.end()):
        return False
    return _BEFORE_MONTH.search(earlier) is not None
