"""What names nothing, or more than one thing, is refused with what was meant; never answered."""

import pytest
from starlette.testclient import TestClient

from tests.search.requests import ask, refusal


@pytest.mark.parametrize(
    ("parameter", "written", "candidates"),
    [
        ("country", "Congo", {"CD", "CG"}),
        ("country", "Congolese", {"CD", "CG"}),
        ("country", "Конго", {"CD", "CG"}),
        ("country", "Korea", {"KP", "KR"}),
        ("country_all", "KOREAN", {"KP", "KR"}),
        ("country_not", "korea", {"KP", "KR"}),
        ("country", "Virgin Islands", {"VG", "VI"}),
        ("country", "Dominican", {"DM", "DO"}),
        ("entity", "Central African", {"CF", "middle-africa"}),
        ("party", "Congo:host", {"CD", "CG"}),
        ("party_all", "Korea", {"KP", "KR"}),
    ],
)
def test_an_ambiguous_name_is_refused_with_its_candidates(
    client: TestClient, parameter: str, written: str, candidates: set[str]
) -> None:
    fault = refusal(client, {parameter: written})
    assert (fault["parameter"], fault["code"]) == (parameter, "ambiguous_name")
    assert candidates <= set(fault["did_you_mean"])
    assert all(it in fault["message"] for it in candidates)


@pytest.mark.parametrize(
    ("parameter", "written", "right"),
    [
        ("region", "cis", "organization=cis"),
        ("region", "СНГ", "organization=cis"),
        ("region_not", "Commonwealth of Independent States", "organization_not=cis"),
        ("region", "China", "country=CN"),
        ("region", "156", "country=CN"),
        ("country", "africa", "region=africa"),
        ("country", "002", "region=africa"),
        ("country", "2", "region=africa"),
        ("country", "UN", "organization=un"),
        ("country_all", "European Union", "organization_all=eu"),
        ("country", "Minsk", "entity=minsk"),
        ("organization", "Belarus", "country=BY"),
        ("organization", "Africa", "region=africa"),
        ("organization", "Alexander Lukashenko", "entity=alexander-lukashenko"),
        ("organization", "Lisbon Protocol", "entity=lisbon-protocol"),
        ("region", "Eastern Partnership", "entity=eastern-partnership"),
    ],
)
def test_a_name_of_another_kind_is_refused_with_the_right_parameter(
    client: TestClient, parameter: str, written: str, right: str
) -> None:
    fault = refusal(client, {parameter: written})
    assert (fault["parameter"], fault["code"]) == (parameter, "wrong_kind")
    assert right in fault["did_you_mean"]
    assert right in fault["message"]
    name, _, value = right.partition("=")
    assert ask(client, {name: value})["meta"]["query"] == {name: [value]}


@pytest.mark.parametrize(
    ("parameter", "written", "suggestion"),
    [
        ("contry", "CN", "country"),
        ("country_al", "CN", "country_all"),
        ("topics", "visas", "topic"),
        ("Country", "CN", "country"),
        ("country", "Chna", "CN"),
        ("country", "Belarsu", "BY"),
        ("country", "Китйа", "CN"),
        ("country_not", "Rusia federation", "RU"),
        ("region", "afrika", "africa"),
        ("region", "latin-amerika", "latin-america"),
        ("organization", "unodcc", "unodc"),
        ("organization", "Untied Nations", "un"),
        ("topic", "visa", "visas"),
        ("topic_not", "trad", "trade"),
        ("entity", "minks", "minsk"),
        ("party", "Belarsu:host", "BY"),
        ("party", "BY:hots", "BY:host"),
        ("type", "visitt", "visit"),
        ("status", "plannd", "planned"),
        ("level", "head-of-stat", "head-of-state"),
        ("form", "oficial", "official"),
        ("kind", "figures", "figure"),
        ("review", "by-2031", "by-2013"),
        ("section", "asai", "asia"),
        ("sort", "dat", "date"),
        ("region_match", "name", "named"),
        ("organization_match", "member", "members"),
        ("date_match", "overlap", "overlaps"),
    ],
)
def test_a_typo_never_returns_facts_and_says_what_was_meant(
    client: TestClient, parameter: str, written: str, suggestion: str
) -> None:
    fault = refusal(client, {parameter: written})
    assert fault["parameter"] == parameter
    assert suggestion in fault["did_you_mean"]


@pytest.mark.parametrize(
    ("parameter", "written"),
    [
        ("country", "Norge"),
        ("country", "СN"),  # the first letter is Cyrillic
        ("country", "C N"),
        ("country", "XX"),
        ("country", "999"),
        ("country", "0"),
        ("country", "-"),
        ("country", "%"),
        ("country", "Chin*"),
        ("country", "CN;RU"),
        ("country", "ﬀ\u0000"),
        ("country", "🇨🇳"),
        ("country", "C" * 5000),
        ("region", "atlantis"),
        ("organization", "' OR 1=1 --"),
        ("topic", "everything"),
        ("party", "BY:"),
        ("party", ":host"),
        ("party", "BY:host:host"),
        ("party", "BY:excluded"),
        ("entity", ""),
        ("country", ""),
        ("country", " "),
        ("country", "CN,,RU"),
    ],
)
def test_what_names_nothing_is_refused(client: TestClient, parameter: str, written: str) -> None:
    assert refusal(client, {parameter: written})["parameter"] == parameter


def test_all_that_is_wrong_is_said_at_once(client: TestClient) -> None:
    question = {"country": "Chna,CN,Congo", "topic": "visa", "party": "BY:hots"}
    answered = client.get("/v1/facts", params=question)
    errors = [(it["parameter"], it["code"]) for it in answered.json()["errors"]]
    assert answered.status_code == 422
    assert errors == [
        ("country", "unknown_country"),
        ("country", "ambiguous_name"),
        ("party", "unknown_role"),
        ("topic", "unknown_topic"),
    ]
