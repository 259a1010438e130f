"""`/v1/interpret`: the answer to a question in plain language leads to the facts that it tells."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.search.questions import READ

QUESTION = "Chinese visits to Belarus in May, not planned, by Korea"


def ask(client: TestClient, question: str) -> Any:
    response = client.get("/v1/interpret", params={"q": question})
    assert response.status_code == 200, response.text
    return response.json()


def total_at(client: TestClient, address: str) -> int:
    return int(client.get(address).json()["page"]["total"])


@pytest.mark.parametrize("question", list(READ)[::4])
def test_link_to_the_facts_finds_as_many_as_are_told(client: TestClient, question: str) -> None:
    answer = ask(client, question)
    facts, query = answer["links"]["facts"], answer["query"]
    if READ[question] is None:
        assert (facts, answer["total"], query) == (None, None, {})
        return
    assert total_at(client, facts) == answer["total"]
    assert client.get("/v1/facts", params=query).json()["meta"]["query"] == query


def test_each_part_says_which_words_of_the_question_it_is(client: TestClient) -> None:
    answer = ask(client, QUESTION)
    for part in (*answer["understood"], *answer["choices"]):
        assert QUESTION[part["start"] : part["end"]] == part["text"]
    words = {part["text"]: (part["parameter"], part["value"]) for part in answer["understood"]}
    assert words["Chinese"] == ("party_all", "CN:visitor")
    assert words["visits"] == ("type", "visit")
    assert words["to Belarus"] == ("party_all", "BY:host")
    assert {choice["text"] for choice in answer["choices"]} == {"May", "by Korea"}
    assert answer["dropped"] == ["in", "not"]


def test_candidates_and_parts_lead_to_as_many_facts_as_they_tell(client: TestClient) -> None:
    answer = ask(client, QUESTION)
    assert answer["total"] == 0
    ways = [each for choice in answer["choices"] for each in choice["candidates"]]
    assert len(answer["parts"]) > 2
    assert max(part["total"] for part in answer["parts"]) > 0
    for way in (*ways, *answer["parts"]):
        assert total_at(client, way["link"]) == way["total"]


def test_parts_are_counted_only_where_nothing_is_found(client: TestClient) -> None:
    assert ask(client, "visits to Belarus")["parts"] == []
    assert ask(client, "visits to Fiji")["parts"] != []


def test_negation_that_no_filter_takes_is_refused_in_words(client: TestClient) -> None:
    answer = ask(client, "who didn't visit China")
    assert (answer["query"], answer["total"]) == ({}, None)
    assert any("“didn't visit”" in warning for warning in answer["meta"]["warnings"])


def test_answer_has_the_terms_of_use_and_the_words_alone(client: TestClient) -> None:
    answer = ask(client, "visits to Belarus")
    assert answer["meta"]["release"] and answer["meta"]["license"]
    assert answer["meta"]["query"] == {"q": "visits to Belarus"}
    assert answer["links"]["words"] == "/v1/facts?q=visits+to+Belarus"


@pytest.mark.parametrize("text", ["?!", "q" * 201, "Сhina"])
def test_what_no_question_can_be_is_refused(client: TestClient, text: str) -> None:
    response = client.get("/v1/interpret", params={"q": text})
    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "q"
