"""Parameters that cannot be read are refused on every path, with what was meant."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.contract.problems import ELSEWHERE, ask, faults_of
from tests.contract.routes import LISTS, ROUTES, WITH_QUERY, Route, is_own, takes_several

# Nothing that any parameter could mean.
NONSENSE = (
    *("", " ", ",", "CN,", "zz-no-such-value", "' OR 1=1 --", "\x00", "CN\x00", "x" * 5000),
    *(str(2**63), str(2**70), "-1", "1e3", "2_013", "2013.0", "٢٠١٣"),
)
# Enough where a parameter is the same as on another path.
NONSENSE_AGAIN = ("zz-no-such-value", "\x00")
# What is looked for in these is any text at all.
FREE_TEXT = ("q",)
NOT_DATES = ("2013-13-01", "2013-02-30", "2013-1-1", "2013/2014", "2013-01-15T00:00", "0000", "13")
# What these could mean by it.
NUMBERS = dict.fromkeys(("value_min", "value_max"), ("-1", "1e3", "2013.0"))
REFUSALS = {"cursor": (400, 422), "format": (406,)}
# In JSON, columns change nothing, and a warning says so.
BESIDE = {"fields": ("format", "csv")}


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_an_unknown_parameter_is_refused_with_the_known_ones(
    sqlite_client: TestClient, route: Route
) -> None:
    answer = ask(sqlite_client, route.address, ("contry", "CN"))
    assert faults_of(answer, 422) == []
    (fault,) = answer.json()["errors"]
    assert (fault["parameter"], fault["code"]) == ("contry", "unknown_parameter")
    assert sorted(fault["allowed"]) == sorted(route.names)
    assert fault["did_you_mean"][:1] == (["country"] if "country" in route.names else [])


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_parameter_written_in_another_case_or_with_brackets_is_not_ignored(
    sqlite_client: TestClient, route: Route
) -> None:
    for written in ("LIMIT", "limit[]", " limit", "country[]", ""):
        assert faults_of(ask(sqlite_client, route.address, (written, "5")), 422) == []


@pytest.mark.parametrize("route", WITH_QUERY, ids=str)
def test_parameters_of_one_value_are_refused_where_they_stand_twice(
    sqlite_client: TestClient, route: Route
) -> None:
    single = [it["name"] for it in route.parameters if not takes_several(it)]
    values = {"format": next(iter(route.forms), "")}
    twice = [(name, values.get(name, "5")) for name in single * 2]
    answer = ask(sqlite_client, route.address, *twice)
    assert faults_of(answer, 422) == []
    assert {fault["parameter"] for fault in answer.json()["errors"]} == set(single)


@pytest.mark.no_cov
@pytest.mark.parametrize("route", WITH_QUERY, ids=str)
def test_no_value_that_means_nothing_is_taken_for_no_filter(
    client: TestClient, route: Route
) -> None:
    own = [it["name"] for it in route.parameters if is_own(route, it)]
    wrong = []
    for name in (it for it in own if it not in FREE_TEXT):
        values = [it for it in NONSENSE if it not in NUMBERS.get(name, ())]
        values += NOT_DATES if name.startswith("date_") else ()
        wrong += [it for value in values for it in taken(client, route, name, value)]
    assert wrong == []


@pytest.mark.parametrize("route", WITH_QUERY, ids=str)
def test_what_means_nothing_on_one_path_means_nothing_on_another(
    sqlite_client: TestClient, route: Route
) -> None:
    same = [it["name"] for it in route.parameters if not is_own(route, it)]
    wrong = []
    for name in (it for it in same if it not in FREE_TEXT):
        wrong += [it for value in NONSENSE_AGAIN for it in taken(sqlite_client, route, name, value)]
    assert wrong == []


def taken(client: TestClient, route: Route, name: str, value: str) -> list[str]:
    """What is wrong with the refusal of a value of a parameter."""
    beside = [BESIDE[name]] if name in BESIDE else []
    answer = ask(client, route.asking(*beside, (name, value)))
    wrong = faults_of(answer, *REFUSALS.get(name, (422,)))
    if not wrong and answer.status_code != 400:
        named = {fault["parameter"] for fault in answer.json()["errors"]}
        wrong += [] if named == {name} else [f"{name}={value!r} is blamed on {named}"]
    return wrong


@pytest.mark.parametrize("route", WITH_QUERY, ids=str)
def test_more_values_than_anyone_needs_are_refused(sqlite_client: TestClient, route: Route) -> None:
    """Joined by commas and repeated, all at once: as many are named as an answer names."""
    several = [it["name"] for it in route.parameters if takes_several(it)]
    if not several:
        return
    joined = [(name, ",".join(["BY"] * 101)) for name in several]
    repeated = [(name, "BY") for name in several for _ in range(101)]
    for asked in (joined, repeated):
        answer = ask(sqlite_client, route.path, *asked)
        assert faults_of(answer, 422) == []
        missing = {it["name"] for it in route.parameters if it.get("required")} - set(several)
        named = {fault["parameter"] for fault in answer.json()["errors"]} - missing
        assert named <= set(several)
        assert len(named) == min(len(several), 10)


def test_everything_wrong_is_said_at_once(client: TestClient) -> None:
    asked = "/v1/facts?contry=CN&limit=501&year=20013&status=palnned&bom=perhaps"
    answer = client.get(asked, headers=ELSEWHERE)
    assert faults_of(answer, 422) == []
    errors: dict[str, Any] = {fault["parameter"]: fault for fault in answer.json()["errors"]}
    assert sorted(errors) == ["bom", "contry", "limit", "status", "year"]
    assert errors["contry"]["did_you_mean"][0] == "country"
    assert errors["status"]["did_you_mean"] == ["planned"]


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_a_cursor_that_was_not_given_out_for_this_list_is_refused(
    sqlite_client: TestClient, route: Route
) -> None:
    other = "/v1/countries" if route.template == "/v1/facts" else "/v1/facts"
    following = sqlite_client.get(f"{other}?limit=1").json()["page"]["next"]
    foreign = following.rpartition("cursor=")[2]
    for cursor in (foreign, "garbage", "MXwyfDM", "a" * 200, "MHww\u00e9", "fHx8fA=="):
        for form in [("format", it) for it in route.forms] or [("limit", "5")]:
            asked = route.asking(form, ("cursor", cursor))
            assert faults_of(ask(sqlite_client, asked), 400) == []


@pytest.mark.parametrize("route", WITH_QUERY, ids=str)
@pytest.mark.parametrize("query", ["q=visa%FF", "country=C%F4te", "zz=%C3", "a=b&topic=%ED%A0%80"])
def test_what_is_no_utf_8_is_not_read_as_other_letters(
    sqlite_client: TestClient, route: Route, query: str
) -> None:
    answer = sqlite_client.get(f"{route.path}?{query}", headers=ELSEWHERE)
    assert faults_of(answer, 422) == []
    (fault,) = answer.json()["errors"]
    name = query.rpartition("&")[2].partition("=")[0]
    assert (fault["parameter"], fault["code"]) == (name, "not_utf8")
    assert name in fault["message"]


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_of_very_many_mistakes_a_few_are_told(sqlite_client: TestClient, route: Route) -> None:
    answer = ask(sqlite_client, route.path, *((f"x{it}", "1") for it in range(3000)))
    assert faults_of(answer, 422) == []
    assert 0 < len(answer.json()["errors"]) <= 10


@pytest.mark.parametrize("asked", ["q", "country", "limit", "cursor", "date_from", "sort", "facet"])
def test_a_very_long_value_is_not_repeated_whole(sqlite_client: TestClient, asked: str) -> None:
    answer = ask(sqlite_client, "/v1/facts", (asked, "a" * 60_000))
    assert faults_of(answer, 400, 422) == []
    assert len(answer.text) < 20_000
