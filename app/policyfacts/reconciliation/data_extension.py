"""Data extension: values of properties for rows of entities."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policyfacts.errors import MAX_ERRORS, BadParameters, ParameterError, quote
from policyfacts.reconciliation.candidates import unknown_error
from policyfacts.reconciliation.manifest import type_of
from policyfacts.reconciliation.properties import EntityId, Property, Value, properties_of
from policyfacts.reconciliation.queries import ExtensionProperty, ExtensionQuery, read_text
from policyfacts.search.names.registry import EntityRegistry
from policyfacts.search.snapshot import Snapshot

_SETTING = "limit"


@dataclass(frozen=True)
class ExtensionResult:
    """Metadata of the properties, and for each id of the query the values of each property."""

    meta: list[dict[str, Any]]
    rows: dict[str, dict[str, list[dict[str, Any]]]]


def extend(snapshot: Snapshot, query: ExtensionQuery) -> ExtensionResult:
    """Return the values of a query; unknown ids have none, for unknown properties BadParameters."""
    properties = properties_of(snapshot.registry)
    _check(query, properties)
    limits = {
        selected.id: int(selected.settings.get(_SETTING) or 0) for selected in query.properties
    }
    rows = {
        id_: {
            property_id: _cells(snapshot, id_, properties[property_id], limit)
            for property_id, limit in limits.items()
        }
        for id_ in dict.fromkeys(query.ids)
    }
    return ExtensionResult([_property_meta(properties[id_]) for id_ in limits], rows)


def _check(query: ExtensionQuery, properties: Mapping[str, Property]) -> None:
    errors = []
    for index, selected in enumerate(query.properties):
        path = f"properties[{index}]"
        if selected.id not in properties:
            errors.append(unknown_error("property", f"{path}.id", selected.id, list(properties)))
        errors += _settings_errors(path, selected)
    if errors:
        raise BadParameters(errors[:MAX_ERRORS])


def _settings_errors(path: str, selected: ExtensionProperty) -> list[ParameterError]:
    errors = []
    for name, value in selected.settings.items():
        setting_path = f"{path}.settings.{name}"
        if name != _SETTING:
            message = f"{quote(name)} is no setting: there is '{_SETTING}'."
            code, allowed = "unknown_parameter", (_SETTING,)
            errors.append(ParameterError(setting_path, code, message, (), allowed))
        elif not _is_count(value):
            message = f"{quote(setting_path)}: it must be a whole number, 0 for all values."
            errors.append(ParameterError(setting_path, "bad_value", message))
    return errors


def _is_count(value: object) -> bool:
    """Return True for a count as clients send it from a form: `5`, `"5"`, or empty for none."""
    if isinstance(value, str):
        return not value or (value.isascii() and value.isdigit() and len(value) < 10)
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9


def _property_meta(property_: Property) -> dict[str, Any]:
    meta: dict[str, Any] = {"id": property_.id, "name": property_.name}
    return meta if property_.value_kind is None else meta | {"type": type_of(property_.value_kind)}


def _cells(snapshot: Snapshot, id_: str, property_: Property, limit: int) -> list[dict[str, Any]]:
    entity_id = snapshot.registry.find_id(read_text(id_))
    if entity_id is None:
        return []
    values = property_.values(snapshot.registry.entities[entity_id], snapshot)
    return [_cell(value, snapshot.registry) for value in values[: limit or None]]


def _cell(value: Value, registry: EntityRegistry) -> dict[str, Any]:
    match value:
        case EntityId():
            return {"id": value.id, "name": registry.entities[value.id].name}
        case int():
            return {"int": value}
        case _:
            return {"str": value}
