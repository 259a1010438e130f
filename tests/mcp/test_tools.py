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
from policyfacts.schemas.params.filters import FactFilters
from policyfacts.vocabulary import PARTY_LISTS
from tests.mcp.tool_calls import call_tool, error_of, result_of, text_of, with_client

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
    ("interpret_question", {"q": "who visited Indonesia in 2013"}),
    ("list_values", {"parameter": "status"}),
    ("cite", {"id": FACT}),
]


@pytest.fixture(scope="module")
def tools(server: Server[Any]) -> dict[str, Tool]:
    listed = with_client(server, lambda client: client.list_tools())
    return {tool.name: tool for tool in listed.tools}


def as_parameters(question: dict[str, Any]) -> dict[str, Any]:
    return {k: str(v).lower() if isinstance(v, bool) else v for k, v in question.items()}


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_a_search_finds_what_the_api_finds(
    server: Server[Any], api: TestClient, question: dict[str, Any]
) -> None:
    result = result_of(server, "search_facts", **question)
    same = api.get("/v1/facts", params={**as_parameters(question), "limit": 10}).json()
    assert result["total"] == same["page"]["total"] > 0
    for short, full in zip(result["facts"], same["items"], strict=True):
        alike = ("id", "statement", "type", "status", "figures", "review")
        assert {name: short[name] for name in alike} == {name: full[name] for name in alike}
        assert (short["date"], short["date_stated"]) == (
            full["date"]["edtf"],
            full["date"]["stated"],
        )
        parties = [
            (party["id"], party["role"]) for name in PARTY_LISTS.values() for party in full[name]
        ]
        assert [(party["id"], party["role"]) for party in short["parties"]] == parties[:12]
        assert len(short["parties"]) + short["parties_left_out"] == len(parties)
        assert short["evidence"] == [evidence["locator"] for evidence in full["evidence"]]
    assert (result["query"], result["warnings"]) == (
        same["meta"]["query"],
        same["meta"]["warnings"],
    )
    again = api.get(result["address"]).json()
    assert again["items"] == same["items"]


def test_empty_result_hints_at_a_wider_search(server: Server[Any]) -> None:
    for tool in ("search_facts", "count_facts", "list_figures"):
        grouped = {"group_by": "topic"} if tool == "count_facts" else {}
        for arguments, hint in (
            ({"country": ["VE"], "topic": ["visas"]}, "ithout country=VE: "),
            ({"q": "visited Belarus partnership agriculture visa-free"}, "ask by topic"),
        ):
            answer = call_tool(server, tool, {**grouped, **arguments})
            assert isinstance(answer.structured_content, dict)
            assert answer.structured_content["total"] == 0
            assert any(hint in each for each in answer.structured_content["warnings"])
            assert hint in text_of(answer)
    assert result_of(server, "search_facts", country=["VU"])["warnings"] == [], (
        "nothing can be left out"
    )
    by_organization = {"group_by": "organization", "country": ["VE"], "type": ["visit"]}
    counted = result_of(server, "count_facts", **by_organization)
    assert counted["facts"] > counted["total"] == 0
    assert not any("ithout country" in warning for warning in counted["warnings"])


def test_pages_follow_each_other_without_a_gap(server: Server[Any], api: TestClient) -> None:
    first = result_of(server, "search_facts", country="CN,RU", limit=4)
    second = result_of(
        server, "search_facts", country="CN,RU", limit=4, cursor=first["next_cursor"]
    )
    same = api.get("/v1/facts?country=CN,RU&limit=8").json()["items"]
    assert [fact["id"] for fact in [*first["facts"], *second["facts"]]] == [
        fact["id"] for fact in same
    ]
    assert result_of(server, "search_facts", country="TR", topic="visas")["next_cursor"] is None


def test_no_list_is_longer_than_an_assistant_should_read(server: Server[Any]) -> None:
    assert result_of(server, "search_facts", limit=0)["facts"] == []
    for tool, most in (("search_facts", 25), ("list_figures", 25), ("count_facts", 50)):
        arguments = {"group_by": ["country", "topic"]} if tool == "count_facts" else {}
        answer = call_tool(server, tool, {**arguments, "limit": most})
        assert len(answer.model_dump_json(by_alias=True).encode()) < MAX_BYTES + 500
        for limit in (most + 1, str(most + 1), [most + 1], "9" * 5000):
            assert f"it must be {most} or less" in error_of(server, tool, **arguments, limit=limit)


def test_an_answer_that_would_be_too_long_has_fewer_facts_and_goes_on(
    server: Server[Any], api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policyfacts.mcp.tools.MAX_BYTES", 9000)
    first = result_of(server, "search_facts", limit=25)
    assert 1 <= len(first["facts"]) < 25
    assert len(json.dumps(first, ensure_ascii=False).encode()) < 6000
    rest = result_of(server, "search_facts", limit=1, cursor=first["next_cursor"])
    same = api.get("/v1/facts?limit=25").json()["items"]
    assert rest["facts"][0]["id"] == same[len(first["facts"])]["id"]
    monkeypatch.setattr("policyfacts.mcp.tools.MAX_BYTES", 10)
    assert len(result_of(server, "search_facts", limit=25)["facts"]) == 1


def test_fact_is_complete_and_has_its_citation(server: Server[Any], api: TestClient) -> None:
    result = result_of(server, "get_fact", id=FACT.upper())
    assert result["fact"] == api.get(f"/v1/facts/{FACT}").json()
    assert result["citation"] == api.get(f"/v1/facts/{FACT}/citation").text


def test_counts_are_those_of_the_api(server: Server[Any], api: TestClient) -> None:
    result = result_of(server, "count_facts", group_by=["year", "type"], country="RU", limit=50)
    same = api.get("/v1/facts/stats?group_by=year,type&country=RU&limit=50").json()
    counts = [(group["values"], group["facts"]) for group in result["groups"]]
    assert counts == [(item["values"], item["facts"]) for item in same["items"]]
    assert (result["facts"], result["grouped"]) == tuple(same["counted"].values())
    assert result["total"] == same["page"]["total"]


def test_figures_keep_unit_bound_and_basis(server: Server[Any]) -> None:
    answer = call_tool(server, "list_figures", {"country": ["US"], "measure": ["trade-turnover"]})
    assert isinstance(answer.structured_content, dict)
    (figure,) = answer.structured_content["figures"]
    members = {k: figure[k] for k in ("value", "unit", "bound", "basis", "period", "fact")}
    assert members == {
        "value": 500_000_000,
        "unit": "USD",
        "bound": "over",
        "basis": "actual",
        "period": "2013",
        "fact": "by-2013-trade-turnover-united-states",
    }
    assert "over 500,000,000 USD (actual, 2013)" in text_of(answer)
    source = f"Ministry of Foreign Affairs of Belarus, {figure['evidence'][0]}"
    assert "done: " in text_of(answer) and source in text_of(answer)


@pytest.mark.parametrize(
    ("name", "parameter", "id_"),
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
    server: Server[Any], name: str, parameter: str, id_: str
) -> None:
    result = result_of(server, "resolve_name", q=name, limit=20)["candidates"]
    (candidate,) = [
        candidate
        for candidate in result
        if (candidate["parameter"], candidate["id"]) == (parameter, id_)
    ]
    facts = result_of(server, "search_facts", **{parameter: [id_]}, limit=0)
    assert facts["total"] == candidate["facts"]


def test_similar_name_is_marked_as_near(server: Server[Any]) -> None:
    (first, *_) = result_of(server, "resolve_name", q="Chyna", kind=["country"])["candidates"]
    assert (first["id"], first["match"]) == ("CN", "near")
    assert result_of(server, "resolve_name", q="qqqqqqqq")["candidates"] == []


@pytest.mark.parametrize("parameter", [*VOCABULARY_PARAMETERS, *STATS_PARAMETERS])
def test_listed_values_filter_facts(server: Server[Any], parameter: str) -> None:
    values = result_of(server, "list_values", parameter=parameter, limit=100)["values"]
    assert values
    for value in values[:1]:
        arguments = (
            {"party": f"BY:{value['value']}"}
            if parameter == "role"
            else {parameter: value["value"]}
        )
        total = result_of(server, "search_facts", **arguments, limit=0)["total"]
        assert total > 0
        assert value["facts"] == total or (
            parameter in VOCABULARY_PARAMETERS and value["facts"] is None
        )
        assert value["description"] or parameter in STATS_PARAMETERS


def test_values_of_the_vocabulary_come_in_pages(server: Server[Any]) -> None:
    full = result_of(server, "list_values", parameter="type", limit=100)
    assert full["next_cursor"] is None
    assert len(full["values"]) == full["total"] > 4
    first = result_of(server, "list_values", parameter="type", limit=3)
    assert (len(first["values"]), first["total"]) == (3, full["total"])
    rest = result_of(
        server, "list_values", parameter="type", cursor=first["next_cursor"], limit=100
    )
    assert [*first["values"], *rest["values"]] == full["values"]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize("limit", ["5", ["5"], [5], 5.0, [5.0]], ids=str)
def test_a_limit_may_be_written_in_several_ways(server: Server[Any], limit: object) -> None:
    assert len(result_of(server, "search_facts", limit=limit)["facts"]) == 5


def test_citations_are_those_of_the_api(server: Server[Any], api: TestClient) -> None:
    for style in ("text", "bibtex", "ris", "csl-json"):
        own = result_of(server, "cite", id=FACT, format=style)["citation"]
        assert own == api.get(f"/v1/facts/{FACT}/citation?format={style}").text
    result = result_of(server, "cite", country=["TR"])
    assert result["citation"] == api.get("/v1/facts/citation?country=TR").text
    assert result["address"] == "/v1/facts/citation?country=TR&format=text"
    same = api.get("/v1/facts?country=TR").json()
    assert result["total"] == same["page"]["total"]
    assert [fact["id"] for fact in result["facts"]] == [item["id"] for item in same["items"]]
    first = same["items"][0]["evidence"][0]
    assert result["facts"][0]["evidence"][0] == f"{first['review']} {first['locator']}"


def test_every_answer_has_what_a_citation_needs(server: Server[Any]) -> None:
    for tool, arguments in CALLS:
        answer = call_tool(server, tool, arguments)
        assert "release 2026.1" in str(answer.structured_content).lower()
        assert "release 2026.1" in text_of(answer).lower()


def test_addresses_are_absolute_where_the_public_address_is_known(app: FastAPI) -> None:
    public = "https://facts.example.org/api"
    settings = app.state.service.settings.model_copy(update={"public_url": public})
    result = result_of(
        make_server(lambda _: InternalClient(app, settings)), "search_facts", q="visa-free travel"
    )
    address = urlsplit(result["address"])
    assert result["address"].startswith(f"{public}/v1/facts?")
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
    answer = with_client(server, lambda client: client.call_tool(tool, first), mode)
    assert not answer.is_error
    assert listed.output_schema is not None
    Draft202012Validator(listed.output_schema).validate(answer.structured_content)


def test_schemas_of_all_tools_stay_short(tools: dict[str, Tool]) -> None:
    assert list(tools) == [tool for tool, _ in CALLS]
    size = sum(len(tool.model_dump_json(exclude_none=True)) for tool in tools.values())
    assert size < 36_000
    for name in ("search_facts", "count_facts", "list_figures", "cite"):
        properties = tools[name].input_schema["properties"]
        assert FactFilters.model_fields.keys() <= properties.keys()
    explained = tools["search_facts"].input_schema["properties"].values()
    assert all(schema["description"] for schema in explained)
    assert "$ref" not in str([tool.model_dump() for tool in tools.values()])


def test_instructions_and_text_say_whose_statements_these_are(server: Server[Any]) -> None:
    async def read(client: Any) -> str:
        return str(client.instructions)

    assert "not verified facts" in with_client(server, read)
    assert "not verified facts" in text_of(call_tool(server, "search_facts", {}))


@pytest.mark.parametrize(
    ("as_sent", "plain"),
    [
        ({"country": '["CN","RU"]'}, {"country": ["CN", "RU"]}),
        ({"country": ' [ "CN" ] '}, {"country": ["CN"]}),
        ({"country": "CN,RU"}, {"country": ["CN", "RU"]}),
        ({"year": "[2013, 2014]"}, {"year": [2013, 2014]}),
        ({"year": "2013"}, {"year": [2013]}),
        ({"year": [2013.0]}, {"year": [2013]}),
        ({"has_figures": "true"}, {"has_figures": True}),
        ({"has_figures": "False"}, {"has_figures": False}),
        ({"has_figures": 1}, {"has_figures": True}),
        ({"limit": "3"}, {"limit": 3}),
        ({"country": None, "q": None, "limit": None, "topic": []}, {}),
        ({"country": "[]"}, {}),
        ({"country": ["Tu\u0308rkiye"]}, {"country": ["Türkiye"]}),
        ({"country": "C\u200bN\u202e"}, {"country": ["CN"]}),
        ({"q": "\ufeffvisas"}, {"q": "visas"}),
    ],
)
def test_arguments_in_other_forms_are_read_alike(
    server: Server[Any], as_sent: dict[str, Any], plain: dict[str, Any]
) -> None:
    answer = result_of(server, "search_facts", **as_sent)
    expected = result_of(server, "search_facts", **plain)
    assert (answer["total"], answer["facts"]) == (expected["total"], expected["facts"])


def test_fact_is_found_by_a_copied_id(server: Server[Any]) -> None:
    plain = result_of(server, "get_fact", id="by-2013-embassy-qatar")
    assert result_of(server, "get_fact", id="by-2013-embassy-qatar\u200b") == plain
