"""Each tool answers what the API answers, in little, with what leads on."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from jsonschema import Draft202012Validator
from mcp.server import Server
from mcp_types import Tool
from starlette.testclient import TestClient

from policyfacts.mcp.internal_client import InternalClient
from policyfacts.mcp.protocol import make_server
from policyfacts.mcp.schemas import STATS_PARAMETERS, VOCABULARY_PARAMETERS
from policyfacts.mcp.tools import MAX_BYTES
from policyfacts.schemas.params import FactFilters
from policyfacts.vocabulary import PARTY_LISTS
from tests.mcp.conversation import ask, call, converse, refusal, told

QUESTIONS: list[dict[str, Any]] = [
    {},
    {"country": ["Turkey"], "topic": ["visas"]},
    {"country": "CN,RU"},
    {"organization": ["ООН"], "year": [2014]},
    {"region": ["africa"], "region_match": "named"},
    {"type": ["visit"], "level": ["head-of-state"], "party": ["BY:host"]},
    {"date_from": "2013-01-15", "date_to": "2013-01-17", "date_match": "within"},
    {"q": "visa-free travel", "sort": "relevance"},
    {"has_figures": True, "value_min": 1e9, "unit": ["USD"]},
    {"country_not": ["RU"], "status": ["planned", "considered"]},
]
FACT = "by-2013-visa-free-travel-turkey"
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("search_facts", {"country": ["Turkey"]}),
    ("get_fact", {"id": FACT}),
    ("count_facts", {"group_by": ["country", "type"]}),
    ("list_figures", {"country": ["US"]}),
    ("resolve_name", {"q": "Китай"}),
    ("list_values", {"parameter": "status"}),
    ("cite", {"id": FACT}),
]


@pytest.fixture(scope="module")
def tools(server: Server[Any]) -> dict[str, Tool]:
    listed = converse(server, lambda client: client.list_tools())
    return {tool.name: tool for tool in listed.tools}


def as_parameters(question: dict[str, Any]) -> dict[str, Any]:
    return {k: str(v).lower() if isinstance(v, bool) else v for k, v in question.items()}


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_a_search_finds_what_the_api_finds(
    server: Server[Any], api: TestClient, question: dict[str, Any]
) -> None:
    found = ask(server, "search_facts", **question)
    same = api.get("/v1/facts", params={**as_parameters(question), "limit": 10}).json()
    assert found["total"] == same["page"]["total"] > 0
    for short, whole in zip(found["facts"], same["items"], strict=True):
        alike = ("id", "statement", "type", "status", "figures", "review")
        assert {name: short[name] for name in alike} == {name: whole[name] for name in alike}
        assert (short["date"], short["date_stated"]) == (
            whole["date"]["edtf"],
            whole["date"]["stated"],
        )
        parties = [
            (party["id"], party["role"]) for name in PARTY_LISTS.values() for party in whole[name]
        ]
        assert [(party["id"], party["role"]) for party in short["parties"]] == parties[:12]
        assert len(short["parties"]) + short["parties_left_out"] == len(parties)
        assert short["evidence"] == [evidence["locator"] for evidence in whole["evidence"]]
    assert (found["query"], found["warnings"]) == (same["meta"]["query"], same["meta"]["warnings"])
    again = api.get(found["address"]).json()
    assert again["items"] == same["items"]


def test_a_fact_in_a_list_says_who_when_how_far_and_where_it_stands(server: Server[Any]) -> None:
    (fact,) = ask(server, "search_facts", country=["Turkey"], topic=["visas"])["facts"]
    assert fact["id"] == FACT
    assert (fact["date"], fact["status"]) == ("2013", "done")
    assert {"id": "TR", "kind": "country", "name": "Turkey", "role": "signatory"} in fact["parties"]
    assert fact["evidence"] == ["p10s2", "p39s2", "p93s2"]
    assert fact["asserted_by"] == "Ministry of Foreign Affairs of Belarus"


def test_where_nothing_is_found_the_way_to_more_is_told(server: Server[Any]) -> None:
    for tool in ("search_facts", "count_facts", "list_figures"):
        grouped = {"group_by": "topic"} if tool == "count_facts" else {}
        for asked, hint in (
            ({"country": ["VE"], "topic": ["visas"]}, "leave one out"),
            ({"q": "visited Belarus partnership agriculture visa-free"}, "leave words out"),
        ):
            answer = call(server, tool, {**grouped, **asked})
            assert isinstance(answer.structured_content, dict)
            assert answer.structured_content["total"] == 0
            assert hint in answer.structured_content["warnings"][-1]
            assert hint in told(answer)
    assert ask(server, "search_facts", country=["VU"])["warnings"] == [], "nothing can be left out"
    by_organization = {"group_by": "organization", "country": ["VE"], "type": ["visit"]}
    counted = ask(server, "count_facts", **by_organization)
    assert counted["facts"] > counted["total"] == 0
    assert not any("leave one out" in warning for warning in counted["warnings"])


def test_pages_follow_each_other_without_a_gap(server: Server[Any], api: TestClient) -> None:
    first = ask(server, "search_facts", country="CN,RU", limit=4)
    second = ask(server, "search_facts", country="CN,RU", limit=4, cursor=first["next_cursor"])
    same = api.get("/v1/facts?country=CN,RU&limit=8").json()["items"]
    assert [fact["id"] for fact in [*first["facts"], *second["facts"]]] == [
        fact["id"] for fact in same
    ]
    assert ask(server, "search_facts", country="TR", topic="visas")["next_cursor"] is None


def test_no_list_is_longer_than_an_assistant_should_read(server: Server[Any]) -> None:
    assert ask(server, "search_facts", limit=0)["facts"] == []
    for tool, most in (("search_facts", 25), ("list_figures", 25), ("count_facts", 50)):
        asked = {"group_by": ["country", "topic"]} if tool == "count_facts" else {}
        answer = call(server, tool, {**asked, "limit": most})
        assert len(answer.model_dump_json(by_alias=True).encode()) < MAX_BYTES + 500
        for limit in (most + 1, str(most + 1), [most + 1], "9" * 5000):
            assert f"it must be {most} or less" in refusal(server, tool, **asked, limit=limit)


def test_an_answer_that_would_be_too_long_has_fewer_facts_and_goes_on(
    server: Server[Any], api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policyfacts.mcp.tools.MAX_BYTES", 9000)
    first = ask(server, "search_facts", limit=25)
    assert 1 <= len(first["facts"]) < 25
    assert len(json.dumps(first, ensure_ascii=False).encode()) < 6000
    rest = ask(server, "search_facts", limit=1, cursor=first["next_cursor"])
    same = api.get("/v1/facts?limit=25").json()["items"]
    assert rest["facts"][0]["id"] == same[len(first["facts"])]["id"]
    monkeypatch.setattr("policyfacts.mcp.tools.MAX_BYTES", 10)
    assert len(ask(server, "search_facts", limit=25)["facts"]) == 1


def test_one_fact_is_whole_and_has_its_citation(server: Server[Any], api: TestClient) -> None:
    found = ask(server, "get_fact", id=FACT.upper())
    assert found["fact"] == api.get(f"/v1/facts/{FACT}").json()
    assert found["citation"] == api.get(f"/v1/facts/{FACT}/citation").text


def test_counts_are_those_of_the_api(server: Server[Any], api: TestClient) -> None:
    found = ask(server, "count_facts", group_by=["year", "type"], country="RU", limit=50)
    same = api.get("/v1/facts/stats?group_by=year,type&country=RU&limit=50").json()
    counts = [(group["values"], group["facts"]) for group in found["groups"]]
    assert counts == [(item["values"], item["facts"]) for item in same["items"]]
    assert (found["facts"], found["grouped"]) == tuple(same["counted"].values())
    assert found["total"] == same["page"]["total"]


def test_figures_keep_unit_bound_and_basis(server: Server[Any]) -> None:
    answer = call(server, "list_figures", {"country": ["US"], "measure": ["trade-turnover"]})
    assert isinstance(answer.structured_content, dict)
    (figure,) = answer.structured_content["figures"]
    shown = {k: figure[k] for k in ("value", "unit", "bound", "basis", "period", "fact")}
    assert shown == {
        "value": 500_000_000,
        "unit": "USD",
        "bound": "over",
        "basis": "actual",
        "period": "2013",
        "fact": "by-2013-trade-turnover-united-states",
    }
    assert "over 500,000,000 USD (actual, 2013)" in told(answer)
    source = f"Ministry of Foreign Affairs of Belarus, {figure['evidence'][0]}"
    assert "done: " in told(answer) and source in told(answer)


@pytest.mark.parametrize(
    ("written", "parameter", "id_"),
    [
        ("Китай", "country", "CN"),
        ("Turkey", "country", "TR"),
        ("ООН", "organization", "un"),
        ("Lukashenko", "entity", "alexander-lukashenko"),
        ("minsk", "entity", "minsk"),
        ("trade", "topic", "trade"),
    ],
)
def test_a_name_leads_to_the_parameter_that_takes_it(
    server: Server[Any], written: str, parameter: str, id_: str
) -> None:
    found = ask(server, "resolve_name", q=written, limit=20)["candidates"]
    (candidate,) = [
        candidate
        for candidate in found
        if (candidate["parameter"], candidate["id"]) == (parameter, id_)
    ]
    asked = ask(server, "search_facts", **{parameter: [id_]}, limit=0)
    assert asked["total"] == candidate["facts"]


def test_a_name_that_is_only_near_is_told_as_a_guess(server: Server[Any]) -> None:
    (first, *_) = ask(server, "resolve_name", q="Chyna", kind=["country"])["candidates"]
    assert (first["id"], first["match"]) == ("CN", "near")
    assert ask(server, "resolve_name", q="qqqqqqqq")["candidates"] == []


@pytest.mark.parametrize("parameter", [*VOCABULARY_PARAMETERS, *STATS_PARAMETERS])
def test_values_that_are_listed_can_be_asked_for(server: Server[Any], parameter: str) -> None:
    values = ask(server, "list_values", parameter=parameter, limit=100)["values"]
    assert values
    for value in values[:1]:
        asked = (
            {"party": f"BY:{value['value']}"}
            if parameter == "role"
            else {parameter: value["value"]}
        )
        total = ask(server, "search_facts", **asked, limit=0)["total"]
        assert total > 0
        assert value["facts"] == total or (
            parameter in VOCABULARY_PARAMETERS and value["facts"] is None
        )
        assert value["description"] or parameter in STATS_PARAMETERS


def test_explained_values_come_in_pages_too(server: Server[Any]) -> None:
    whole = ask(server, "list_values", parameter="type", limit=100)
    assert whole["next_cursor"] is None
    assert len(whole["values"]) == whole["total"] > 4
    first = ask(server, "list_values", parameter="type", limit=3)
    assert (len(first["values"]), first["total"]) == (3, whole["total"])
    rest = ask(server, "list_values", parameter="type", cursor=first["next_cursor"], limit=100)
    assert [*first["values"], *rest["values"]] == whole["values"]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize("limit", ["5", ["5"], [5], 5.0, [5.0]], ids=str)
def test_a_limit_may_be_written_in_several_ways(server: Server[Any], limit: object) -> None:
    assert len(ask(server, "search_facts", limit=limit)["facts"]) == 5


def test_citations_are_those_of_the_api(server: Server[Any], api: TestClient) -> None:
    for style in ("text", "bibtex", "ris", "csl-json"):
        own = ask(server, "cite", id=FACT, format=style)["citation"]
        assert own == api.get(f"/v1/facts/{FACT}/citation?format={style}").text
    found = ask(server, "cite", country=["TR"])
    assert found["citation"] == api.get("/v1/facts/citation?country=TR").text
    assert found["address"] == "/v1/facts/citation?country=TR&format=text"
    same = api.get("/v1/facts?country=TR").json()
    assert found["total"] == same["page"]["total"]
    assert [fact["id"] for fact in found["facts"]] == [item["id"] for item in same["items"]]
    first = same["items"][0]["evidence"][0]
    assert found["facts"][0]["evidence"][0] == f"{first['review']} {first['locator']}"


def test_every_answer_has_what_a_citation_needs(server: Server[Any]) -> None:
    for tool, arguments in CALLS:
        answer = call(server, tool, arguments)
        assert "release 2026.1" in str(answer.structured_content).lower()
        assert "release 2026.1" in told(answer).lower()


def test_addresses_are_absolute_where_the_public_address_is_known(app: FastAPI) -> None:
    public = "https://facts.example.org/api"
    settings = app.state.service.settings.model_copy(update={"public_url": public})
    found = ask(
        make_server(lambda _: InternalClient(app, settings)), "search_facts", q="visa-free travel"
    )
    address = urlsplit(found["address"])
    assert found["address"].startswith(f"{public}/v1/facts?")
    assert parse_qs(address.query) == {"q": ["visa-free travel"], "limit": ["10"]}


@pytest.mark.parametrize(("tool", "arguments"), CALLS, ids=[tool for tool, _ in CALLS])
@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_each_tool_is_harmless_explained_and_answers_as_its_schema_says(
    server: Server[Any], tools: dict[str, Tool], tool: str, arguments: dict[str, Any], mode: str
) -> None:
    listed = tools[tool]
    assert listed.annotations is not None
    assert listed.annotations.read_only_hint and listed.annotations.idempotent_hint
    assert listed.description is not None
    _, _, example = listed.description.partition("Example: ")
    Draft202012Validator(listed.input_schema).validate(arguments)
    first, _ = json.JSONDecoder().raw_decode(example)
    Draft202012Validator(listed.input_schema).validate(first)
    answer = converse(server, lambda client: client.call_tool(tool, first), mode)
    assert not answer.is_error
    assert listed.output_schema is not None
    Draft202012Validator(listed.output_schema).validate(answer.structured_content)


def test_there_are_few_tools_and_they_are_read_quickly(tools: dict[str, Tool]) -> None:
    assert list(tools) == [tool for tool, _ in CALLS]
    whole = sum(len(tool.model_dump_json(exclude_none=True)) for tool in tools.values())
    assert whole < 33_000
    for name in ("search_facts", "count_facts", "list_figures", "cite"):
        properties = tools[name].input_schema["properties"]
        assert FactFilters.model_fields.keys() <= properties.keys()
    explained = tools["search_facts"].input_schema["properties"].values()
    assert all(schema["description"] for schema in explained)
    assert "$ref" not in str([tool.model_dump() for tool in tools.values()])


def test_whoever_asks_is_told_whose_statements_these_are(server: Server[Any]) -> None:
    async def read(client: Any) -> str:
        return str(client.instructions)

    assert "not verified facts" in converse(server, read)
    assert "not verified facts" in told(call(server, "search_facts", {}))
