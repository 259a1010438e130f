"""Values as people write them, where a parameter wants them otherwise: what to write instead."""

import re
from calendar import month_abbr
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

_YEAR = "([12][0-9]{3})"
_DASH = r"(?:-|–|—|−|\.\.\.?|…|:|/|~|,| to | till | until | and )"
_SPAN = re.compile(rf"(?:between |from |\[|\()?{_YEAR} ?{_DASH} ?{_YEAR}[\])]?")
_FIRST = re.compile(rf"(?:>=?|≥|from |since |after ){_YEAR}|{_YEAR} ?(?:\+|-|–|\.\.|:|/)")
_LAST = re.compile(rf"(?:<=?|≤|to |until |till |before |-|–|\.\.){_YEAR}")
_DECADE = re.compile("([12][0-9]{2}0)(?:s|'s|’s)")
_IN_A_YEAR = re.compile(f"{_YEAR}-[0-9]{{2}}(-[0-9]{{2}})?")
_MONTH_NUMBERS = {month.lower(): number for number, month in enumerate(month_abbr) if number}
_MONTH = "(" + "|".join(_MONTH_NUMBERS) + r")[a-z]*\.?"
_GROUPED = re.compile(r"[$€£]?(-?[0-9]{1,3}(?:[ ,'’_  ][0-9]{3})+|-?[0-9]+)(\.[0-9]+)?\+?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?e\+?([0-9]{1,2})")
_EVERYTHING = frozenset(("all", "max", "none", "unlimited", "inf", "infinity", "*", "-1", "any"))
_MAX_LENGTH = 60
_DATE_SPAN = re.compile(r"(.+?)(?: ?(?:\.\.\.?|…|–|—) ?| - | to |/)(.+)")


_DATES = ("date_from", "date_to")
_YEARS = ("year", "year_from", "year_to")
_ORDERS = {
    "-date": "newest desc date-desc date:desc date_desc latest recent newest-first descending",
    "date": "asc +date date-asc date:asc date_asc oldest oldest-first chronological ascending",
    "relevance": "score rank best match best-match similarity",
}
_FORMATS = {
    "csv": "xls xlsx excel tsv table spreadsheet",
    "ndjson": "jsonl jsonlines json-lines ldjson",
    "jsonld": "json-ld ld+json rdf linked-data",
    "graphml": "graph gml xml",
    "bibtex": "bib",
    "csl-json": "csl json",
    "text": "txt plain",
}
_CHOICES = {
    name: {other: value for value, others in table.items() for other in others.split()}
    for name, table in (("sort", _ORDERS), ("format", _FORMATS))
}


def suggest_value(parameter: str, text: str, fields: Mapping[str, FieldInfo]) -> tuple[str, ...]:
    """Return what to write in place of a value of one of these parameters, the likeliest first."""
    field = fields.get(parameter)
    if parameter in _YEARS and (years := suggest_years(text, fields, parameter)):
        return years
    if parameter in _DATES:
        return suggest_dates(text, fields)
    bounds = _bounds(field) if field is not None else None
    if bounds is None:
        return ()
    return suggest_number(text, *bounds, is_count=parameter == "limit")


def suggest_choice(parameter: str, text: str, allowed: Collection[str]) -> tuple[str, ...]:
    """Return the value of a closed list by which others call the same."""
    value = _CHOICES.get(parameter, {}).get(_plain(text))
    return (value,) if value is not None and value in allowed else ()


def _bounds(field: FieldInfo) -> tuple[float | None, float | None] | None:
    """Return least and most of a parameter that is a number; None for any other."""
    annotation: Any = field.annotation
    for mark in field.metadata:
        annotation = Annotated[annotation, mark]
    schema = TypeAdapter[Any](annotation).json_schema()
    for part in (schema, *schema.get("anyOf", ()), schema.get("items", {})):
        if part.get("type") in ("integer", "number"):
            return part.get("minimum"), part.get("maximum")
    return None


def suggest_years(text: str, names: Collection[str], parameter: str = "year") -> tuple[str, ...]:
    """Return what to write for a span, an open span, a decade or a day given as a year."""
    plain = _plain(text)
    if _IN_A_YEAR.fullmatch(plain) and "date_from" in names:
        end = parameter.removeprefix("year_")
        dates = [f"date_{end}"] if end != parameter else [*_DATES]
        return ("&".join(f"{name}={plain}" for name in dates),)
    first, last = _span(plain)
    bounds = [f"year_from={first}"] if first else []
    bounds += [f"year_to={last}"] if last else []
    return ("&".join(bounds),) if bounds and {"year_from", "year_to"} <= set(names) else ()


def _span(text: str) -> tuple[int | None, int | None]:
    """Return first and last year of a span, None for an open end and for both where it is none."""
    if span := _SPAN.fullmatch(text):
        first, last = sorted(map(int, span.groups()))
        return first, last
    if decade := _DECADE.fullmatch(text):
        return int(decade[1]), int(decade[1]) + 9
    is_exclusive = re.match("[<>][0-9]|after|before", text) is not None
    if bound := _FIRST.fullmatch(text):
        return int(bound[1] or bound[2]) + is_exclusive, None
    if bound := _LAST.fullmatch(text):
        return None, int(bound[1]) - is_exclusive
    return None, None


def suggest_dates(text: str, names: Collection[str]) -> tuple[str, ...]:
    """Return the dates that are meant by one in another form, day first before month first."""
    plain = _plain(text)
    dates = tuple(dict.fromkeys(_dates(plain)))
    span = _DATE_SPAN.fullmatch(plain)
    if dates or span is None or not {"date_from", "date_to"} <= set(names):
        return dates
    first, last = (next(_dates(part.strip()), "") for part in span.groups())
    return (f"date_from={first}&date_to={last}",) if first and last else ()


def _dates(text: str) -> Iterator[str]:
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(text):
            for year, month, day in read(*match.groups()):
                if plain := _date(year, month, day):
                    yield plain


def _date(year: str, month: int | str, day: str | None) -> str:
    """Write a date; nothing where there is no such day."""
    try:
        first = date(int(year), int(month), int(day or 1))
    except ValueError:
        return ""
    return first.isoformat() if day else first.isoformat()[:7]


Parts = list[tuple[str, int | str, str | None]]


def _month(name: str) -> int:
    return _MONTH_NUMBERS[name[:3]]


def _with_slashes(first: str, second: str, year: str) -> Parts:
    return [(year, second, first), (year, first, second)]


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Parts]], ...] = (
    (re.compile(rf"{_YEAR}[-/. ]([0-9]{{1,2}})(?:[-/. ]([0-9]{{1,2}}))?(?:[t ].*)?"),
     lambda year, month, day: [(year, month, day)]),
    (re.compile(rf"{_YEAR}([0-9]{{2}})([0-9]{{2}})"),
     lambda year, month, day: [(year, month, day)]),
    (re.compile(rf"([0-9]{{1,2}})[.-]([0-9]{{1,2}})[.-]{_YEAR}"),
     lambda day, month, year: [(year, month, day)]),
    (re.compile(rf"([0-9]{{1,2}})/([0-9]{{1,2}})/{_YEAR}"), _with_slashes),
    (re.compile(rf"([0-9]{{1,2}})[./-]{_YEAR}"), lambda month, year: [(year, month, None)]),
    (re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH},?[ -]{_YEAR}"),
     lambda day, month, year: [(year, _month(month), day)]),
    (re.compile(rf"{_MONTH} ([0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}"),
     lambda month, day, year: [(year, _month(month), day)]),
    (re.compile(rf"{_MONTH},?[ -]{_YEAR}"), lambda month, year: [(year, _month(month), None)]),
)  # fmt: skip


def suggest_number(
    text: str, least: float | None, most: float | None, *, is_count: bool = False
) -> tuple[str, ...]:
    """Return a number within its bounds as it is to be written; of a count, all is the most."""
    plain = _plain(text)
    if is_count and plain in _EVERYTHING:
        return () if most is None else (f"{most:.0f}",)
    if grouped := _GROUPED.fullmatch(plain):
        digits = re.sub("[^0-9-]", "", grouped[1])
        number = float(digits + (grouped[2] or ""))
    elif scientific := _SCIENTIFIC.fullmatch(plain):
        number = float(plain) if int(scientific[1]) < 19 else 1e18
    else:
        return ()
    number = number if least is None else max(number, least)
    number = float(number if most is None else min(number, most))
    return (f"{number:.0f}" if number.is_integer() else f"{number}",)


def _plain(text: str) -> str:
    return " ".join(text[:_MAX_LENGTH].lower().split())
