"""Names that match nothing, or more than one entity, are refused with suggestions."""

import pytest
from starlette.testclient import TestClient

from tests.search.requests import ask, refusal


@pytest.mark.parametrize(
    ("parameter", "value", "candidates"),
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
def test_ambiguous_name_is_refused_with_its_candidates(
    client: TestClient, parameter: str, value: str, candidates: set[str]
) -> None:
    error = refusal(client, {parameter: value})
    assert (error["parameter"], error["code"]) == (parameter, "ambiguous_name")
    assert candidates <= set(error["did_you_mean"])
    assert all(candidate in error["message"] for candidate in candidates)


@pytest.mark.parametrize(
    ("parameter", "name", "suggestion"),
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
def test_name_of_another_kind_is_refused_with_the_right_parameter(
    client: TestClient, parameter: str, name: str, suggestion: str
) -> None:
    error = refusal(client, {parameter: name})
    assert (error["parameter"], error["code"]) == (parameter, "wrong_kind")
    assert suggestion in error["did_you_mean"]
    assert suggestion in error["message"]
    suggested_parameter, _, id_ = suggestion.partition("=")
    assert ask(client, {suggested_parameter: id_})["meta"]["query"] == {suggested_parameter: [id_]}


@pytest.mark.parametrize(
    ("parameter", "value", "suggestion"),
    [
        ("country_al", "CN", "country_all"),
        ("topics", "visas", "topic"),
        ("Country", "CN", "country"),
        ("country", "Chna", "CN"),
        ("country", "Belarsu", "BY"),
        ("country", "Китйа", "CN"),
        ("country_not", "Rusian federatoin", "RU"),
        ("region", "afrika", "africa"),
        ("region", "latin-amerika", "latin-america"),
        ("organization", "unodcc", "unodc"),
        ("organization", "Untied Nations", "un"),
        ("topic", "vias", "visas"),
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
def test_misspelt_value_is_refused_with_a_suggestion(
    client: TestClient, parameter: str, value: str, suggestion: str
) -> None:
    error = refusal(client, {parameter: value})
    assert error["parameter"] == parameter
    assert suggestion in error["did_you_mean"]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("country", "Norge"),
        ("country", "СN"),  # the first letter is Cyrillic
        ("country", "C N"),
        ("country", "999"),
        ("country", "0"),
        ("country", "-"),
        ("country", "%"),
        ("country", "Chin*"),
        ("country", "CN;RU"),
        ("country", "ﬀ\u0000"),
        ("country", "🇨🇳"),
        ("party", "BY:"),
        ("party", ":host"),
        ("party", "BY:host:host"),
        ("party", "BY:excluded"),
    ],
)
def test_name_without_matches_is_refused(client: TestClient, parameter: str, value: str) -> None:
    assert refusal(client, {parameter: value})["parameter"] == parameter


def test_all_errors_are_reported_at_once(client: TestClient) -> None:
    params = {"country": "Chna,CN,Congo", "topic": "vsias", "party": "BY:hots"}
    response = client.get("/v1/facts", params=params)
    errors = [(error["parameter"], error["code"]) for error in response.json()["errors"]]
    assert response.status_code == 422
    assert errors == [
        ("country", "unknown_country"),
        ("country", "ambiguous_name"),
        ("party", "unknown_role"),
        ("topic", "unknown_topic"),
    ]
