"""Columns of data frames: named as those of the service's CSV, several values as a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from operator import attrgetter
from typing import Any

Take = Callable[[Any], Any]
_PARTIES = (
    "countries",
    "regions",
    "organizations",
    "people",
    "places",
    "instruments",
    "projects",
)


class Cells(Enum):
    """What the cells of a column are, so that its type is the same whatever it holds."""

    TEXT = auto()
    WHOLE = auto()
    NUMBER = auto()
    FLAG = auto()
    DAY = auto()
    MOMENT = auto()
    TEXTS = auto()


@dataclass(frozen=True)
class Column:
    """Takes its cell from an item; all but lists of texts may be empty."""

    take: Take
    cells: Cells = Cells.TEXT


Columns = Mapping[str, Column]


def _plain(names: str, cells: Cells = Cells.TEXT) -> dict[str, Column]:
    return {name: Column(attrgetter(name), cells) for name in names.split()}


def _inside(member: str, name: str) -> Take:
    """Takes a value inside a member; nothing where the member is null."""

    def take(item: Any) -> Any:
        inside = getattr(item, member)
        return None if inside is None else getattr(inside, name)

    return take


def _within(member: str, name: str, cells: Cells = Cells.TEXT) -> Column:
    """A value inside a member; empty where the member is null."""
    return Column(_inside(member, name), cells)


def _texts(take: Take) -> Column:
    return Column(take, Cells.TEXTS)


def _each(member: str, name: str) -> Column:
    """The same of each of several values."""
    take = attrgetter(name)
    return _texts(lambda item: [take(it) for it in getattr(item, member)])


def _codes(member: str) -> Column:
    """Several words inside a member; none where the member is null."""
    take = _inside("plover", member)
    return _texts(lambda item: list(take(item) or ()))


def _taking_part(member: str, name: str = "id") -> Column:
    """Each entity once, without those that are excluded."""

    def take(item: Any) -> list[str]:
        found = {it.id: getattr(it, name) for it in getattr(item, member) if it.role != "excluded"}
        return list(found.values())

    return _texts(take)


def _joined(member: str, first: str, second: str) -> Column:
    """Two words of each of several values, as `first:second`."""
    return _texts(
        lambda item: [f"{getattr(it, first)}:{getattr(it, second)}" for it in getattr(item, member)]
    )


def _parties(item: Any) -> list[str]:
    return [f"{it.id}:{it.role}" for name in _PARTIES for it in getattr(item, name)]


def _figures(item: Any) -> list[str]:
    """`trade-turnover=1900000000 USD (about, actual, 2013)`."""
    return [
        f"{it.measure}={it.value} {it.unit} ({', '.join(filter(None, _notes(it)))})"
        for it in item.figures
    ]


def _notes(figure: Any) -> list[str | None]:
    return [figure.bound, figure.basis, figure.period, figure.of and f"of {figure.of}"]


def _sections(item: Any) -> list[str]:
    return list(dict.fromkeys(it.section for it in item.evidence))


FACT: Columns = {
    **_plain("id review kind type form status level statement"),
    "date": _within("date", "edtf"),
    "date_start": _within("date", "start", Cells.DAY),
    "date_end": _within("date", "end", Cells.DAY),
    "date_precision": _within("date", "precision"),
    "date_stated": _within("date", "stated", Cells.FLAG),
    "term": _within("term", "edtf"),
    "term_start": _within("term", "start", Cells.DAY),
    "term_end": _within("term", "end", Cells.DAY),
    **_plain("times", Cells.WHOLE),
    **_plain("trend"),
    "countries": _taking_part("countries"),
    "country_names": _taking_part("countries", "name"),
    **{name: _taking_part(name) for name in _PARTIES[1:]},
    "parties": _texts(_parties),
    **_plain("parties_complete", Cells.FLAG),
    "topics": _each("topics", "id"),
    "figures": _texts(_figures),
    "plover_type": _within("plover", "type"),
    "plover_modes": _codes("modes"),
    "plover_contexts": _codes("contexts"),
    "links": _joined("links", "type", "id"),
    "evidence": _joined("evidence", "review", "locator"),
    "sections": _texts(_sections),
    "asserted_by": _within("asserted_by", "id"),
}
FIGURE: Columns = {
    **_plain("fact measure"),
    **_plain("value", Cells.NUMBER),
    **_plain("unit bound basis period"),
    **_plain("period_start period_end", Cells.DAY),
    **_plain("of review type status"),
    "date": _within("date", "edtf"),
    "countries": _taking_part("countries"),
    "organizations": _taking_part("organizations"),
    "topics": _each("topics", "id"),
    **_plain("statement"),
    "evidence": _joined("evidence", "review", "locator"),
}
ENTITY: Columns = {
    **_plain("id kind name type"),
    **{name: _within("codes", name) for name in ("alpha2", "alpha3", "m49", "acronym")},
    "parent": _within("parent", "id"),
    "country": _within("country", "id"),
    **_plain("facts", Cells.WHOLE),
}
PARTNER: Columns = {
    **_plain("id kind name"),
    **_plain("facts", Cells.WHOLE),
    "topics": _each("topics", "value"),
}


def grouped_by(dimensions: list[str]) -> Columns:
    """For each dimension its value and its label, then the number of facts."""
    columns: dict[str, Column] = {}
    for name in dimensions:
        columns[name] = _under("values", name)
        columns[f"{name}_label"] = _under("labels", name)
    return {**columns, **_plain("facts", Cells.WHOLE)}


def _under(member: str, key: str) -> Column:
    return Column(lambda item: getattr(item, member).get(key))
