"""JSON Schemas as assistants should read them: short, without references, in the words of tools."""

from collections.abc import Collection
from typing import Any

from pydantic import BaseModel

# Titles repeat names; what is left out needs no default of null.
_LEFT_OUT = ("title", "description", "default", "anyOf", "$defs", "$ref")
# What tools may leave out where another explains it: the API refuses what is out of bounds.
_EXPLANATIONS = (
    *("description", "examples", "default", "maxItems"),
    *("maxLength", "pattern", "minimum", "maximum"),
)
# What a model gets wrong without a word.
_IN_SHORT = {
    "country": "Ids, codes or exact names. All filters are explained in search_facts.",
    "party": "An id, with a role if wanted: BY:host.",
    "date_from": "2013-01-15, 2013-01 or 2013.",
    "date_to": "2013-01-15, 2013-01 or 2013.",
    "region_match": "Left out, facts that name the region or have a country of it.",
    "q": "Words that stand in a fact; prefer topic, type and country.",
}
_NULL = {"type": "null"}
_IN_WORDS_OF_TOOLS = {
    " One or more, repeated or separated by commas.": "",
    "`/v1/vocabulary` lists them.": "`list_values` lists them.",
}


def input_schema(question: type[BaseModel], explained: Collection[str] = ()) -> dict[str, Any]:
    """The schema of a tool's arguments; others than these are refused.

    What is `explained` elsewhere is only named: all that tools take is read with each conversation.
    """
    schema = _write(question.model_json_schema(), optional_is_null=False)
    for name in schema["properties"].keys() & explained:
        schema["properties"][name] = _in_short(name, schema["properties"][name])
    return schema


def output_schema(answer: type[BaseModel]) -> dict[str, Any]:
    """The schema of a tool's structured answer."""
    return _write(answer.model_json_schema(mode="serialization"), optional_is_null=True)


def _in_short(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Type and closed list of an argument, and one line where it is easily misread."""
    short = {part: it for part, it in schema.items() if part not in _EXPLANATIONS}
    if "items" in short:
        items = short["items"].items()
        short["items"] = {part: it for part, it in items if part not in _EXPLANATIONS}
    return short | ({"description": _IN_SHORT[name]} if name in _IN_SHORT else {})


def _write(whole: dict[str, Any], *, optional_is_null: bool) -> dict[str, Any]:
    definitions = whole.get("$defs", {})

    def plain(schema: dict[str, Any]) -> dict[str, Any]:
        """The schema with what it refers to in its place."""
        if "$ref" in schema:
            schema = {**definitions[schema["$ref"].rpartition("/")[2]], **schema}
        written = {name: it for name, it in schema.items() if name not in _LEFT_OUT}
        choices = [plain(it) for it in schema.get("anyOf", ()) if optional_is_null or it != _NULL]
        written |= choices[0] if len(choices) == 1 else {"anyOf": choices} if choices else {}
        if "items" in schema:
            written["items"] = plain(schema["items"])
        if "properties" in schema:
            written["properties"] = {name: plain(it) for name, it in schema["properties"].items()}
        return written | _said(schema)

    return plain(whole)


def _said(schema: dict[str, Any]) -> dict[str, Any]:
    """What a schema says for readers: the description in words of tools, a default that is one."""
    said = {}
    if schema.get("default") is not None:
        said["default"] = schema["default"]
    if "description" in schema:
        said["description"] = schema["description"]
        for words, own in _IN_WORDS_OF_TOOLS.items():
            said["description"] = said["description"].replace(words, own)
    return said
