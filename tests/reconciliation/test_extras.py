"""Suggestions, previews and extended rows, and a whole session as OpenRefine holds one."""

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from policyfacts.reconciliation.properties import properties_of
from policyfacts.search.snapshot import Snapshot
from tests.contract.problems import ELSEWHERE
from tests.reconciliation.requests import BASE, DRAFT, PUBLIC_URL, matches, post_queries

COLUMN = ["Belarus", "Китай", "Swaziland", "Kazachstan", "Congo", "Atlantis"]


class Page(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def suggested(service: TestClient, what: str, **params: Any) -> list[str]:
    response = service.get(f"{BASE}/suggest/{what}", params=params)
    assert response.status_code == 200, response.text
    return [suggestion["id"] for suggestion in response.json()["result"]]


def extended(service: TestClient, ids: list[str], *properties: dict[str, Any]) -> Any:
    sent = {"ids": ids, "properties": list(properties)}
    response = service.post(BASE, data={"extend": json.dumps(sent)})
    assert response.status_code == 200, response.text
    return response.json()


def test_a_session_of_openrefine(service: TestClient) -> None:
    """Manifest, guess of types, matching, preview and suggestion, new columns."""
    manifest = service.get(BASE).json()
    guess = post_queries(service, {f"q{at}": {"query": cell} for at, cell in enumerate(COLUMN)})
    best = [result["result"][0] for result in guess.json().values() if result["result"]]
    (type_id,) = {candidate["type"][0]["id"] for candidate in best if candidate["score"] == 100}
    assert type_id in {type_["id"] for type_ in manifest["defaultTypes"]}

    queries = {
        f"q{at}": {"query": cell, "type": type_id, "type_strict": "should"}
        for at, cell in enumerate(COLUMN)
    }
    response = post_queries(service, queries).json()
    assert [matches(result["result"]) for result in response.values()] == [
        ["BY"],
        ["CN"],
        ["SZ"],
        [],
        [],
        [],
    ]

    preview = service.get(manifest["preview"]["url"].replace("{{id}}", "BY"))
    assert preview.status_code == 200
    entity = manifest["suggest"]["entity"]
    typed = service.get(f"{entity['service_url']}{entity['service_path']}?prefix=kazakhs")
    assert typed.json()["result"][0]["id"] == "KZ"

    propose = manifest["extend"]["propose_properties"]
    address = f"{propose['service_url']}{propose['service_path']}?type={type_id}"
    offered = [property_["id"] for property_ in service.get(address).json()["properties"]]
    properties = [{"id": property_id} for property_id in offered]
    rows = extended(service, ["BY", "CN", "KZ"], *properties)["rows"]
    assert rows["CN"]["alpha3"] == [{"str": "CHN"}]
    viewed = service.get(manifest["view"]["url"].replace("{{id}}", "CN"))
    assert "<h1>China</h1>" in viewed.text
    assert f"{rows['CN']['facts'][0]['int']} facts" in viewed.text


def test_suggestions_begin_with_the_prefix(service: TestClient) -> None:
    assert suggested(service, "entity", prefix="минс")[0] == "minsk"
    assert suggested(service, "entity", prefix="unodc")[0] == "unodc"
    assert "visas" not in suggested(service, "entity", prefix="visa"), "topics are no entities"
    assert suggested(service, "type", prefix="c") == ["country"]
    assert suggested(service, "property", prefix="code") == ["alpha2", "alpha3", "fips"]
    assert suggested(service, "property", prefix="M49") == ["m49"]
    assert suggested(service, "entity", prefix="!") == []


@pytest.mark.parametrize("base", [BASE, DRAFT])
def test_widgets_may_add_parameters_of_their_own(service: TestClient, base: str) -> None:
    """As OpenRefine's do, whose questions begin each of these."""
    widget = "spell=always&exact=false&prefixed=true"
    others = "callback=f&_=1&lang=en&key=k&mql_output=x&filter=a&filter=b&flyout=true"
    for path, expected in (
        (f"suggest/entity?prefix=bel&{widget}", "BY"),
        (f"suggest/property?prefix=alpha&{widget}&scoring=schema", "alpha2"),
        (f"suggest/type?prefix=cou&{widget}&scoring=schema", "country"),
        ("extend/propose?type=&limit=1", "id"),
        ("preview?id=BY", "BLR"),
    ):
        for address in (path, f"{path}&{others}"):
            response = service.get(f"{base}/{address}")
            assert response.status_code == 200, response.text
            assert expected in response.text


def test_entities_are_suggested_of_a_known_type(service: TestClient) -> None:
    of_all = suggested(service, "entity", prefix="micronesia")
    assert {"FM", "micronesia"} <= set(of_all)
    assert suggested(service, "entity", prefix="micronesia", type="country") == ["FM"]
    both = ["country", "region"]
    assert set(suggested(service, "entity", prefix="micronesia", type=both)) == set(of_all)
    for unknown in ("", "Q6256", "/type/object"):
        assert suggested(service, "entity", prefix="micronesia", type=unknown) == of_all
    assert suggested(service, "entity", prefix="", type="place", limit=1) == ["minsk"]


def test_properties_are_proposed_where_the_type_is_empty(service: TestClient) -> None:
    every = service.get(f"{BASE}/extend/propose").json()
    assert service.get(f"{BASE}/extend/propose?type=").json() == every
    again = service.get(f"{BASE}/extend/propose?type=&callback=jQuery1&_=2")
    assert again.json() == every


def test_every_id_suggests_its_entity(service: TestClient, snapshot: Snapshot) -> None:
    for id_ in list(snapshot.registry.entities)[::7]:
        assert id_ in suggested(service, "entity", prefix=id_, limit=100)


@pytest.mark.parametrize("skip", ["cursor", "offset"])
def test_suggestions_come_in_pages(service: TestClient, skip: str) -> None:
    expected = suggested(service, "entity", prefix="", limit=9)
    assert expected[0] == "BY", "those with most facts come first"
    parts = [suggested(service, "entity", prefix="", limit=3, **{skip: at}) for at in (0, 3, 6)]
    assert [*parts[0], *parts[1], *parts[2]] == expected


def test_rows_are_extended_by_what_the_profile_says(service: TestClient) -> None:
    properties = [
        {"id": property_id}
        for property_id in ("name_ru", "region", "country", "office", "first_year")
    ]
    rows = extended(service, ["TR", "minsk", "yuri-fedotov", "nothing"], *properties)["rows"]
    assert rows["TR"]["name_ru"] == [{"str": "Турция"}]
    assert rows["TR"]["region"][0] == {"id": "western-asia", "name": "Western Asia"}
    assert rows["minsk"]["country"] == [{"id": "BY", "name": "Belarus"}]
    assert rows["yuri-fedotov"]["office"] == [{"str": "Executive Director of UNODC"}]
    assert rows["TR"]["first_year"][0]["int"] <= 2013
    assert all(cells == [] for cells in rows["nothing"].values())


def test_a_limit_cuts_the_values_of_a_cell(service: TestClient) -> None:
    every = extended(service, ["BY"], {"id": "member_of"})["rows"]["BY"]["member_of"]
    assert len(every) > 2
    for limit in (2, "2"):
        property_ = {"id": "member_of", "settings": {"limit": limit}}
        assert extended(service, ["BY"], property_)["rows"]["BY"]["member_of"] == every[:2]
    unlimited = {"id": "member_of", "settings": {"limit": 0}}
    assert extended(service, ["BY"], unlimited)["rows"]["BY"]["member_of"] == every


def test_properties_are_proposed_for_types_that_have_them(
    service: TestClient, snapshot: Snapshot
) -> None:
    def proposed(**params: str) -> list[str]:
        answer = service.get(f"{DRAFT}/extend/propose", params=params).json()
        return [property_["id"] for property_ in answer["properties"]]

    assert "office" in proposed(type="person")
    assert "alpha3" not in proposed(type="person")
    assert proposed() == list(properties_of(snapshot.registry))


def test_a_preview_is_small_safe_and_says_what_matters(service: TestClient) -> None:
    response = service.get(f"{BASE}/preview", params={"id": "MK"})
    policy = dict(
        directive.strip().split(" ", 1)
        for directive in response.headers["Content-Security-Policy"].split(";")
    )
    assert policy["frame-ancestors"] == "*"
    assert policy["script-src"] == policy["default-src"] == "'none'"
    page = Page(response.text)
    assert not {"script", "form", "iframe"} & {tag for tag, _ in page.elements}
    assert not [
        attribute
        for _, attributes in page.elements
        for attribute in attributes
        if attribute[:2] == "on"
    ]
    for text in ("North Macedonia", "MKD", "807", "Северная Македония", "facts"):
        assert text in page.words
    links = [attributes["href"] for tag, attributes in page.elements if tag in ("a", "link")]
    for address in links:
        assert str(address).startswith(PUBLIC_URL)
        assert service.get(str(address)).status_code == 200


def test_every_entity_has_a_preview(service: TestClient, snapshot: Snapshot) -> None:
    for id_ in list(snapshot.registry.entities)[::9]:
        page = service.get(f"{BASE}/preview", params={"id": id_})
        assert page.status_code == 200
        assert snapshot.registry.entities[id_].name in Page(page.text).words


def test_addresses_hold_below_a_prefix_and_are_never_taken_from_the_host(app: FastAPI) -> None:
    with TestClient(app, root_path="/below", base_url="http://evil.example") as client:
        manifest = client.get(BASE)
    assert "evil" not in manifest.text
    assert manifest.json()["preview"]["url"] == "/below/reconcile/preview?id={{id}}"


@pytest.mark.parametrize(
    "path", [BASE, DRAFT, f"{BASE}/suggest/type?prefix=", f"{BASE}/preview?id=BY"]
)
def test_equal_etag_answers_304_and_head_has_no_body(service: TestClient, path: str) -> None:
    read = service.get(path, headers=ELSEWHERE)
    assert read.headers["Access-Control-Allow-Origin"] == "*"
    again = service.get(path, headers={"If-None-Match": read.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = service.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == read.headers["ETag"]


def test_large_answers_are_compressed(service: TestClient) -> None:
    queries = {f"q{at}": {"query": "Republic"} for at in range(20)}
    sent = {"queries": json.dumps(queries)}
    response = service.post(BASE, data=sent, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert set(response.json()) == set(queries)
