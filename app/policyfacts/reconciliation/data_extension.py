"""Rows extended by what is known of their entities."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policyfacts.errors import MAX_ERRORS, BadParameters, ParameterError, quote
from policyfacts.reconciliation.candidates import unknown
from policyfacts.reconciliation.manifest import type_of
from policyfacts.reconciliation.properties import EntityId, Property, Value, properties_of
from policyfacts.reconciliation.queries import Extension, WantedProperty
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.snapshot import Snapshot

_SETTING = "limit"


@dataclass(frozen=True)
class Extended:
    """What is told of the properties, and for each id that was asked the values of each."""

    meta: list[dict[str, Any]]
    rows: dict[str, dict[str, list[dict[str, Any]]]]


def extend(snapshot: Snapshot, asked: Extension) -> Extended:
    """The values asked for; ids of nothing have none, and unknown properties are refused."""
    properties = properties_of(snapshot.registry)
    _check(asked, properties)
    limits = {it.id: int(it.settings.get(_SETTING) or 0) for it in asked.properties}
    rows = {
        written: {
            id_: _cells(snapshot, written, properties[id_], limit) for id_, limit in limits.items()
        }
        for written in dict.fromkeys(asked.ids)
    }
    return Extended([_described(properties[it]) for it in limits], rows)


def _check(asked: Extension, properties: Mapping[str, Property]) -> None:
    errors = []
    for number, it in enumerate(asked.properties):
        place = f"properties[{number}]"
        if it.id not in properties:
            errors.append(unknown("property", f"{place}.id", it.id, list(properties)))
        errors += _settings_faults(place, it)
    if errors:
        raise BadParameters(errors[:MAX_ERRORS])


def _settings_faults(place: str, it: WantedProperty) -> list[ParameterError]:
    errors = []
    for name, value in it.settings.items():
        where = f"{place}.settings.{name}"
        if name != _SETTING:
            message = f"{quote(name)} is no setting: there is '{_SETTING}'."
            errors.append(ParameterError(where, "unknown_parameter", message, (), (_SETTING,)))
        elif not _is_count(value):
            message = f"{quote(where)}: it must be a whole number, 0 for all values."
            errors.append(ParameterError(where, "bad_value", message))
    return errors


def _is_count(value: object) -> bool:
    """Clients send what was typed into a form: `5` and `"5"` are the same, an empty one is none."""
    if isinstance(value, str):
        return not value or (value.isascii() and value.isdigit() and len(value) < 10)
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9


def _described(it: Property) -> dict[str, Any]:
    told: dict[str, Any] = {"id": it.id, "name": it.name}
    return told if it.leads_to is None else told | {"type": type_of(it.leads_to)}


def _cells(snapshot: Snapshot, written: str, wanted: Property, limit: int) -> list[dict[str, Any]]:
    id_ = snapshot.registry.find_id(written)
    if id_ is None:
        return []
    values = wanted.values(snapshot.registry.entities[id_], snapshot)
    return [_cell(it, snapshot.registry) for it in values[: limit or None]]


def _cell(value: Value, registry: EntityRegistry) -> dict[str, Any]:
    match value:
        case EntityId():
            return {"id": value.id, "name": registry.entities[value.id].name}
        case int():
            return {"int": value}
        case _:
            return {"str": value}
