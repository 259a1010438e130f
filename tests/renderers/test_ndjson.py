"""NDJSON: each line is a fact, or the members of it that were selected."""

import json
from typing import Any

import pytest
from hypothesis import given

from policyfacts.errors import BadParameters
from policyfacts.renderers.ndjson import select_members, write_facts, write_rows
from policyfacts.schemas.facts import Fact
from tests.renderers.factories import make_fact, texts


def test_each_fact_is_a_line_as_it_is_stored(facts: list[dict[str, Any]]) -> None:
    bodies = [Fact.model_validate(fact).model_dump_json() for fact in facts]
    text = "".join(write_facts(bodies, ()))
    assert text.endswith("\n")
    assert text.split("\n")[:-1] == bodies


@given(statement=texts, name=texts)
def test_any_text_stays_on_its_line(statement: str, name: str) -> None:
    fact = make_fact(statement, name)
    lines = "".join(write_facts([json.dumps(fact)] * 2, ("statement", "id"))).split("\n")
    assert [json.loads(line) for line in lines[:-1]] == [
        {"statement": statement, "id": "by-2013-made"}
    ] * 2
    assert list(json.loads(lines[0])) == ["statement", "id"]


def test_members_are_selected_by_name() -> None:
    assert select_members(["DATE", "id", "date"]) == ("date", "id")
    assert select_members([]) == ()
    with pytest.raises(BadParameters) as refused:
        select_members(["dates"])
    assert refused.value.errors[0].did_you_mean[0] == "date"


def test_rows_keep_letters_unescaped() -> None:
    assert "".join(write_rows([{"name": "Türkiye"}, {"value": -0.5}])) == (
        '{"name":"Türkiye"}\n{"value":-0.5}\n'
    )
