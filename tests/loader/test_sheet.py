"""Sheets for second readers: every sentence and every field of a fact, and nothing half written."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from policyfacts.errors import BadSeed
from policyfacts.loader.sheets import read_sheet, render_sheet
from tests.loader.seeds import (
    EMBASSIES,
    SENTENCES,
    SMALL_REVIEW,
    TREATY,
    small_facts,
    write_small_review,
)


class _Words(HTMLParser):
    """The text of a page, and what it would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.loaded: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loaded += [value or "" for name, value in attrs if name in ("src", "rel")]
        self.loaded += [tag] if tag == "script" else []


@pytest.fixture
def text(seed: Path) -> Path:
    return write_small_review(
        seed, exceptions=(f"topics,{EMBASSIES},africa,a reason that is given",)
    )


@pytest.fixture
def page(seed: Path, text: Path) -> str:
    return render_sheet(read_sheet(seed, SMALL_REVIEW, text))


def _text_of(page: str) -> str:
    return " ".join(_Words(page).words)


def _values_of(node: object) -> list[str]:
    """List the texts and numbers of a fact, and the names of roles and links."""
    match node:
        case dict():
            roles = [role for key in ("parties", "links") for role in node.get(key, {})]
            return roles + [value for item in node.values() for value in _values_of(item)]
        case list():
            return [value for item in node for value in _values_of(item)]
        case _:
            return [str(node)]


def test_each_sentence_stands_before_the_facts_that_cite_it(page: str) -> None:
    page_text = _text_of(page)
    places = [page_text.index(" ".join(sentence.split())) for sentence in SENTENCES]
    assert places == sorted(places)
    for fact in small_facts().values():
        assert page_text.index(fact["statement"]) > places[0]
        assert page_text.count(fact["id"] + " ") >= len(fact["evidence"])


def test_every_value_of_a_fact_is_shown(page: str) -> None:
    page_text = _text_of(page)
    for fact in small_facts().values():
        for value in _values_of(fact):
            assert value in page_text, value


def test_links_are_shown_at_both_ends(page: str) -> None:
    page_text = _text_of(page)
    linking = next(fact for fact in small_facts().values() if "links" in fact)
    assert f"result-of {TREATY}" in page_text
    assert f"linked from {linking['id']} (result-of)" in page_text


def test_exceptions_stand_with_their_sentence(page: str) -> None:
    assert "a reason that is given" in _text_of(page)


def test_page_needs_nothing_beside_it(page: str) -> None:
    assert _Words(page).loaded == []


def test_markup_in_a_statement_is_text(seed: Path) -> None:
    facts = small_facts()
    facts[TREATY]["statement"] = "<script>alert(1)</script> & more."
    text = write_small_review(seed, facts)
    page = render_sheet(read_sheet(seed, SMALL_REVIEW, text))
    assert "<script>" not in page
    assert "<script>alert(1)</script> & more." in _text_of(page)


def test_wrong_text_is_refused(seed: Path, text: Path) -> None:
    text.write_text("another text", encoding="utf-8")
    with pytest.raises(BadSeed, match="it is another text"):
        read_sheet(seed, SMALL_REVIEW, text)


def test_unknown_review_is_refused_with_what_was_meant(seed: Path, text: Path) -> None:
    with pytest.raises(BadSeed, match=f"did you mean {SMALL_REVIEW}"):
        read_sheet(seed, SMALL_REVIEW[:-1], text)


def test_facts_that_cannot_be_read_are_named(seed: Path, text: Path) -> None:
    file = next((seed / "reviews" / SMALL_REVIEW / "facts").glob("*.yaml"))
    file.write_text("- id: [", encoding="utf-8")
    with pytest.raises(BadSeed, match=file.name):
        read_sheet(seed, SMALL_REVIEW, text)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"evidence": ["p09s9"]}, "p09s9"),
        ({"parties": {"signatory": ["KZ", "nobody"]}}, "nobody"),
        ({"links": {"follows": ["kz-2014-nothing"]}}, "kz-2014-nothing"),
    ],
)
def test_fact_that_would_be_lost_or_shown_by_half_is_refused(
    small_seed: Path, change: dict[str, object], message: str
) -> None:
    file = small_seed / "reviews" / SMALL_REVIEW / "facts" / "partners.yaml"
    treaty, *others = yaml.safe_load(file.read_text(encoding="utf-8"))
    file.write_text(yaml.safe_dump([treaty | change, *others]), encoding="utf-8")
    text = small_seed.parent / f"{SMALL_REVIEW}.txt"
    with pytest.raises(BadSeed, match=message):
        read_sheet(small_seed, SMALL_REVIEW, text)
