"""Columns of data frames: named as those of the service's CSV, several values as a list."""

from collections.abc import Callable, Mapping
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


def _plain(names: str) -> dict[str, Take]:
    return {name: attrgetter(name) for name in names.split()}


def _within(member: str, name: str) -> Take:
    """Takes a value inside a member; nothing where the member is null."""

    def take(item: Any) -> Any:
        inside = getattr(item, member)
        return None if inside is None else getattr(inside, name)

    return take


def _each(member: str, name: str) -> Take:
    """Takes the same of each of several values."""
    take = attrgetter(name)
    return lambda item: [take(it) for it in getattr(item, member)]


def _codes(member: str) -> Take:
    """Takes several words inside a member; none where the member is null."""
    take = _within("plover", member)
    return lambda item: list(take(item) or ())


def _taking_part(member: str, name: str = "id") -> Take:
    """Takes each entity once, without those that are excluded."""

    def take(item: Any) -> list[str]:
        found = {it.id: getattr(it, name) for it in getattr(item, member) if it.role != "excluded"}
        return list(found.values())

    return take


def _joined(member: str, first: str, second: str) -> Take:
    """Takes two words of each of several values, as `first:second`."""
    return lambda item: [
        f"{getattr(it, first)}:{getattr(it, second)}" for it in getattr(item, member)
    ]


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


FACT: Mapping[str, Take] = {
    **_plain("id review kind type form status level statement"),
    "date": _within("date", "edtf"),
    "date_start": _within("date", "start"),
    "date_end": _within("date", "end"),
    "date_precision": _within("date", "precision"),
    "date_stated": _within("date", "stated"),
    "term": _within("term", "edtf"),
    "term_start": _within("term", "start"),
    "term_end": _within("term", "end"),
    **_plain("times trend"),
    "countries": _taking_part("countries"),
    "country_names": _taking_part("countries", "name"),
    **{name: _taking_part(name) for name in _PARTIES[1:]},
    "parties": _parties,
    **_plain("parties_complete"),
    "topics": _each("topics", "id"),
    "figures": _figures,
    "plover_type": _within("plover", "type"),
    "plover_modes": _codes("modes"),
    "plover_contexts": _codes("contexts"),
    "links": _joined("links", "type", "id"),
    "evidence": _joined("evidence", "review", "locator"),
    "sections": _sections,
    "asserted_by": _within("asserted_by", "id"),
}
FIGURE: Mapping[str, Take] = {
    **_plain("fact measure value unit bound basis period period_start period_end of"),
    **_plain("review type status"),
    "date": _within("date", "edtf"),
    "countries": _taking_part("countries"),
    "organizations": _taking_part("organizations"),
    "topics": _each("topics", "id"),
    **_plain("statement"),
    "evidence": _joined("evidence", "review", "locator"),
}
ENTITY: Mapping[str, Take] = {
    **_plain("id kind name type"),
    **{name: _within("codes", name) for name in ("alpha2", "alpha3", "m49", "acronym")},
    "parent": _within("parent", "id"),
    "country": _within("country", "id"),
    **_plain("facts"),
}
PARTNER: Mapping[str, Take] = {
    **_plain("id kind name facts"),
    "topics": _each("topics", "value"),
}


def grouped_by(dimensions: list[str]) -> Mapping[str, Take]:
    """For each dimension its value and its label, then the number of facts."""
    columns: dict[str, Take] = {}
    for name in dimensions:
        columns[name] = _under("values", name)
        columns[f"{name}_label"] = _under("labels", name)
    return {**columns, **_plain("facts")}


def _under(member: str, key: str) -> Take:
    return lambda item: getattr(item, member).get(key)
