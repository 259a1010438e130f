"""The documentation in Markdown, for people and language models, is what the service does."""

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
def test_every_link_of_a_document_answers(client: TestClient, document: str) -> None:
    urls = ADDRESS.findall(client.get(document).text)
    assert len(urls) > 20
    for address in dict.fromkeys(urls):
        assert client.get(address).status_code == 200, address


def test_every_path_and_parameter_is_documented(client: TestClient) -> None:
    text = client.get("/docs.md").text
    for route in ROUTES:
        section = text.split(f" {route}`\n", maxsplit=1)[1].split("\n### ", maxsplit=1)[0]
        assert route.operation["description"] in section
        for parameter in [*route.in_path, *route.parameters]:
            assert f"\n| `{parameter['name']}` | " in section, (route, parameter["name"])


def test_llms_txt_has_title_quote_and_lists_of_links(client: TestClient) -> None:
    answer = client.get("/llms.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    title, _, quote, *rest = answer.text.split("\n")
    assert title == "# policyfacts"
    assert quote.startswith("> ")
    sections = "\n".join(rest).split("\n## ")[1:]
    for section in sections:
        _, empty, *items = section.strip("\n").split("\n")
        assert empty == ""
        assert [item for item in items if not item.startswith("- ")] == []


def test_tables_of_docs_md_have_the_same_number_of_columns(client: TestClient) -> None:
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
def test_links_begin_with_the_public_url(
    loaded_settings: Settings, document: str, changed: dict[str, str], start: str
) -> None:
    with TestClient(create_app(loaded_settings.model_copy(update=changed))) as client:
        urls = ADDRESS.findall(client.get(document).text)
    assert [url for url in urls if not url.startswith(start)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_has_an_example_with_its_required_parameters(
    client: TestClient, document: str
) -> None:
    answer = client.get(document)
    assert answer.status_code == 200
    urls = ADDRESS.findall(answer.text)
    assert [route.url for route in ROUTES if "?" in route.url]
    for route in ROUTES:
        required = [param["name"] for param in route.parameters if param.get("required")]
        examples = [url for url in urls if url.partition("?")[0] == route.path]
        assert any(all(f"{name}=" in url for name in required) for url in examples), route
