"""No schema of the contract has a shape that common generators of clients turn into nothing.

Java read 39700000000 as 1045294336 where a value was an integer or a number, and Go lost digits.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from starlette.testclient import TestClient

from policyfacts.schemas.suggest import NameMatch, SuggestionKind
from policyfacts.vocabulary import (
    Basis,
    Bound,
    Change,
    Described,
    EntityKind,
    FactKind,
    Form,
    Level,
    LinkType,
    MatchField,
    NameKind,
    Precision,
    Role,
    Status,
    Trend,
)
from policyfacts.web.docs.components import resolve
from tests.contract.formats import media_type_of
from tests.contract.routes import POSTED, ROUTES, Route, contract

CHECKOUT = Path(__file__).parent.parent.parent
Schema = dict[str, Any]
# Objects of which nothing can be documented but that they are objects, by where they stand.
FREE = (
    "schemas.Meta.query",
    "schemas.InterpretedQuestion.query",
    "schemas.Reading.query",
    "schemas.Catalog.@context",
    "application/ld+json",
    "application/vnd.citationstyles.csl+json",
)
UNREAD = {
    "allOf": "objects made of several lose what they share",
    "const": "a single value is read as any text, or as none",
    "discriminator": "which of several it is, few can tell",
    "if": "conditions are not read",
    "not": "what it is not is not read",
    "oneOf": "which of several it is, few can tell",
    "patternProperties": "names by a pattern are not read",
    "prefixItems": "a list of places is read as a list of anything",
}
NUMBERS = {"integer", "number"}
INT32 = 2**31
OPEN = "x-extensible-enum"


def faults(schema: Schema, place: str) -> Iterator[str]:
    """Yield what generators cannot read in a schema and inside it, each after its place."""
    yield from (f"{place}: {reason}" for keyword, reason in UNREAD.items() if keyword in schema)
    yield from (f"{place}: {reason}" for reason in faults_of_type(schema))
    if is_free(schema) and not place.endswith(FREE):
        yield f"{place}: an object of anything"
    for name, part in schema.get("properties", {}).items():
        yield from faults(part, f"{place}.{name}")
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            yield from faults(schema[keyword], place)


def faults_of_type(schema: Schema) -> Iterator[str]:
    """Yield what is wrong with the type of a schema."""
    if "$ref" in schema:
        return
    if "anyOf" in schema:
        yield from faults_of_union(schema["anyOf"])
        return
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else [kind for kind in kinds if kind != "null"]
    if len(kinds) != 1:
        yield "a union of numbers" if set(kinds) == NUMBERS else f"of {len(kinds)} types"
    if "number" in kinds and schema.get("format") != "double":
        yield "a number of no format is read with seven digits"
    if "integer" in kinds and schema.get("format") != "int64" and not is_short(schema):
        yield "an integer that may have more than 32 bits is not documented to be int64"
    if "array" in kinds and "items" not in schema:
        yield "a list of anything"
    if any(not isinstance(value, str) for value in schema.get("enum", [])):
        yield "a list of values that are not all texts"


def faults_of_union(choices: list[Schema]) -> Iterator[str]:
    """Yield what is wrong with a union, unless it is that of a named schema and null."""
    if all(choice.get("type") in NUMBERS for choice in choices):
        yield "a union of numbers"
    elif len(choices) != 2 or {"type": "null"} not in choices:
        yield "a union"
    elif not any("$ref" in choice for choice in choices):
        yield "null is written as a schema and not as a type"


def is_short(schema: Schema) -> bool:
    bounds = [schema.get("minimum", -INT32 - 1), schema.get("maximum", INT32)]
    return all(-INT32 <= bound < INT32 for bound in bounds)


def is_free(schema: Schema) -> bool:
    has_members = "properties" in schema or isinstance(schema.get("additionalProperties"), dict)
    return "object" in schema.get("type", []) and not has_members


def documented_schemas() -> Iterator[tuple[str, Schema]]:
    """Yield every schema that stands in the contract by itself, with its place."""
    components = contract()["components"]
    yield from ((f"schemas.{name}", part) for name, part in components["schemas"].items())
    for kind in ("parameters", "headers"):
        yield from ((f"{kind}.{name}", part["schema"]) for name, part in components[kind].items())
    for route in [*ROUTES, *POSTED]:
        for parameter in route.operation["parameters"]:
            yield f"{route} {parameter['name']}", parameter["schema"]
        answers = route.operation["responses"].items()
        bodies = [("body", route.operation["requestBody"])] if route in POSTED else []
        for name, part in [*answers, *bodies]:
            for media_type, content in part.get("content", {}).items():
                yield f"{route} {name} {media_type}", content["schema"]


def test_no_schema_has_a_shape_that_generators_cannot_read() -> None:
    schemas = list(documented_schemas())
    assert len(schemas) > 500
    unread = [fault for place, schema in schemas for fault in faults(schema, place)]
    assert not unread, "\n".join(dict.fromkeys(unread))


def test_objects_have_names_of_their_own() -> None:
    """Check that no generator must make up a name such as InlineObject1."""
    inline = [
        place
        for place, schema in documented_schemas()
        for nested in within(schema)
        if "properties" in nested and not (place.startswith("schemas.") and nested is schema)
    ]
    assert inline == []


def within(schema: Schema) -> Iterator[Schema]:
    """Yield a schema and all inside it."""
    yield schema
    parts = [*schema.get("properties", {}).values(), *schema.get("anyOf", [])]
    parts += [schema.get("items"), schema.get("additionalProperties")]
    for part in parts:
        if isinstance(part, dict):
            yield from within(part)


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"anyOf": [{"type": "integer"}, {"type": "number"}]}, "a union of numbers"),
        ({"type": ["integer", "number"]}, "a union of numbers"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "null is written as a schema"),
        ({"anyOf": [{"type": "string"}, {"$ref": "#/x"}, {"type": "null"}]}, "a union"),
        ({"type": "number"}, "seven digits"),
        ({"type": "integer", "minimum": 0}, "32 bits"),
        ({"type": "integer", "minimum": 0, "maximum": 2**31}, "32 bits"),
        ({"type": "string", "enum": ["a", None]}, "not all texts"),
        ({"type": "string", "const": "a"}, "a single value"),
        ({"type": "array", "prefixItems": [{"type": "string"}]}, "a list of places"),
        ({"type": "array"}, "a list of anything"),
        ({"type": "array", "items": {}}, "of 0 types"),
        ({}, "of 0 types"),
        ({"type": "object"}, "an object of anything"),
        ({"type": "object", "properties": {"a": {"type": "number"}}}, "seven digits"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "32 bits"),
    ],
)
def test_each_unreadable_shape_would_be_noticed(schema: Schema, reason: str) -> None:
    assert any(reason in fault for fault in faults(schema, "here"))


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_answer_in_json_is_valid_by_its_schema(
    sqlite_client: TestClient, route: Route
) -> None:
    response = sqlite_client.get(route.url)
    media_type = media_type_of(response)
    if not media_type.endswith(("/json", "+json")):
        return
    content = route.operation["responses"]["200"]["content"]
    schema = {**content[media_type]["schema"], "components": contract()["components"]}
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(response.json())


def test_a_figure_is_one_number_of_double_width() -> None:
    schemas = contract()["components"]["schemas"]
    for name in ("Figure", "FigureRow"):
        value = schemas[name]["properties"]["value"]
        assert (value["type"], value["format"]) == ("number", "double")
    for name in ("value_min", "value_max"):
        schema = contract()["components"]["parameters"][name]["schema"]
        assert (schema["type"], schema["format"]) == ("number", "double")


# Lists whose values stand in answers, by the place of one of them.
IN_ANSWERS: dict[str, type[Described]] = {
    "Entity.kind": EntityKind,
    "EntityName.kind": NameKind,
    "Fact.form": Form,
    "Fact.kind": FactKind,
    "Fact.level": Level,
    "Fact.status": Status,
    "Fact.trend": Trend,
    "FactChange.change": Change,
    "FactDate.precision": Precision,
    "FactType.kind": FactKind,
    "Figure.basis": Basis,
    "Figure.bound": Bound,
    "FigureRow.basis": Basis,
    "FigureRow.bound": Bound,
    "FigureRow.status": Status,
    "GraphNode.kind": EntityKind,
    "EntityProfile.kind": EntityKind,
    "Link.type": LinkType,
    "Match.field": MatchField,
    "Partner.kind": EntityKind,
    "Party.role": Role,
    "PersonParty.role": Role,
    "Suggestion.kind": SuggestionKind,
    "Suggestion.match": NameMatch,
}


def test_lists_in_answers_take_new_values_but_for_the_closed_ones() -> None:
    """Check that generated clients read a kind, status or role that is new to them."""
    schemas = contract()["components"]["schemas"]
    members = {
        f"{name}.{member}": part
        for name, schema in schemas.items()
        if schema.get("additionalProperties") is True
        for member, part in schema["properties"].items()
    }
    open_lists = {place: part[OPEN] for place, part in members.items() if OPEN in part}
    assert open_lists.pop("Alive.status") == ["alive"]
    assert open_lists.pop("Ready.status") == ["ready"]
    closed = {
        place: resolve(contract(), part)["enum"]
        for place, part in members.items()
        if "enum" in resolve(contract(), part)
    }
    assert set(closed) == {"FactChange.change", "FactDate.precision"}
    assert {**open_lists, **closed} == {
        place: [each.value for each in values] for place, values in IN_ANSWERS.items()
    }
    assert all("enum" not in resolve(contract(), members[place]) for place in open_lists)


def test_lists_in_parameters_are_closed() -> None:
    """Check that a misspelt kind, status or level is refused, and does not compile."""
    parameters = contract()["components"]["parameters"]
    for name, values in {"kind": FactKind, "status": Status, "level": Level, "form": Form}.items():
        items = resolve(contract(), parameters[name]["schema"]["items"])
        assert items["enum"] == [each.value for each in values]
    assert not [
        place for place, schema in documented_schemas() if "parameters" in place and OPEN in schema
    ]


def test_what_repeats_is_a_component() -> None:
    """Check that no parameter, header or response of the contract stands twice."""
    stand: Counter[str] = Counter()
    for path in contract()["paths"].values():
        for operation in path.values():
            responses = operation["responses"].values()
            headers = [each for part in responses for each in part.get("headers", {}).values()]
            for part in [*operation.get("parameters", []), *responses, *headers]:
                if "$ref" not in part:
                    stand[json.dumps(part, sort_keys=True)] += 1
    assert stand
    assert [part for part, times in stand.items() if times > 1] == []


def test_the_page_on_compatibility_says_which_lists_are_open() -> None:
    documented: dict[str, set[str]] = {"open": set(), "closed": set()}
    page = (CHECKOUT / "docs" / "compatibility.md").read_text(encoding="utf-8")
    for names, is_open in re.findall(r"^\| (`.+?) \| .+? \| (open|closed) \|", page, re.MULTILINE):
        documented[is_open] |= set(re.findall(r"`(\w+)`", names))
    members = [
        (name, part)
        for schema in contract()["components"]["schemas"].values()
        if schema.get("additionalProperties") is True
        for name, part in schema["properties"].items()
    ]
    assert documented["open"] == {
        name for name, part in members if OPEN in part or OPEN in part.get("propertyNames", {})
    }
    assert documented["closed"] == {
        name for name, part in members if "enum" in resolve(contract(), part)
    }
