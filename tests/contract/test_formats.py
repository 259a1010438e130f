"""Every documented format is available, by parameter and by Accept."""

import re

import pytest
from starlette.testclient import TestClient

from tests.conftest import CHECKOUT
from tests.contract.formats import MEDIA_TYPES, items_of, media_type_of
from tests.contract.problems import ELSEWHERE, faults_of
from tests.contract.routes import ROUTES, Route

ROUTES_AND_FORMATS = [(route, format_) for route in ROUTES for format_ in route.formats]
WITH_FORMATS = [route for route in ROUTES if route.formats]
WITHOUT_FORMATS = [route for route in ROUTES if not route.formats]
TABLES = [route for route in WITH_FORMATS if "fields" in route.names]
_ALTERNATE = re.compile(r'<([^>]+)>; rel="alternate"; type="([^"]+)"')


def formats_of_rows(route: Route) -> list[str]:
    """List the formats of a table that are its rows and nothing around them."""
    return [name for name in route.formats if name not in ("json", "jsonld")]


def test_the_guide_lists_each_format() -> None:
    guide = (CHECKOUT / "docs" / "asking.md").read_text(encoding="utf-8")
    (listed,) = re.findall("^## Forms\n(.*?)^## ", guide, re.MULTILINE | re.DOTALL)
    names = [*MEDIA_TYPES, *MEDIA_TYPES.values()]
    assert [name for name in names if f"`{name}`" not in listed] == []


def test_every_format_is_documented_by_media_type() -> None:
    for route in WITH_FORMATS:
        assert [MEDIA_TYPES[name] for name in route.formats] == route.media_types, route


def test_paths_without_format_have_one_media_type() -> None:
    """Check all but downloads, which differ by name."""
    several = [route.template for route in WITHOUT_FORMATS if len(route.media_types) > 1]
    assert several == ["/v1/downloads/{name}"]


@pytest.mark.parametrize(("route", "format_"), ROUTES_AND_FORMATS, ids=str)
def test_format_and_accept_are_answered_alike(
    sqlite_client: TestClient, route: Route, format_: str
) -> None:
    by_name = sqlite_client.get(route.url_with(("format", format_)))
    by_accept = sqlite_client.get(route.url, headers={"Accept": MEDIA_TYPES[format_]})
    for response in (by_name, by_accept):
        assert response.status_code == 200, response.text
        assert media_type_of(response) == MEDIA_TYPES[format_]
        assert "Accept" in response.headers["Vary"].split(", ")
    assert items_of(by_name) == items_of(by_accept) != []


@pytest.mark.parametrize("route", WITH_FORMATS, ids=str)
def test_each_format_links_to_the_others(sqlite_client: TestClient, route: Route) -> None:
    for format_ in route.formats:
        response = sqlite_client.get(route.url_with(("format", format_)))
        others = _ALTERNATE.findall(response.headers["Link"])
        expected = [
            media_type for media_type in route.media_types if media_type != MEDIA_TYPES[format_]
        ]
        assert sorted(media_type for _, media_type in others) == sorted(expected)
        for url, media_type in others:
            other = sqlite_client.get(url)
            assert (other.status_code, media_type_of(other)) == (200, media_type)


@pytest.mark.parametrize("route", TABLES, ids=str)
def test_table_has_a_row_for_every_hit(sqlite_client: TestClient, route: Route) -> None:
    total = sqlite_client.get(route.url).json()["page"]["total"]
    for format_ in formats_of_rows(route):
        table = sqlite_client.get(route.url_with(("format", format_)))
        assert len(items_of(table)) == total == int(table.headers["X-Row-Count"])
        first = sqlite_client.get(route.url_with(("format", format_), ("limit", 1)))
        assert items_of(first) == items_of(table)[:1]
        assert (first.headers["X-Row-Count"], first.headers["X-Total-Count"]) == ("1", str(total))


@pytest.mark.parametrize("route", WITH_FORMATS, ids=str)
def test_unknown_format_is_refused_with_the_allowed_ones(
    sqlite_client: TestClient, route: Route
) -> None:
    for value in ("xml", "", " ", "\x00", f"{route.formats[0]},{route.formats[1]}", "x" * 5000):
        response = sqlite_client.get(route.url_with(("format", value)), headers=ELSEWHERE)
        assert faults_of(response, 406) == []
        (error,) = response.json()["errors"]
        assert error["parameter"] == "format"
        assert error["allowed"] == route.formats
    misspelt = route.formats[1][:-1]
    (error,) = sqlite_client.get(route.url_with(("format", misspelt))).json()["errors"]
    assert route.formats[1] in error["did_you_mean"]


@pytest.mark.parametrize("route", WITH_FORMATS, ids=str)
def test_unacceptable_accept_is_refused_with_the_media_types(
    sqlite_client: TestClient, route: Route
) -> None:
    for accept in ("image/*", "application/xml", f"{route.media_types[0]};q=0", "csv", "*/*;q=0"):
        response = sqlite_client.get(route.url, headers={**ELSEWHERE, "Accept": accept})
        assert faults_of(response, 406) == []
        (error,) = response.json()["errors"]
        assert (error["parameter"], error["allowed"]) == ("Accept", route.media_types)


@pytest.mark.parametrize("route", TABLES, ids=str)
def test_unknown_column_is_refused_in_every_table(sqlite_client: TestClient, route: Route) -> None:
    for format_ in formats_of_rows(route):
        for fields in ("zz-no-such-column", "facts,zz-no-such-column", ""):
            url = route.url_with(("format", format_), ("fields", fields))
            response = sqlite_client.get(url, headers=ELSEWHERE)
            assert faults_of(response, 422) == []
            errors = response.json()["errors"]
            assert {error["parameter"] for error in errors} == {"fields"}
            assert all(error["allowed"] for error in errors) or not fields


@pytest.mark.parametrize("route", TABLES, ids=str)
def test_errors_are_the_same_in_every_format(sqlite_client: TestClient, route: Route) -> None:
    for format_ in route.formats:
        for name, value, status in (("limit", "-1", 422), ("cursor", "garbage", 400)):
            url = route.url_with(("format", format_), (name, value))
            assert faults_of(sqlite_client.get(url, headers=ELSEWHERE), status) == []


@pytest.mark.parametrize("route", TABLES, ids=str)
def test_fields_with_json_warn(sqlite_client: TestClient, route: Route) -> None:
    warnings = sqlite_client.get(route.url_with(("fields", "id"))).json()["meta"]["warnings"]
    assert [warning for warning in warnings if warning.startswith("fields ")] != []


@pytest.mark.parametrize("route", TABLES, ids=str)
def test_table_with_a_cursor_begins_at_its_page(sqlite_client: TestClient, route: Route) -> None:
    next_url = sqlite_client.get(route.url_with(("limit", 1))).json()["page"]["next"]
    cursor = ("cursor", next_url.rpartition("cursor=")[2])
    for format_ in formats_of_rows(route):
        rows = items_of(sqlite_client.get(route.url_with(("format", format_))))
        assert items_of(sqlite_client.get(route.url_with(("format", format_), cursor))) == rows[1:]
        second = route.url_with(("format", format_), cursor, ("limit", 1))
        assert items_of(sqlite_client.get(second)) == rows[1:2]
