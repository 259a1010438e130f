"""The content coding of responses is the one that the client prefers (RFC 9110, 12.5.3)."""

from itertools import product

import pytest
from starlette.testclient import TestClient

from policyfacts.http.content_coding import choose_coding

CODINGS = ("zstd", "br", "gzip", "identity")
WEIGHTS = (None, "0", "0.1", "0.5", "1")


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip;q=1.0, zstd;q=0.1", "gzip"),
        ("GZIP;Q=1.0, ZSTD;Q=0.1", "gzip"),
        ("gzip ; q=0.2 , br ; q=0.3", "br"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("identity", "identity"),
        ("gzip;q=0.001", "gzip"),
        ("gzip;q=.5, br;q=.4", "gzip"),
        ("gzip;q=0", "identity"),
        ("gzip;q=0.000, *", "zstd"),
        ("*;q=0.1, gzip;q=0.2", "gzip"),
        ("*;q=0.5, zstd;q=0.1, br;q=0.1", "gzip"),
        ("identity;q=0, *;q=0.5, zstd;q=0.1", "br"),
        ("*", "zstd"),
        ("x-gzip", "gzip"),
        ("x-gzip;q=0.9, br;q=0.1", "gzip"),
        ("gzip;q=0, x-gzip", "identity"),
        ("*;q=0", "identity"),
        ("identity;q=0", "identity"),
        ("", "identity"),
        (",,;q=1,", "identity"),
        ("gzip;q=much", "gzip"),
        ("gzip;q=nan, br;q=0.5", "gzip"),
        ("gzip;q=7", "gzip"),
        ("nonsense, deflate", "identity"),
        ('br;x="a, zstd;q=1"', "br"),
    ],
)
def test_coding_of_the_greatest_weight_is_sent(header: str, coding: str) -> None:
    assert choose_coding(header) == coding


def best_by_the_standard(weights: dict[str, str]) -> str:
    """Judge each coding by itself, in the words of RFC 9110."""

    def weight_of(coding: str) -> float:
        if coding in weights:
            return float(weights[coding])
        if "*" in weights:
            return float(weights["*"])
        # No coding at all is acceptable unless it is excluded, and nobody has asked for it.
        return 0.0001 if coding == "identity" else 0.0

    acceptable = [coding for coding in CODINGS if weight_of(coding) > 0]
    if not acceptable:
        return "identity"
    most = max(map(weight_of, acceptable))
    return next(coding for coding in acceptable if weight_of(coding) == most)


def test_every_combination_of_weights_is_read_as_the_standard_says() -> None:
    names = (*CODINGS, "*")
    wrong = []
    for chosen in product(WEIGHTS, repeat=len(names)):
        weights = {
            name: weight for name, weight in zip(names, chosen, strict=True) if weight is not None
        }
        header = ", ".join(f"{name};q={weight}" for name, weight in reversed(weights.items()))
        if choose_coding(header) != best_by_the_standard(weights):
            wrong.append(header)
    assert wrong == []


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip;q=1.0, zstd;q=0.1", "gzip"),
        ("identity;q=1, gzip;q=0.5", None),
        ("br;q=0.9, gzip", "gzip"),
        ("*;q=0", None),
        ("identity;q=0", None),
    ],
)
def test_responses_come_in_the_coding_asked_for(
    client: TestClient, header: str, coding: str | None
) -> None:
    # Twice: the second one comes from the response cache.
    for _ in range(2):
        response = client.get("/v1/facts?limit=20", headers={"Accept-Encoding": header})
        assert response.status_code == 200
        assert response.headers.get("Content-Encoding") == coding
        assert "Accept-Encoding" in response.headers["Vary"]
        assert response.json()["page"]["limit"] == 20


def test_several_lines_of_the_header_are_one(client: TestClient) -> None:
    lines = [("Accept-Encoding", "zstd;q=0.1"), ("Accept-Encoding", "gzip")]
    response = client.get("/v1/facts?limit=20", headers=lines)
    assert response.headers["Content-Encoding"] == "gzip"
