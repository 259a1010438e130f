"""Parameters that cannot be parsed are refused on every path, with suggestions."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from policyfacts.schemas.envelope import Problem
from tests.contract.problems import ELSEWHERE, ask, faults_of
from tests.contract.routes import LISTS, ROUTES, WITH_QUERY, Route, is_own, takes_several

# No parameter accepts these.
NONSENSE = (
    *("", " ", ",", "CN,", "zz-no-such-value", "' OR 1=1 --", "\x00", "CN\x00", "x" * 5000),
    *(str(2**63), str(2**70), "-1", "1e3", "2_013", "2013.0", "٢٠١٣"),
)
# Enough where a parameter is the same as on another path.
NONSENSE_AGAIN = ("zz-no-such-value", "\x00")
# These take any text.
FREE_TEXT = ("q",)
NOT_DATES = ("2013-13-01", "2013-02-30", "2013-1-1", "2013/2014", "2013-01-15T00:00", "0000", "13")
# These accept a few.
ACCEPTED = dict.fromkeys(("value_min", "value_max"), ("-1", "1e3", "2013.0"))
REFUSALS = {"cursor": (400, 422), "format": (406,)}
# In JSON, columns change nothing, and a warning says so.
BESIDE = {"fields": ("format", "csv")}


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_unknown_parameter_is_refused_with_the_allowed_ones(
    sqlite_client: TestClient, route: Route
) -> None:
    response = ask(sqlite_client, route.url, ("contry", "CN"))
    assert faults_of(response, 422) == []
    (error,) = response.json()["errors"]
    assert (error["parameter"], error["code"]) == ("contry", "unknown_parameter")
    assert sorted(error["allowed"]) == sorted(route.names)
    assert error["did_you_mean"][:1] == (["country"] if "country" in route.names else [])
    assert Problem.model_validate_json(response.text).model_dump(mode="json") == response.json()
    assert route.documents(response.status_code)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_misspelt_parameter_is_never_ignored(sqlite_client: TestClient, route: Route) -> None:
    for name in ("LIMIT", "limit[]", " limit", "country[]", ""):
        assert faults_of(ask(sqlite_client, route.url, (name, "5")), 422) == []


@pytest.mark.parametrize("route", WITH_QUERY, ids=str)
def test_repeated_parameter_of_one_value_is_refused(
    sqlite_client: TestClient, route: Route
) -> None:
    single = [parameter["name"] for parameter in route.parameters if not takes_several(parameter)]
    values = {"format": next(iter(route.formats), "")}
    twice = [(name, values.get(name, "5")) for name in single * 2]
    response = ask(sqlite_client, route.url, *twice)
    assert faults_of(response, 422) == []
    assert {error["parameter"] for error in response.json()["errors"]} == set(single)


@pytest.mark.no_cov
@pytest.mark.parametrize("route", WITH_QUERY, ids=str)
def test_nonsense_values_are_refused(client: TestClient, route: Route) -> None:
    own = [parameter["name"] for parameter in route.parameters if is_own(route, parameter)]
    wrong = []
    for name in (own_name for own_name in own if own_name not in FREE_TEXT):
        values = [value for value in NONSENSE if value not in ACCEPTED.get(name, ())]
        values += NOT_DATES if name.startswith("date_") else ()
        wrong += [
            reason for value in values for reason in errors_of_refusal(client, route, name, value)
        ]
    assert wrong == []


@pytest.mark.parametrize("route", WITH_QUERY, ids=str)
def test_nonsense_values_of_shared_parameters_are_refused(
    sqlite_client: TestClient, route: Route
) -> None:
    same = [parameter["name"] for parameter in route.parameters if not is_own(route, parameter)]
    wrong = []
    for name in sorted(set(same) - {*FREE_TEXT}):
        for value in NONSENSE_AGAIN:
            wrong += errors_of_refusal(sqlite_client, route, name, value)
    assert wrong == []


def errors_of_refusal(client: TestClient, route: Route, name: str, value: str) -> list[str]:
    """List what is wrong with the refusal of a value of a parameter."""
    beside = [BESIDE[name]] if name in BESIDE else []
    response = ask(client, route.url_with(*beside, (name, value)))
    wrong = faults_of(response, *REFUSALS.get(name, (422,)))
    if not wrong and response.status_code != 400:
        parameters = {error["parameter"] for error in response.json()["errors"]}
        wrong += [] if parameters == {name} else [f"{name}={value!r} is blamed on {parameters}"]
    return wrong


@pytest.mark.parametrize("route", WITH_QUERY, ids=str)
def test_too_many_values_are_refused(sqlite_client: TestClient, route: Route) -> None:
    """Check values joined by commas and repeated, in all parameters at once."""
    several = [parameter["name"] for parameter in route.parameters if takes_several(parameter)]
    if not several:
        return
    joined = [(name, ",".join(["BY"] * 101)) for name in several]
    repeated = [(name, "BY") for name in several for _ in range(101)]
    for params in (joined, repeated):
        response = ask(sqlite_client, route.path, *params)
        assert faults_of(response, 422) == []
        missing = {
            parameter["name"] for parameter in route.parameters if parameter.get("required")
        } - set(several)
        parameters = {error["parameter"] for error in response.json()["errors"]} - missing
        assert parameters <= set(several)
        assert len(parameters) == min(len(several), 10)


def test_all_errors_are_reported_at_once(client: TestClient) -> None:
    url = "/v1/facts?contry=CN&limit=501&year=20013&status=palnned&bom=perhaps"
    response = client.get(url, headers=ELSEWHERE)
    assert faults_of(response, 422) == []
    errors: dict[str, Any] = {error["parameter"]: error for error in response.json()["errors"]}
    assert sorted(errors) == ["bom", "contry", "limit", "status", "year"]
    assert errors["contry"]["did_you_mean"][0] == "country"
    assert errors["status"]["did_you_mean"] == ["planned"]


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_cursor_of_another_list_is_refused(sqlite_client: TestClient, route: Route) -> None:
    other = "/v1/countries" if route.template == "/v1/facts" else "/v1/facts"
    next_url = sqlite_client.get(f"{other}?limit=1").json()["page"]["next"]
    foreign = next_url.rpartition("cursor=")[2]
    for cursor in (foreign, "garbage", "MXwyfDM", "a" * 200, "MHww\u00e9", "fHx8fA=="):
        for more in [("format", format_) for format_ in route.formats] or [("limit", "5")]:
            url = route.url_with(more, ("cursor", cursor))
            assert faults_of(ask(sqlite_client, url), 400) == []


@pytest.mark.parametrize("route", WITH_QUERY, ids=str)
@pytest.mark.parametrize("query", ["q=visa%FF", "country=C%F4te", "zz=%C3", "a=b&topic=%ED%A0%80"])
def test_invalid_utf_8_is_refused(sqlite_client: TestClient, route: Route, query: str) -> None:
    response = sqlite_client.get(f"{route.path}?{query}", headers=ELSEWHERE)
    assert faults_of(response, 422) == []
    (error,) = response.json()["errors"]
    name = query.rpartition("&")[2].partition("=")[0]
    assert (error["parameter"], error["code"]) == (name, "not_utf8")
    assert name in error["message"]


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_of_very_many_errors_a_few_are_reported(sqlite_client: TestClient, route: Route) -> None:
    response = ask(sqlite_client, route.path, *((f"x{number}", "1") for number in range(3000)))
    assert faults_of(response, 422) == []
    assert 0 < len(response.json()["errors"]) <= 10


@pytest.mark.parametrize("name", ["q", "country", "limit", "cursor", "date_from", "sort", "facet"])
def test_very_long_value_is_not_repeated_in_full(sqlite_client: TestClient, name: str) -> None:
    response = ask(sqlite_client, "/v1/facts", (name, "a" * 60_000))
    assert faults_of(response, 400, 422) == []
    assert len(response.text) < 20_000
