"""Questions of readers about the bundled review find what it says."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

# By question, the address of its facts and how many they are at least.
QUESTIONS = {
    "who visited China in 2013": ("party=CN:host&type=visit&year=2013", 1),
    "heads of state who visited Belarus": (
        "level=head-of-state&party=BY:host&type=visit",
        4,
    ),
    "planned embassies in 2014": ("status=planned&topic=diplomatic-network&year=2014", 5),
    "human trafficking UN": ("organization=un&topic=human-trafficking", 1),
    "exports to new countries": ("measure=new-export-markets&topic=trade", 1),
    "visa-free travel": ("topic=visas", 8),
    "relations with the EU": ("organization=eu&type=relations-assessment", 1),
    "agreements signed with Turkey": ("country=TR&type=agreement-signing", 2),
    "trade with Russia in 2013": ("country=RU&topic=trade&year=2013", 2),
    "what did Belarus plan for 2014": ("country=BY&status=planned&year=2014", 5),
    "визит в Китай": ("party=CN:host&type=visit", 1),
    "Minsk": ("entity=minsk", 5),
}


@pytest.fixture(scope="module")
def client(bundled_app: FastAPI) -> Iterator[TestClient]:
    with TestClient(bundled_app) as client:
        yield client


@pytest.mark.parametrize(("question", "answer"), QUESTIONS.items(), ids=list(QUESTIONS))
def test_question_about_the_review_finds_its_facts(
    client: TestClient, question: str, answer: tuple[str, int]
) -> None:
    query, least = answer
    body = client.get("/v1/interpret", params={"q": question}).json()
    assert parse_qs(urlsplit(body["links"]["facts"]).query) == parse_qs(query)
    assert body["total"] >= least
    assert client.get(body["links"]["facts"]).json()["page"]["total"] == body["total"]
