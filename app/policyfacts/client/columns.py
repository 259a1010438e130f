"""Columns of data frames, named like those of the service's CSV; several values are a list.

The models say of which columns their frames are: those of a fact, which are many, stand here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from operator import attrgetter
from typing import Any

Getter = Callable[[Any], Any]
_PARTIES = (
    "countries",
    "regions",
    "organizations",
    "people",
    "places",
    "instruments",
    "projects",
)


class CellType(Enum):
    """The type of a column's cells, which does not depend on the values."""

    TEXT = auto()
    INTEGER = auto()
    FLOAT = auto()
    BOOLEAN = auto()
    DATE = auto()
    DATETIME = auto()
    TEXTS = auto()


@dataclass(frozen=True)
class Column:
    """A column: `getter` gets the cell from an item; all cells but lists of texts may be empty."""

    getter: Getter
    cell_type: CellType = CellType.TEXT


Columns = Mapping[str, Column]


def attributes(names: str, cell_type: CellType = CellType.TEXT) -> dict[str, Column]:
    """Make columns of the attributes with these names."""
    return {name: Column(attrgetter(name), cell_type) for name in names.split()}


def _nested_getter(member: str, name: str) -> Getter:
    """Make a getter of a value inside a member; it gives None where the member is null."""

    def getter(item: Any) -> Any:
        parent = getattr(item, member)
        return None if parent is None else getattr(parent, name)

    return getter


def nested(member: str, name: str, cell_type: CellType = CellType.TEXT) -> Column:
    """Make a column of a value inside a member, empty where the member is null."""
    return Column(_nested_getter(member, name), cell_type)


def _texts(getter: Getter) -> Column:
    return Column(getter, CellType.TEXTS)


def attribute_of_each(member: str, name: str) -> Column:
    """Make a column of one attribute of each of a member's values."""
    getter = attrgetter(name)
    return _texts(lambda item: list(map(getter, getattr(item, member))))


def _plover_codes(member: str) -> Column:
    """Make a column of the PLOVER codes of a kind; no codes where the fact has none."""
    getter = _nested_getter("plover", member)
    return _texts(lambda item: list(getter(item) or ()))


def participants(member: str, name: str = "id") -> Column:
    """Make a column that lists each entity once, without those that are excluded."""

    def getter(item: Any) -> list[str]:
        parties = (party for party in getattr(item, member) if party.role != "excluded")
        return list({party.id: getattr(party, name) for party in parties}.values())

    return _texts(getter)


def pairs(member: str, first: str, second: str) -> Column:
    """Make a column of two attributes of each of a member's values, as `first:second`."""
    getter = attrgetter(first, second)
    return _texts(lambda item: ["{}:{}".format(*getter(value)) for value in getattr(item, member)])


def _parties(item: Any) -> list[str]:
    return [f"{party.id}:{party.role}" for name in _PARTIES for party in getattr(item, name)]


def _figures(item: Any) -> list[str]:
    """Write figures as `trade-turnover=1900000000 USD (about, actual, 2013)`."""
    return [
        f"{figure.measure}={figure.value} {figure.unit} ({', '.join(filter(None, _notes(figure)))})"
        for figure in item.figures
    ]


def _notes(figure: Any) -> list[str | None]:
    return [figure.bound, figure.basis, figure.period, figure.of and f"of {figure.of}"]


def _sections(item: Any) -> list[str]:
    return list(dict.fromkeys(sentence.section for sentence in item.evidence))


FACT: Columns = {
    **attributes("id review kind type form status level statement"),
    "date": nested("date", "edtf"),
    "date_start": nested("date", "start", CellType.DATE),
    "date_end": nested("date", "end", CellType.DATE),
    "date_precision": nested("date", "precision"),
    "date_stated": nested("date", "stated", CellType.BOOLEAN),
    "term": nested("term", "edtf"),
    "term_start": nested("term", "start", CellType.DATE),
    "term_end": nested("term", "end", CellType.DATE),
    **attributes("times", CellType.INTEGER),
    **attributes("trend"),
    "countries": participants("countries"),
    "country_names": participants("countries", "name"),
    **{name: participants(name) for name in _PARTIES[1:]},
    "parties": _texts(_parties),
    **attributes("parties_complete", CellType.BOOLEAN),
    "topics": attribute_of_each("topics", "id"),
    "figures": _texts(_figures),
    "plover_type": nested("plover", "type"),
    "plover_modes": _plover_codes("modes"),
    "plover_contexts": _plover_codes("contexts"),
    "links": pairs("links", "type", "id"),
    "evidence": pairs("evidence", "review", "locator"),
    "sections": _texts(_sections),
    "asserted_by": nested("asserted_by", "id"),
}


def grouped_by(dimensions: list[str]) -> Columns:
    """Return the columns of counts: each dimension's value and label, then the facts."""
    columns: dict[str, Column] = {}
    for name in dimensions:
        columns[name] = _keyed("values", name)
        columns[f"{name}_label"] = _keyed("labels", name)
    return {**columns, **attributes("facts", CellType.INTEGER)}


def _keyed(member: str, key: str) -> Column:
    return Column(lambda item: getattr(item, member).get(key))
