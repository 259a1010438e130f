"""Every form that the contract offers is to be had, by name and by Accept."""

import re

import pytest
from starlette.testclient import TestClient

from tests.contract.formats import MEDIA_TYPES, held, media_type_of
from tests.contract.problems import ELSEWHERE, faults_of
from tests.contract.routes import ROUTES, Route

CHOSEN = [(route, form) for route in ROUTES for form in route.forms]
WITH_FORMS = [route for route in ROUTES if route.forms]
WITHOUT_FORMS = [route for route in ROUTES if not route.forms]
TABLES = [route for route in WITH_FORMS if "fields" in route.names]
_ALTERNATE = re.compile(r'<([^>]+)>; rel="alternate"; type="([^"]+)"')


def test_whatever_can_be_asked_for_by_name_is_documented_by_media_type() -> None:
    for route in WITH_FORMS:
        assert [MEDIA_TYPES[it] for it in route.forms] == route.media_types, route


def test_who_has_no_choice_is_offered_none() -> None:
    """Files differ by name; all else without `format` has one form."""
    several = [it.template for it in WITHOUT_FORMS if len(it.media_types) > 1]
    assert several == ["/v1/downloads/{name}"]


@pytest.mark.parametrize(("route", "form"), CHOSEN, ids=str)
def test_a_form_is_answered_by_name_and_by_accept_alike(
    sqlite_client: TestClient, route: Route, form: str
) -> None:
    by_name = sqlite_client.get(route.asking(("format", form)))
    by_accept = sqlite_client.get(route.address, headers={"Accept": MEDIA_TYPES[form]})
    for answer in (by_name, by_accept):
        assert answer.status_code == 200, answer.text
        assert media_type_of(answer) == MEDIA_TYPES[form]
        assert "Accept" in answer.headers["Vary"].split(", ")
    assert held(by_name) == held(by_accept) != []


@pytest.mark.parametrize("route", WITH_FORMS, ids=str)
def test_each_form_leads_to_the_others(sqlite_client: TestClient, route: Route) -> None:
    for form in route.forms:
        answer = sqlite_client.get(route.asking(("format", form)))
        others = _ALTERNATE.findall(answer.headers["Link"])
        expected = [it for it in route.media_types if it != MEDIA_TYPES[form]]
        assert sorted(media_type for _, media_type in others) == sorted(expected)
        for address, media_type in others:
            found = sqlite_client.get(address)
            assert (found.status_code, media_type_of(found)) == (200, media_type)


@pytest.mark.parametrize("route", TABLES, ids=str)
def test_a_table_has_a_row_for_everything_that_is_found(
    sqlite_client: TestClient, route: Route
) -> None:
    total = sqlite_client.get(route.address).json()["page"]["total"]
    for form in (it for it in route.forms if it in ("csv", "ndjson")):
        whole = sqlite_client.get(route.asking(("format", form)))
        assert len(held(whole)) == total == int(whole.headers["X-Row-Count"])
        first = sqlite_client.get(route.asking(("format", form), ("limit", 1)))
        assert held(first) == held(whole)[:1]
        assert (first.headers["X-Row-Count"], first.headers["X-Total-Count"]) == ("1", str(total))


@pytest.mark.parametrize("route", WITH_FORMS, ids=str)
def test_a_form_that_is_not_offered_is_refused_with_those_that_are(
    sqlite_client: TestClient, route: Route
) -> None:
    for written in ("xml", "", " ", "\x00", f"{route.forms[0]},{route.forms[1]}", "x" * 5000):
        answer = sqlite_client.get(route.asking(("format", written)), headers=ELSEWHERE)
        assert faults_of(answer, 406) == []
        (fault,) = answer.json()["errors"]
        assert fault["parameter"] == "format"
        assert fault["allowed"] == route.forms
    suggestion = route.forms[1][:-1]
    (fault,) = sqlite_client.get(route.asking(("format", suggestion))).json()["errors"]
    assert route.forms[1] in fault["did_you_mean"]


@pytest.mark.parametrize("route", WITH_FORMS, ids=str)
def test_who_accepts_none_of_the_forms_is_told_which_there_are(
    sqlite_client: TestClient, route: Route
) -> None:
    for wanted in ("image/png", "application/xml", f"{route.media_types[0]};q=0"):
        answer = sqlite_client.get(route.address, headers={**ELSEWHERE, "Accept": wanted})
        assert faults_of(answer, 406) == []
        (fault,) = answer.json()["errors"]
        assert (fault["parameter"], fault["allowed"]) == ("Accept", route.media_types)


@pytest.mark.parametrize("route", TABLES, ids=str)
def test_a_column_that_there_is_not_is_refused_in_every_table(
    sqlite_client: TestClient, route: Route
) -> None:
    for form in (it for it in route.forms if it in ("csv", "ndjson")):
        for written in ("zz-no-such-column", "facts,zz-no-such-column", ""):
            asked = route.asking(("format", form), ("fields", written))
            answer = sqlite_client.get(asked, headers=ELSEWHERE)
            assert faults_of(answer, 422) == []
            errors = answer.json()["errors"]
            assert {it["parameter"] for it in errors} == {"fields"}
            assert all(it["allowed"] for it in errors) or not written


@pytest.mark.parametrize("route", TABLES, ids=str)
def test_what_is_refused_in_json_is_refused_in_every_form(
    sqlite_client: TestClient, route: Route
) -> None:
    for form in route.forms:
        for name, value, status in (("limit", "-1", 422), ("cursor", "garbage", 400)):
            asked = route.asking(("format", form), (name, value))
            assert faults_of(sqlite_client.get(asked, headers=ELSEWHERE), status) == []


@pytest.mark.parametrize("route", TABLES, ids=str)
def test_columns_that_json_does_not_have_are_no_silent_loss(
    sqlite_client: TestClient, route: Route
) -> None:
    warnings = sqlite_client.get(route.asking(("fields", "id"))).json()["meta"]["warnings"]
    assert [it for it in warnings if it.startswith("fields ")] != []


@pytest.mark.parametrize("route", TABLES, ids=str)
def test_a_table_asked_for_from_a_page_onwards_begins_with_that_page(
    sqlite_client: TestClient, route: Route
) -> None:
    following = sqlite_client.get(route.asking(("limit", 1))).json()["page"]["next"]
    cursor = ("cursor", following.rpartition("cursor=")[2])
    for form in (it for it in route.forms if it in ("csv", "ndjson")):
        whole = held(sqlite_client.get(route.asking(("format", form))))
        assert held(sqlite_client.get(route.asking(("format", form), cursor))) == whole[1:]
        second = route.asking(("format", form), cursor, ("limit", 1))
        assert held(sqlite_client.get(second)) == whole[1:2]
