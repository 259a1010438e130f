"""What people and language models are told in Markdown is what the service does."""

import re

import pytest
from starlette.testclient import TestClient

from policyfacts.settings import Settings
from policyfacts.web import create_app
from tests.contract.routes import ROUTES

ADDRESS = re.compile(r"\]\(([^)]+)\)")
DOCUMENTS = ("/llms.txt", "/docs.md")


@pytest.mark.no_cov
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_address_that_is_shown_answers(client: TestClient, document: str) -> None:
    urls = ADDRESS.findall(client.get(document).text)
    assert len(urls) > 20
    for address in dict.fromkeys(urls):
        assert client.get(address).status_code == 200, address


def test_every_path_and_every_parameter_is_told(client: TestClient) -> None:
    text = client.get("/docs.md").text
    for route in ROUTES:
        section = text.split(f" {route}`\n", maxsplit=1)[1].split("\n### ", maxsplit=1)[0]
        assert route.operation["description"] in section
        for parameter in [*route.in_path, *route.parameters]:
            assert f"\n| `{parameter['name']}` | " in section, (route, parameter["name"])


def test_the_overview_has_the_form_that_language_models_are_given(client: TestClient) -> None:
    answer = client.get("/llms.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    title, _, quote, *rest = answer.text.split("\n")
    assert title == "# policyfacts"
    assert quote.startswith("> ")
    sections = "\n".join(rest).split("\n## ")[1:]
    for section in sections:
        _, empty, *items = section.strip("\n").split("\n")
        assert empty == ""
        assert [it for it in items if not it.startswith("- ")] == []


def test_it_is_markdown(client: TestClient) -> None:
    answer = client.get("/docs.md")
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    columns = 0
    for line in answer.text.split("\n"):
        if line.startswith("| "):
            columns = columns or len(re.findall(r"(?<!\\)\|", line))
            assert len(re.findall(r"(?<!\\)\|", line)) == columns, line
        elif not line.startswith("|"):
            columns = 0


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize(
    ("changed", "start"),
    [
        ({"root_path": "/behind"}, "/behind/"),
        ({"public_url": "https://facts.example/api"}, "https://facts.example/api/"),
    ],
)
def test_addresses_begin_where_clients_see_the_service(
    loaded_settings: Settings, document: str, changed: dict[str, str], start: str
) -> None:
    with TestClient(create_app(loaded_settings.model_copy(update=changed))) as client:
        urls = ADDRESS.findall(client.get(document).text)
    assert [it for it in urls if not it.startswith(start)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_can_be_tried_with_what_must_be_asked_there(
    client: TestClient, document: str
) -> None:
    answer = client.get(document)
    assert answer.status_code == 200
    shown = ADDRESS.findall(answer.text)
    assert [route.url for route in ROUTES if "?" in route.url]
    for route in ROUTES:
        needed = [it["name"] for it in route.parameters if it.get("required")]
        path = route.path
        tried = [it for it in shown if it.partition("?")[0] == path]
        assert any(all(f"{name}=" in it for name in needed) for it in tried), route
